import { expect, test } from "vitest";
import type { PoolHistory } from "../../api/pools.ts";
import { numbersRows, peakOf, visitsRows } from "./history-rows.ts";

const zone = "America/New_York";
const minute = (index: number) => new Date(Date.UTC(2026, 10, 25, 15, index)).toISOString();

function history(points: number, of: (index: number) => object): PoolHistory {
  const bucket = (index: number) => ({
    at: minute(index),
    impressions: 0,
    misses: 0,
    ...of(index),
  });
  return { bucketSeconds: 60, points: Array.from({ length: points }, (_, at) => bucket(at)) };
}

test("a minute without a sample is a gap, and no zero", () => {
  const rows = numbersRows(
    history(2, (at) => (at === 0 ? { held: 1, linked: 0, free: 4, quarantined: 0 } : {})),
    zone,
  );
  expect(rows).toEqual([
    { time: "10:00 AM", held: 1, linked: 0, free: 4, quarantined: 0 },
    { time: "10:01 AM", held: null, linked: null, free: null, quarantined: null },
  ]);
});

test("bars are few enough to be told apart, and no visit is lost in them", () => {
  const rows = visitsRows(
    history(100, (at) => ({ impressions: 2, misses: at % 2 })),
    zone,
  );
  expect(rows.length).toBeLessThanOrEqual(48);
  const sum = (of: "served" | "misses") => rows.reduce((all, row) => all + row[of], 0);
  expect([sum("served"), sum("misses")]).toEqual([150, 50]);
});

test("the peak says how many were held of how many", () => {
  const held = [1, 5, 2];
  const peak = peakOf(
    history(3, (at) => ({ held: held[at], linked: 1, free: 0, quarantined: 0, impressions: 3 })),
  );
  expect(peak).toEqual({ peakHeld: 5, peakSize: 6, impressions: 9, misses: 0 });
});
