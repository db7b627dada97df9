import type { DatabaseSync } from "node:sqlite";
import type { PoolId } from "../../core/ids.ts";
import { bucketsOf, busiestSamples, type PoolSample } from "../../core/pool/history.ts";
import type { Period } from "../../core/time-zone.ts";
import { plusSeconds } from "../../core/time.ts";
import type { HistoryPoint } from "../figures.ts";
import { poolCounts } from "./pool-counts.ts";

/** @see Figures.history */
export function poolHistory(
  db: DatabaseSync,
): (pool: PoolId, period: Period, bucketSeconds: number) => readonly HistoryPoint[] {
  const counts = poolCounts(db);
  const samples = db.prepare(
    `SELECT at_ms AS at, held, linked, free, quarantined FROM pool_sample
     WHERE pool_id = ? AND at_ms >= ? AND at_ms < ? ORDER BY at_ms`,
  );
  return (pool, period, bucketSeconds) => {
    const buckets = bucketsOf(period, bucketSeconds);
    const [from = period.from] = buckets;
    const until = plusSeconds(buckets.at(-1) ?? from, bucketSeconds);
    // The columns of the SELECT.
    const read = samples.all(pool, from, until) as PoolSample[];
    const busiest = busiestSamples(read, bucketSeconds);
    return buckets.map((at) => {
      const bucket = { from: at, until: plusSeconds(at, bucketSeconds) };
      const sample = busiest.get(at);
      return {
        at,
        ...(sample === undefined ? {} : { sample: { ...sample } }),
        impressions: counts.impressions(pool, bucket),
        misses: counts.misses(pool, bucket),
      };
    });
  };
}
