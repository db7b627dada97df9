import type { Catalogue } from "../catalogue.ts";
import { pageBy } from "../page.ts";
import type { DatabaseClock } from "./database-clock.ts";
import { leasedNumberFrom, numberColumns, withState } from "./number-row.ts";
import type { Database, Value } from "./pool.ts";

/** What `numberState` says, of a number `n` at the instant `t.now`. */
const state = `CASE
    WHEN greatest(n.hold_until_ms, n.in_call_until_ms) > t.now THEN 'held'
    WHEN n.quarantined_until_ms > t.now THEN 'quarantined'
    WHEN n.link_until_ms > t.now THEN 'linked'
    ELSE 'free' END`;

/** A filter that is not wanted is NULL, and the planner, which sees that, leaves it out. */
const wanted = `FROM (SELECT store_now($1, $2) AS now OFFSET 0) t
  JOIN number n ON n.account_id = $3
    AND ($4::text IS NULL OR n.pool_id = $4)
    AND (NOT $5::boolean OR (n.pool_id IS NULL AND n.publisher_number_id IS NULL))
    AND ($6::text IS NULL OR $6 = ${state})
    AND strpos(n.e164, $7) > 0
    AND ($8::text IS NULL OR n.country = $8)
    AND ($9::text IS NULL OR n.type = $9)
    AND ($10::text IS NULL OR n.area_code = $10)`;

/** @see Catalogue.numbers */
export function numberList(database: Database, clock: DatabaseClock): Catalogue["numbers"] {
  return async (account, filter, { limit, after = "" }) => {
    const values: readonly Value[] = [
      ...clock.parameters(),
      account,
      filter.poolId ?? null,
      filter.isUnassigned === true,
      filter.state ?? null,
      filter.digits ?? "",
      filter.country ?? null,
      filter.type ?? null,
      filter.areaCode ?? null,
    ];
    const [[count], rows] = await Promise.all([
      database.query(`SELECT count(*) AS total ${wanted}`, values),
      database.query(
        `SELECT ${numberColumns}, t.now ${wanted} AND n.e164 > $11 ORDER BY n.e164 LIMIT $12`,
        [...values, after, limit + 1],
      ),
    ]);
    const read = rows.map(({ now, ...row }) =>
      withState(leasedNumberFrom(row), clock.saw(Number(now))),
    );
    return { ...pageBy(read, limit, ({ e164 }) => e164), total: Number(count?.["total"]) };
  };
}
