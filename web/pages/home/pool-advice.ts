/*
 * How many numbers a pool lacks. A visitor who missed would have kept a number for at least the
 * pool's hold: so as many were missing at once as visitors missed within one hold's time, in the
 * worst such time of the day. It is the least: those who go on reading keep theirs for longer.
 */

type Bucket = { readonly at: string; readonly misses: number };

export type PoolAdvice = {
  readonly numbersToAdd: number;
  /** The worst time, and how long it is. */
  readonly from: string;
  readonly windowSeconds: number;
};

/** @returns undefined if there were no misses */
export function adviseOn(
  buckets: readonly Bucket[],
  bucketSeconds: number,
  holdSeconds: number,
): PoolAdvice | undefined {
  const width = Math.max(1, Math.ceil(holdSeconds / bucketSeconds));
  let worst: PoolAdvice | undefined;
  let missing = 0;
  for (const [index, { misses }] of buckets.entries()) {
    missing += misses - (buckets[index - width]?.misses ?? 0);
    if (missing <= (worst?.numbersToAdd ?? 0)) continue;
    const from = buckets[Math.max(0, index - width + 1)]?.at ?? "";
    worst = { numbersToAdd: missing, from, windowSeconds: width * bucketSeconds };
  }
  return worst;
}
