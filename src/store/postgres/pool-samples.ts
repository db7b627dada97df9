import { limits } from "../../core/limits.ts";
import { bucketOf, SAMPLE_SECONDS } from "../../core/pool/history.ts";
import { plusSeconds, toInstant } from "../../core/time.ts";
import type { Figures } from "../figures.ts";
import type { DatabaseClock } from "./database-clock.ts";
import { stateCounts } from "./number-row.ts";
import type { Database } from "./pool.ts";

/** All in one transaction: should it fail, another process samples the minute. */
export function samplePools(database: Database, clock: DatabaseClock): Figures["samplePools"] {
  return () =>
    database.transaction(async (connection) => {
      const [time] = await connection.query("SELECT store_now($1, $2) AS now", clock.parameters());
      const now = clock.saw(toInstant(Number(time?.["now"])));
      const minute = bucketOf(now, SAMPLE_SECONDS);
      const moved = await connection.query(
        `INSERT INTO pool_sampled (only_row, at_ms) VALUES (1, $1)
         ON CONFLICT (only_row) DO UPDATE SET at_ms = $1 WHERE pool_sampled.at_ms < $1
         RETURNING at_ms`,
        [minute],
      );
      if (moved.length === 0) return false;
      await connection.query(
        `INSERT INTO pool_sample (pool_id, at_ms, held, linked, free, quarantined)
         SELECT p.id, $1, o.held, o.linked, o.free, o.quarantined
         FROM (SELECT $2::bigint AS at) t
         CROSS JOIN pool p
         CROSS JOIN LATERAL (SELECT ${stateCounts} FROM number n WHERE n.pool_id = p.id) o
         WHERE p.status <> 'deleted'
         ON CONFLICT (pool_id, at_ms) DO NOTHING`,
        [minute, now],
      );
      await connection.query(
        "DELETE FROM pool_sample WHERE pool_id IN (SELECT id FROM pool) AND at_ms < $1",
        [plusSeconds(minute, -limits.poolSampleDays * 86_400)],
      );
      return true;
    });
}
