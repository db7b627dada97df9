import { expect, test } from "vitest";
import { measureBrotliBytes, sizeLine, type SizeBudget } from "./size-budget.ts";

const budget: SizeBudget = {
  name: "these tests",
  brotliBytesMax: 1_000,
  files: async () => [import.meta.filename, import.meta.filename],
};

test("files that are loaded together count together, each compressed by itself", async () => {
  const one = await measureBrotliBytes({ ...budget, files: async () => [import.meta.filename] });
  expect(one).toBeGreaterThan(100);
  expect(await measureBrotliBytes(budget)).toBe(2 * one);
});

test.each([
  [1_000, "✓ 1,000 of 1,000 bytes, 0 left: these tests"],
  [10, "✓ 10 of 1,000 bytes, 990 left: these tests"],
  [1_001, "✗ 1,001 of 1,000 bytes, 1 too many: these tests"],
])("%i bytes read %j", (brotliBytes, line) => {
  expect(sizeLine(budget, brotliBytes)).toBe(line);
});
