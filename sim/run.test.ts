import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { postgresForTests } from "../test/support/postgres.ts";
import { describeViolation } from "./report.ts";
import { run } from "./run.ts";
import {
  memoryStores,
  postgresStores,
  sqliteStores,
  type StoreName,
  type Stores,
} from "./stores.ts";

const server = postgresForTests();

/** Undefined where there is none. */
const stores: Readonly<Record<StoreName, Stores | undefined>> = {
  memory: memoryStores,
  sqlite: sqliteStores,
  postgres: server.kind === "ready" ? postgresStores(server.url) : undefined,
};

async function expectSound(seed: number, steps: number, among: Stores, why?: string) {
  const { failed, tally } = await run({ seed, steps, stores: among });
  expect(failed?.violations.map(describeViolation).join("\n\n") ?? "", why).toBe("");
  return tally.counts();
}

async function expectNothingLost(seed: number, steps: number, among: Stores): Promise<void> {
  const counts = await expectSound(seed, steps, among);
  // Else it would have shown nothing.
  expect(Math.min(counts.crashes, counts["store errors"], counts.reissues)).toBeGreaterThan(0);
}

describe("a world", () => {
  test.each([1, 2, 3, 4, 5, 6])(
    "of seed %i keeps I1 to I13 while everything breaks, and comes back (R38 to R53)",
    async (seed) => {
      await expectSound(seed, 8000, memoryStores);
    },
  );

  test("on SQLite, each process with a connection, loses nothing in a crash (R38)", async () => {
    await expectNothingLost(10, 1000, sqliteStores);
  });

  test.skipIf(stores.postgres === undefined)(
    "on PostgreSQL, each process with a connection, loses nothing in a crash (R38)",
    async () => {
      await expectNothingLost(10, 500, stores.postgres ?? memoryStores);
    },
  );

  test.each(Object.values(stores).filter((one) => one !== undefined))(
    "on $name is the same for the same seed",
    async (among) => {
      const play = async () => {
        const { chapters, tally } = await run({ seed: 8, steps: 100, stores: among });
        return { chapters, counts: tally.counts() };
      };
      expect(await play()).toEqual(await play());
    },
  );
});

/** Seeds that failed once: `{ "seed": 1, "steps": 20000, "store": "memory", "why": "…" }`. */
type Regression = {
  readonly seed: number;
  readonly steps: number;
  readonly store: StoreName;
  readonly why: string;
};

const folder = join(import.meta.dirname, "regressions/worlds");
const files = readdirSync(folder).filter((name) => name.endsWith(".json"));

describe("a seed that failed once", () => {
  test.for(files)("does no more: %s", async (name, context) => {
    // A file that a person has written in the form above.
    const found = JSON.parse(readFileSync(join(folder, name), "utf8")) as Regression;
    expect(Object.keys(stores)).toContain(found.store);
    const among = stores[found.store];
    if (among === undefined) context.skip("there is no PostgreSQL");
    else await expectSound(found.seed, found.steps, among, found.why);
  });
});
