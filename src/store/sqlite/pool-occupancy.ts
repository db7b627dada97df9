import type { DatabaseSync } from "node:sqlite";
import type { PoolId } from "../../core/ids.ts";
import type { Instant } from "../../core/time.ts";
import type { PoolOccupancy } from "../leases.ts";

type Counts<Name extends string> = { readonly [name in Name]: number };

/**
 * Counts a pool's states from indexes alone, since a pool may have a million numbers:
 *
 *   SEARCH number USING INDEX number_by_rest (pool_id=?), no row is read
 *   SEARCH number USING INDEX number_resting (pool_id=? AND quarantined_until_ms>?)
 *
 * A number that cannot be issued yet is held, unless it only rests (R12).
 */
export function poolOccupancy(db: DatabaseSync): (pool: PoolId, at: Instant) => PoolOccupancy {
  const states = db.prepare(
    `SELECT count(*) AS size, count(*) FILTER (WHERE issuable_from_ms > :now) AS busy,
       count(*) FILTER (WHERE issuable_from_ms <= :now AND link_until_ms > :now) AS linked
     FROM number INDEXED BY number_by_rest WHERE pool_id = :pool`,
  );
  const resting = db.prepare(
    `SELECT count(*) AS quarantined FROM number INDEXED BY number_resting
     WHERE pool_id = :pool AND quarantined_until_ms > 0 AND quarantined_until_ms > :now
       AND max(hold_until_ms, in_call_until_ms) <= :now`,
  );
  return (pool, at) => {
    const asked = { pool, now: at };
    // Aggregates without GROUP BY always give one row, with the columns named above.
    const { size, busy, linked } = states.get(asked) as Counts<"size" | "busy" | "linked">;
    const { quarantined } = resting.get(asked) as Counts<"quarantined">;
    return { at, size, held: busy - quarantined, linked, free: size - busy - linked, quarantined };
  };
}
