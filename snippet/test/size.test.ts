import { expect, test } from "vitest";
import { measureBrotliBytes, sizeBudgets, sizeLine } from "../../tools/size-budget.ts";

const measured = await Promise.all(
  sizeBudgets.map(async (budget) => {
    const brotliBytes = await measureBrotliBytes(budget);
    return { budget, brotliBytes, line: sizeLine(budget, brotliBytes) };
  }),
);

test.each(measured)("$line", ({ budget, brotliBytes }) => {
  expect(brotliBytes).toBeGreaterThan(0);
  expect(brotliBytes).toBeLessThanOrEqual(budget.brotliBytesMax);
});
