import type { DatabaseSync } from "node:sqlite";
import type { AccountId, PoolId } from "../../core/ids.ts";
import { hoursOf, type Period } from "../../core/time-zone.ts";
import { earliest, plusSeconds, type Instant } from "../../core/time.ts";
import type { CallFigures, DayFigures, HourFigures } from "../figures.ts";
import type { PoolOccupancy } from "../leases.ts";
import { poolCounts } from "./pool-counts.ts";
import { poolOccupancy } from "./pool-occupancy.ts";

type PoolRow = { readonly id: PoolId; readonly name: string };

/** @see Figures.ofDay */
export function dayFigures(
  db: DatabaseSync,
): (account: AccountId, day: Period, worst: number, at: Instant) => DayFigures {
  const pools = db.prepare(
    "SELECT id, name FROM pool WHERE account_id = ? AND status <> 'deleted' ORDER BY id",
  );
  const occupancy = poolOccupancy(db);
  const counts = poolCounts(db);
  const hourly = hourCounts(db);
  const called = callCounts(db);
  const existing = existence(db);
  return (account, day, worst, at) => {
    // The columns of the SELECT.
    const rows = pools.all(account) as PoolRow[];
    const found = rows.map((pool) => ({
      ...pool,
      ...occupancy(pool.id, at),
      misses: counts.misses(pool.id, day),
    }));
    const numbers = sumOf(found);
    const { campaigns, ...has } = existing(account);
    return {
      at,
      hours: hoursOf(day).map((hour) => hourly(account, hour, day.until)),
      calls: called(account, day),
      numbers,
      pools: found
        .filter(({ misses }) => misses > 0)
        .toSorted((a, b) => b.misses - a.misses || (a.id < b.id ? -1 : 1))
        .slice(0, worst)
        .map(({ id, name, misses, size, held }) => ({ id, name, misses, size, held })),
      campaigns,
      has: {
        pool: found.length > 0,
        poolNumber: numbers.size > 0,
        campaign: campaigns > 0,
        ...has,
      },
    };
  };
}

/**
 * An hour at a time is a range of an index; grouping a day's impressions by their hour took ten
 * times as long:
 *
 *   SCAN p
 *   SEARCH i USING COVERING INDEX impression_of_pool (pool_id=? AND received_at_ms>? …)
 */
function hourCounts(
  db: DatabaseSync,
): (account: AccountId, at: Instant, dayUntil: Instant) => HourFigures {
  const counts = db.prepare(
    `SELECT
       (SELECT count(*) FROM pool p JOIN impression i ON i.pool_id = p.id
        WHERE p.account_id = :account AND i.received_at_ms >= :from AND i.received_at_ms < :until
       ) AS impressions,
       (SELECT count(*) FROM pool p JOIN impression i ON i.pool_id = p.id
        WHERE p.account_id = :account AND i.missed_at_ms >= :from AND i.missed_at_ms < :until
       ) AS misses,
       (SELECT count(*) FROM call c
        WHERE c.account_id = :account AND c.received_at_ms >= :from AND c.received_at_ms < :until
       ) AS calls`,
  );
  return (account, from, dayUntil) => {
    const until = earliest(plusSeconds(from, 3600), dayUntil);
    // Scalar subqueries always give their row.
    return { at: from, ...(counts.get({ account, from, until }) as Omit<HourFigures, "at">) };
  };
}

function callCounts(db: DatabaseSync): (account: AccountId, day: Period) => CallFigures {
  // A call that was answered was not missed, whatever another of its legs was: see `callState`.
  const counts = db.prepare(
    `SELECT count(*) AS incoming,
       count(*) FILTER (WHERE ended_as IS NOT 'rejected'
         AND (ended_as = 'completed' OR answered_at_ms IS NOT NULL)) AS connected,
       count(*) FILTER (WHERE ended_as = 'completed'
         OR (ended_as IN ('busy', 'no_answer') AND answered_at_ms IS NOT NULL)) AS completed,
       count(*) FILTER (WHERE ended_as = 'rejected') AS rejected
     FROM call WHERE account_id = ? AND received_at_ms >= ? AND received_at_ms < ?`,
  );
  // An aggregate without GROUP BY always gives one row, with the columns named above.
  return (account, { from, until }) => ({ ...(counts.get(account, from, until) as CallFigures) });
}

type Existing = Pick<DayFigures, "campaigns"> &
  Pick<DayFigures["has"], "tag" | "impression" | "call">;

function existence(db: DatabaseSync): (account: AccountId) => Existing {
  const existing = db.prepare(
    `SELECT
       (SELECT count(*) FROM campaign
        WHERE account_id = :account AND status <> 'deleted') AS campaigns,
       EXISTS (SELECT 1 FROM call_tracking_tag
         WHERE account_id = :account AND status <> 'deleted') AS tag,
       EXISTS (SELECT 1 FROM pool p JOIN impression i ON i.pool_id = p.id
         WHERE p.account_id = :account) AS impression,
       EXISTS (SELECT 1 FROM call WHERE account_id = :account) AS call`,
  );
  return (account) => {
    const { campaigns, tag, impression, call } = existing.get({ account }) ?? {};
    return {
      campaigns: Number(campaigns),
      tag: tag === 1,
      impression: impression === 1,
      call: call === 1,
    };
  };
}

function sumOf(parts: readonly Omit<PoolOccupancy, "at">[]): Omit<PoolOccupancy, "at"> {
  const sum = { size: 0, held: 0, linked: 0, free: 0, quarantined: 0 };
  for (const { size, held, linked, free, quarantined } of parts) {
    sum.size += size;
    sum.held += held;
    sum.linked += linked;
    sum.free += free;
    sum.quarantined += quarantined;
  }
  return sum;
}
