import { describe, expect, test } from "vitest";
import { adviseOn } from "./pool-advice.ts";

const day = (...misses: readonly number[]) =>
  misses.map((count, index) => ({ at: `bucket ${index}`, misses: count }));

describe("how many numbers to add to a pool", () => {
  test("is how many missed at the worst time that is as long as a hold", () => {
    expect(adviseOn(day(0, 1, 2, 3, 0, 0, 4, 0), 60, 120)).toStrictEqual({
      numbersToAdd: 5,
      from: "bucket 2",
      windowSeconds: 120,
    });
  });

  test("counts a whole bucket when the hold is shorter", () => {
    expect(adviseOn(day(0, 6, 1), 300, 60)).toMatchObject({ numbersToAdd: 6, windowSeconds: 300 });
  });

  test("counts a part of a bucket as a whole one", () => {
    expect(adviseOn(day(1, 1, 1), 180, 330)).toMatchObject({
      numbersToAdd: 2,
      windowSeconds: 360,
    });
  });

  test.each([[day()], [day(0, 0, 0)]])("says nothing without misses", (buckets) => {
    expect(adviseOn(buckets, 60, 330)).toBeUndefined();
  });
});
