import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "vitest";
import { expectNothingLost, serverVictim } from "../support/kill-run.ts";

test("case 12: SIGKILL of a server on SQLite under load loses nothing answered (R38, R39)", async () => {
  const folder = mkdtempSync(join(tmpdir(), "callpool-kill-"));
  const place = ["--data", folder];
  await expectNothingLost(serverVictim(place), { place, kills: 20, seed: 12 });
  rmSync(folder, { recursive: true });
}, 120_000);
