import { limits } from "../limits.ts";
import type { Period } from "../time-zone.ts";
import { toInstant, type Instant } from "../time.ts";

/*
 * A pool's history in buckets of one length. Buckets begin at multiples of it since 1970, so that a
 * period that moves on with the clock has the same buckets, and a chart of them does not jump.
 */

/** What a pool's numbers did at one instant (R10). */
export type PoolSample = {
  readonly at: Instant;
  readonly held: number;
  readonly linked: number;
  readonly free: number;
  readonly quarantined: number;
};

/** A pool is looked at once in so long. */
export const SAMPLE_SECONDS = 60;

const bucketLengths = [
  60, 300, 900, 1_800, 3_600, 7_200, 14_400, 21_600, 43_200, 86_400, 604_800,
] as const;

/** The shortest that needs no more points than are allowed; undefined for a period too long. */
export function bucketSecondsOf(period: Period): number | undefined {
  return bucketLengths.find((seconds) => countOf(period, seconds) <= limits.historyPointsMax);
}

/** The beginnings of all buckets that have a part of the period. */
export function bucketsOf(period: Period, bucketSeconds: number): readonly Instant[] {
  const first = bucketOf(period.from, bucketSeconds);
  return Array.from({ length: countOf(period, bucketSeconds) }, (_, index) =>
    toInstant(first + index * bucketSeconds * 1000),
  );
}

/** The beginning of the bucket that the instant is in. */
export function bucketOf(at: Instant, bucketSeconds: number): Instant {
  const length = bucketSeconds * 1000;
  return toInstant(Math.floor(at / length) * length);
}

function countOf({ from, until }: Period, bucketSeconds: number): number {
  return Math.ceil((until - bucketOf(from, bucketSeconds)) / (bucketSeconds * 1000));
}

/**
 * Of each bucket the sample with the most held numbers, the first of equals: an average would hide
 * that a pool was once exhausted.
 */
export function busiestSamples(
  samples: Iterable<PoolSample>,
  bucketSeconds: number,
): ReadonlyMap<Instant, PoolSample> {
  const busiest = new Map<Instant, PoolSample>();
  for (const sample of samples) {
    const bucket = bucketOf(sample.at, bucketSeconds);
    const known = busiest.get(bucket);
    if (known === undefined || sample.held > known.held) busiest.set(bucket, sample);
  }
  return busiest;
}
