import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { PoolId } from "../../core/ids.ts";
import type { Period } from "../../core/time-zone.ts";

type Count = (pool: PoolId, period: Period) => number;

/**
 * Impressions and misses of a pool in a period, counted from an index alone:
 *
 *   SEARCH impression USING COVERING INDEX impression_of_pool (pool_id=? AND received_at_ms>? …)
 *   SEARCH impression USING COVERING INDEX impression_missed (pool_id=? AND missed_at_ms>? …)
 */
export function poolCounts(db: DatabaseSync): {
  readonly impressions: Count;
  readonly misses: Count;
} {
  const received = db.prepare(
    `SELECT count(*) AS count FROM impression
     WHERE pool_id = ? AND received_at_ms >= ? AND received_at_ms < ?`,
  );
  const missed = db.prepare(
    `SELECT count(*) AS count FROM impression
     WHERE pool_id = ? AND missed_at_ms >= ? AND missed_at_ms < ?`,
  );
  const count =
    (statement: StatementSync): Count =>
    (pool, { from, until }) =>
      Number(statement.get(pool, from, until)?.["count"]);
  return { impressions: count(received), misses: count(missed) };
}
