// Finds the PHP that the tests of the WordPress plugin run, and installs one where there is none.

import { spawnSync } from "node:child_process";
import { installWithApt } from "./apt.ts";

/** @returns what it calls itself; undefined where none starts */
export function findPhp(): string | undefined {
  const { status, stdout } = spawnSync("php", ["--version"], { encoding: "utf8", timeout: 30_000 });
  return status === 0 ? stdout.split("\n", 1)[0] : undefined;
}

/** Like findPhp, but installs one when there is none. */
export function ensurePhp(): string | undefined {
  return findPhp() ?? (installWithApt("php-cli") ? findPhp() : undefined);
}
