import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { describeViolation } from "./report.ts";
import { run } from "./run.ts";
import { storeNames, type StoreName } from "./stores.ts";

async function violationsOf(seed: number, steps: number, store: StoreName): Promise<string> {
  const { failed } = await run({ seed, steps, store });
  return failed?.violations.map(describeViolation).join("\n\n") ?? "";
}

describe("a world", () => {
  test.each([1, 2, 3, 4, 5, 6])(
    "of seed %i keeps I1 to I13 while everything breaks, and comes back (R38 to R53)",
    async (seed) => {
      expect(await violationsOf(seed, 8000, "memory")).toBe("");
    },
  );

  test("on SQLite loses nothing in a crash (R38)", async () => {
    expect(await violationsOf(7, 2500, "sqlite")).toBe("");
  });

  test("is the same for the same seed", async () => {
    const play = async () => {
      const { chapters, tally } = await run({ seed: 8, steps: 2000, store: "memory" });
      return { chapters, counts: tally.counts() };
    };
    expect(await play()).toEqual(await play());
  });
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
  test.each(files)("does no more: %s", async (name) => {
    // A file that a person has written in the form above.
    const found = JSON.parse(readFileSync(join(folder, name), "utf8")) as Regression;
    expect(storeNames).toContain(found.store);
    expect(await violationsOf(found.seed, found.steps, found.store), found.why).toBe("");
  });
});
