import { bucketsOf, type PoolSample } from "../../core/pool/history.ts";
import { plusSeconds, type Instant } from "../../core/time.ts";
import type { Figures, HistoryPoint } from "../figures.ts";
import type { Database } from "./pool.ts";

type PointRow = Pick<HistoryPoint, "at" | "impressions" | "misses">;

/** @see Figures.history */
export function poolHistory(database: Database): Figures["history"] {
  return async (account, pool, period, bucketSeconds) => {
    const buckets = bucketsOf(period, bucketSeconds);
    const [from = period.from] = buckets;
    const until = plusSeconds(buckets.at(-1) ?? from, bucketSeconds);
    const lengthMs = bucketSeconds * 1000;
    const [points, samples] = await Promise.all([
      // A bucket at a time is a range of an index.
      database.query<PointRow>(
        `SELECT b.at,
           (SELECT count(*) FROM impression i WHERE i.account_id = $1 AND i.pool_id = $2
             AND i.received_at_ms >= b.at AND i.received_at_ms < b.at + $4) AS impressions,
           (SELECT count(*) FROM impression i WHERE i.account_id = $1 AND i.pool_id = $2
             AND i.missed_at_ms >= b.at AND i.missed_at_ms < b.at + $4) AS misses
         FROM unnest($3::bigint[]) AS b (at) ORDER BY b.at`,
        [account, pool, buckets.map(String), lengthMs],
      ),
      database.query<PoolSample & { readonly bucket: Instant }>(
        `SELECT DISTINCT ON (s.at_ms / $5) s.at_ms / $5 * $5 AS bucket, s.at_ms AS at,
           s.held, s.linked, s.free, s.quarantined
         FROM pool_sample s JOIN pool p ON p.id = s.pool_id
         WHERE p.account_id = $1 AND s.pool_id = $2 AND s.at_ms >= $3 AND s.at_ms < $4
         ORDER BY s.at_ms / $5, s.held DESC, s.at_ms`,
        [account, pool, from, until, lengthMs],
      ),
    ]);
    const byBucket = new Map(samples.map(({ bucket, ...sample }) => [bucket, sample]));
    return points.map((point) => {
      const sample = byBucket.get(point.at);
      return { ...point, ...(sample === undefined ? {} : { sample }) };
    });
  };
}
