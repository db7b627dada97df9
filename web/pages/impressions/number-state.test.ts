import { expect, test } from "vitest";
import { numberState } from "./number-state.ts";

const at = (minute: number) => new Date(minute * 60_000).toISOString();

const shown = {
  number: "+12125550140",
  issuedAt: at(0),
  holdUntil: at(6),
  linkUntil: at(360),
};

test.each([
  [0, "held"],
  [5.999, "held"],
  [6, "linked"],
  [359.999, "linked"],
  [360, "over"],
])("%d minutes after it was shown, a number is %s", (minute, kind) => {
  expect(numberState(shown, minute * 60_000).kind).toBe(kind);
});

test("a visit without a number is a miss, or saw the primary number", () => {
  expect(numberState({ missedAt: at(0) }, 0)).toStrictEqual({ kind: "miss" });
  expect(numberState({}, 0)).toStrictEqual({ kind: "primary" });
});
