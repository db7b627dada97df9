import { toInstant } from "../../core/time.ts";
import type { Figures, PoolFigures } from "../figures.ts";
import type { DatabaseClock } from "./database-clock.ts";
import { dayFigures } from "./day-figures.ts";
import { stateCounts } from "./number-row.ts";
import { poolHistory } from "./pool-history.ts";
import { samplePools } from "./pool-samples.ts";
import type { Database } from "./pool.ts";

type FiguresRow = Omit<PoolFigures["occupancy"], "at"> & {
  readonly at: number;
  readonly poolId: PoolFigures["poolId"];
  readonly misses: number;
};

export function postgresFigures(database: Database, clock: DatabaseClock): Figures {
  return {
    ofPools: async (accountId, poolIds, { from, until }) => {
      const rows = await database.query<FiguresRow>(
        `SELECT t.at, p.id AS "poolId", o.*, m.*
         FROM (SELECT store_now($1, $2) AS at OFFSET 0) t
         CROSS JOIN unnest($4::text[]) WITH ORDINALITY AS p (id, place)
         CROSS JOIN LATERAL (
           SELECT ${stateCounts}
           FROM number n WHERE n.account_id = $3 AND n.pool_id = p.id
         ) o
         CROSS JOIN LATERAL (
           SELECT count(*) AS misses FROM impression i
           WHERE i.account_id = $3 AND i.pool_id = p.id
             AND i.missed_at_ms >= $5 AND i.missed_at_ms < $6
         ) m
         ORDER BY p.place`,
        [...clock.parameters(), accountId, poolIds, from, until],
      );
      return rows.map(({ poolId, misses, at, ...counts }) => {
        clock.saw(at);
        return { poolId, occupancy: { at: toInstant(at), ...counts }, misses };
      });
    },
    ofAccount: async (accountId, limit) => {
      const rows = await database.query<Omit<FiguresRow, "misses">>(
        `SELECT t.at, p.id AS "poolId", o.*
         FROM (SELECT store_now($1, $2) AS at OFFSET 0) t
         CROSS JOIN (
           SELECT id FROM pool WHERE account_id = $3 AND status <> 'deleted' ORDER BY id LIMIT $4
         ) p
         CROSS JOIN LATERAL (SELECT ${stateCounts} FROM number n WHERE n.pool_id = p.id) o
         ORDER BY p.id`,
        [...clock.parameters(), accountId, limit],
      );
      return rows.map(({ poolId, at, ...counts }) => ({
        poolId,
        occupancy: { at: clock.saw(at), ...counts },
      }));
    },
    samplePools: samplePools(database, clock),
    history: poolHistory(database),
    ofDay: dayFigures(database, clock),
  };
}
