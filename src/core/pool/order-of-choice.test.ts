import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { NumberId } from "../ids.ts";
import { startLease } from "../lease/lease.ts";
import { BEGINNING, plusSeconds, toInstant } from "../time.ts";
import { issuableFrom } from "./number-state.ts";
import { chooseNumber, isKept, type Candidate } from "./order-of-choice.ts";
import { defaultPoolSettings } from "./settings.ts";

const start = toInstant(10_000_000);
const after = (seconds: number) => plusSeconds(start, seconds);

function candidate(name: string, issuedAfter?: number, restsUntil?: number): Candidate {
  return {
    id: name as NumberId,
    quarantinedUntil: restsUntil === undefined ? BEGINNING : after(restsUntil),
    ...(issuedAfter === undefined
      ? {}
      : { lease: startLease(after(issuedAfter), defaultPoolSettings) }),
  };
}

describe("the order of choice (R42)", () => {
  const own = candidate("own", 0);
  test.each([
    ["the visitor's own held number", own, [candidate("fresh")], 10, "own"],
    ["their own linked number", own, [candidate("fresh")], 5000, "own"],
    ["not their own after its link", own, [candidate("fresh")], 6 * 3600, "fresh"],
    ["not their own while it rests", candidate("own", 0, 9999), [candidate("x")], 400, "x"],
    ["their own while held, though it should rest", candidate("own", 0, 9999), [], 300, "own"],
    ["never issued before rested", undefined, [candidate("a", 0), candidate("b")], 999, "b"],
    ["the longest rested", undefined, [candidate("a", 50), candidate("b", 0)], 999, "b"],
    ["the smaller id among equals", undefined, [candidate("b"), candidate("a")], 0, "a"],
    ["a rested one at its instant", undefined, [candidate("a", 0)], 330, "a"],
  ] as const)("%s", (_, ownNumber, pool, seconds, expected) => {
    expect(chooseNumber(ownNumber, pool, after(seconds))).toMatchObject({ id: expected });
  });

  test.each([
    ["of an empty pool", [], 0],
    ["of held numbers", [candidate("a", 0)], 329.999],
    ["of resting numbers", [candidate("a", undefined, 10)], 9.999],
  ] as const)("none %s", (_, pool, seconds) => {
    expect(chooseNumber(undefined, pool, after(seconds))).toEqual({ kind: "none" });
  });

  const pools = fc.array(
    fc.record({ issued: fc.option(fc.nat(2000)), rests: fc.option(fc.nat(2000)) }),
    { maxLength: 30 },
  );
  const built = pools.map((list) =>
    list.map(({ issued, rests }, at) =>
      candidate(`n${at}`, issued ?? undefined, rests ?? undefined),
    ),
  );

  test("I7: when any number can be issued, one is", () => {
    fc.assert(
      fc.property(built, fc.nat(3000), (pool, seconds) => {
        const isAny = pool.some((one) => issuableFrom(one) <= after(seconds));
        expect(chooseNumber(undefined, pool, after(seconds)).kind !== "none").toBe(isAny);
      }),
    );
  });

  test("I8: none that could be issued could be for longer", () => {
    fc.assert(
      fc.property(built, fc.nat(3000), (pool, seconds) => {
        const choice = chooseNumber(undefined, pool, after(seconds));
        if (choice.kind === "none") return;
        const chosen = pool.find((one) => one.id === choice.id);
        expect(chosen).toBeDefined();
        for (const one of pool) {
          if (chosen) expect(issuableFrom(chosen)).toBeLessThanOrEqual(issuableFrom(one));
        }
      }),
    );
  });

  test("a number is kept while it is held or linked (R27)", () => {
    const number = candidate("a", 0);
    expect(isKept(number, after(6 * 3600 - 1))).toBe(true);
    expect(isKept(number, after(6 * 3600))).toBe(false);
  });
});
