import fc from "fast-check";
import { expect, test } from "vitest";
import { BROWSER_ID_PATTERN, ID_RANDOM_BYTES, isId, makeId } from "./ids.ts";
import { toInstant } from "./time.ts";

const random = fc.uint8Array({ minLength: ID_RANDOM_BYTES, maxLength: ID_RANDOM_BYTES });
const times = fc.nat({ max: 2 ** 45 }).map(toInstant);

test("an id is of its kind alone", () => {
  fc.assert(
    fc.property(times, random, (at, bytes) => {
      const id = makeId("campaign", at, bytes);
      expect(isId("campaign", id)).toBe(true);
      expect(isId("pool", id)).toBe(false);
    }),
  );
});

test("ids sort by time", () => {
  fc.assert(
    fc.property(times, times, random, (one, two, bytes) => {
      const isLess = makeId("impression", one, bytes) < makeId("impression", two, bytes);
      expect(isLess).toBe(one < two);
    }),
  );
});

test.each(["", "cmp_", "cmp_01", `cmp_${"i".repeat(26)}`, `cmp_${"0".repeat(26)}\n`, "../etc"])(
  "%j is no campaign id",
  (text) => {
    expect(isId("campaign", text)).toBe(false);
  },
);

test.each([
  ["abcdefghijklmnopqrstuv", true],
  ["abcdefghijklmnopqrstu", false],
  ["a".repeat(65), false],
  ["abcdefghijklmnopqrstu\n", false],
  ["abcdefghijklmnopqrstu'", false],
])("browser id %j: %s (R68)", (text, expected) => {
  expect(BROWSER_ID_PATTERN.test(text)).toBe(expected);
});
