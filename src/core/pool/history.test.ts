import { describe, expect, test } from "vitest";
import { limits } from "../limits.ts";
import { toInstant } from "../time.ts";
import { bucketsOf, bucketSecondsOf, busiestSamples } from "./history.ts";

const at = (text: string) => toInstant(Date.parse(text));
const DAY = 86_400_000;

describe("buckets of a history", () => {
  test.each([
    [1 / 24, 60],
    [1 / 4, 60],
    [1, 300],
    [7, 1_800],
    [31, 7_200],
    [365, 86_400],
    [3_000, 604_800],
    [4_000, undefined],
  ])("%d days have buckets of %d s", (days, seconds) => {
    const until = at("2026-01-05T12:34:56Z");
    const period = { from: toInstant(until - days * DAY), until };
    expect(bucketSecondsOf(period)).toBe(seconds);
    if (seconds === undefined) return;
    const buckets = bucketsOf(period, seconds);
    expect(buckets.length).toBeLessThanOrEqual(limits.historyPointsMax);
    expect(buckets[0]).toBeLessThanOrEqual(period.from);
    const last = buckets.at(-1) ?? 0;
    expect(last).toBeLessThan(until);
    expect(last + seconds * 1000).toBeGreaterThanOrEqual(until);
    expect(buckets.every((bucket) => bucket % (seconds * 1000) === 0)).toBe(true);
  });

  test("a period that begins and ends with a bucket has no more than its own", () => {
    const period = { from: at("2026-01-05T12:00:00Z"), until: at("2026-01-05T12:02:00Z") };
    expect(bucketsOf(period, 60)).toEqual([period.from, at("2026-01-05T12:01:00Z")]);
  });
});

test("of a bucket's samples the first with the most held numbers stands for it", () => {
  const sample = (minute: number, held: number) => ({
    at: at(`2026-01-05T12:0${minute}:00Z`),
    held,
    linked: 0,
    free: 10 - held,
    quarantined: 0,
  });
  const samples = [sample(0, 1), sample(1, 5), sample(2, 5), sample(5, 0)];
  const busiest = busiestSamples(samples, 300);
  expect([...busiest.values()]).toEqual([sample(1, 5), sample(5, 0)]);
  expect([...busiest.keys()]).toEqual([at("2026-01-05T12:00:00Z"), at("2026-01-05T12:05:00Z")]);
});
