import { expect, test } from "vitest";
import { topOfScale } from "./scale.ts";

test.each([
  [0, 4],
  [4, 4],
  [5, 5],
  [7, 8],
  [11, 12],
  [99, 100],
  [101, 120],
  [2_400, 2_500],
])("a scale for %i ends at %i", (most, top) => {
  expect(topOfScale(most)).toBe(top);
});
