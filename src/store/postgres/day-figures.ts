import { hoursOf } from "../../core/time-zone.ts";
import { earliest, plusSeconds, toInstant } from "../../core/time.ts";
import type { CallFigures, DayFigures, Figures, HourFigures } from "../figures.ts";
import type { DatabaseClock } from "./database-clock.ts";
import { stateCounts } from "./number-row.ts";
import type { Database } from "./pool.ts";

type PoolRow = DayFigures["pools"][number] & Omit<DayFigures["numbers"], "size" | "held">;
type ExistingRow = Pick<DayFigures, "campaigns"> &
  Pick<DayFigures["has"], "tag" | "impression" | "call"> & { readonly at: number };

/** @see Figures.ofDay */
export function dayFigures(database: Database, clock: DatabaseClock): Figures["ofDay"] {
  return async (account, day, worst) => {
    const { from, until } = day;
    const starts = hoursOf(day);
    const ends = starts.map((at) => earliest(plusSeconds(at, 3600), until));
    const [hours, pools, [calls], [existing]] = await Promise.all([
      database.query<HourFigures>(hourCounts, [account, starts.map(String), ends.map(String)]),
      database.query<PoolRow>(poolCounts, [...clock.parameters(), account, from, until]),
      database.query<CallFigures>(callCounts, [account, from, until]),
      database.query<ExistingRow>(existence, [...clock.parameters(), account]),
    ]);
    if (calls === undefined || existing === undefined) throw new Error("Aggregates give a row");
    const { at, campaigns, ...has } = existing;
    const numbers = sumOf(pools);
    return {
      at: clock.saw(toInstant(at)),
      hours,
      calls,
      numbers,
      pools: pools
        .filter(({ misses }) => misses > 0)
        .slice(0, worst)
        .map(({ id, name, misses, size, held }) => ({ id, name, misses, size, held })),
      campaigns,
      has: {
        pool: pools.length > 0,
        poolNumber: numbers.size > 0,
        campaign: campaigns > 0,
        ...has,
      },
    };
  };
}

function sumOf(pools: readonly PoolRow[]): DayFigures["numbers"] {
  const sum = { size: 0, held: 0, linked: 0, free: 0, quarantined: 0 };
  for (const { size, held, linked, free, quarantined } of pools) {
    sum.size += size;
    sum.held += held;
    sum.linked += linked;
    sum.free += free;
    sum.quarantined += quarantined;
  }
  return sum;
}

/** An hour at a time is a range of `impression_of_pool` and of `impression_missed`. */
const hourCounts = `SELECT h.at,
    (SELECT count(*) FROM pool p JOIN impression i ON i.pool_id = p.id
     WHERE p.account_id = $1 AND i.received_at_ms >= h.at AND i.received_at_ms < h.until
    ) AS impressions,
    (SELECT count(*) FROM pool p JOIN impression i ON i.pool_id = p.id
     WHERE p.account_id = $1 AND i.missed_at_ms >= h.at AND i.missed_at_ms < h.until
    ) AS misses,
    (SELECT count(*) FROM call c
     WHERE c.account_id = $1 AND c.received_at_ms >= h.at AND c.received_at_ms < h.until
    ) AS calls
  FROM unnest($2::bigint[], $3::bigint[]) AS h (at, until) ORDER BY h.at`;

const poolCounts = `SELECT p.id, p.name, o.*, m.misses
  FROM (SELECT store_now($1, $2) AS at OFFSET 0) t
  JOIN pool p ON p.account_id = $3 AND p.status <> 'deleted'
  CROSS JOIN LATERAL (SELECT ${stateCounts} FROM number n WHERE n.pool_id = p.id) o
  CROSS JOIN LATERAL (
    SELECT count(*) AS misses FROM impression i
    WHERE i.pool_id = p.id AND i.missed_at_ms >= $4 AND i.missed_at_ms < $5
  ) m
  ORDER BY m.misses DESC, p.id`;

const callCounts = `SELECT count(*) AS incoming,
    count(*) FILTER (WHERE ended_as IS DISTINCT FROM 'rejected'
      AND (ended_as = 'completed' OR answered_at_ms IS NOT NULL)) AS connected,
    count(*) FILTER (WHERE ended_as = 'completed'
      OR (ended_as IN ('busy', 'no_answer') AND answered_at_ms IS NOT NULL)) AS completed,
    count(*) FILTER (WHERE ended_as = 'rejected') AS rejected
  FROM call WHERE account_id = $1 AND received_at_ms >= $2 AND received_at_ms < $3`;

const existence = `SELECT store_now($1, $2) AS at,
    (SELECT count(*) FROM campaign
     WHERE account_id = $3 AND status <> 'deleted') AS campaigns,
    EXISTS (SELECT FROM call_tracking_tag
      WHERE account_id = $3 AND status <> 'deleted') AS tag,
    EXISTS (SELECT FROM pool p JOIN impression i ON i.pool_id = p.id
      WHERE p.account_id = $3) AS impression,
    EXISTS (SELECT FROM call WHERE account_id = $3) AS call`;
