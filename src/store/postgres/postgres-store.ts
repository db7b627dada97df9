import type { Pool } from "pg";
import { limits } from "../../core/limits.ts";
import type { CallRecord } from "../calls.ts";
import type { ArriveCommand } from "../calls.ts";
import type { Clock, Store } from "../store.ts";
import { arrive } from "./arrive.ts";
import { databaseClock } from "./database-clock.ts";
import { groupCommit } from "./group-commit.ts";
import { leaseBatches } from "./lease-batch.ts";
import { migrate } from "./migrate.ts";
import { numberVacuum } from "./number-vacuum.ts";
import { openDatabase } from "./pool.ts";
import { postgresAudit } from "./postgres-audit.ts";
import { postgresCalls } from "./postgres-calls.ts";
import { postgresCatalogue } from "./postgres-catalogue.ts";
import { postgresFigures } from "./postgres-figures.ts";
import { postgresNews } from "./postgres-news.ts";
import { postgresLeases } from "./postgres-leases.ts";

/**
 * The store for several processes: one PostgreSQL database. It takes its default isolation, read
 * committed, in which a row that is locked is read as it is then.
 * @param pool of `openPool`; whoever opened it ends it, after `close`
 * @param clock a test's; without it the database's own rules
 * @throws StoreUnavailable
 */
export async function openPostgresStore({
  pool,
  clock: given,
}: {
  readonly pool: Pool;
  readonly clock?: Clock | undefined;
}): Promise<Store> {
  const database = openDatabase(pool);
  await migrate(database);
  const clock = databaseClock(given);
  const vacuum = numberVacuum(database);
  const leases = leaseBatches(database, clock, vacuum);
  const arrivals = groupCommit<ArriveCommand, CallRecord>(
    (commands) =>
      database.transaction(async (connection) => {
        const records: CallRecord[] = [];
        for (const command of commands) records.push(await arrive(connection, clock, command));
        return records;
      }),
    limits.databaseCallBatchesMax,
  );
  return {
    catalogue: postgresCatalogue(database, clock),
    leases: postgresLeases(database, clock, leases),
    calls: postgresCalls(database, arrivals),
    audit: postgresAudit(database, clock),
    figures: postgresFigures(database, clock),
    news: postgresNews(database, clock),
    setting: async (name, make) => {
      await database.query(
        `INSERT INTO setting (name, value) VALUES ($1, $2)
         ON CONFLICT (name) DO UPDATE SET value = setting.value`,
        [name, make()],
      );
      const [row] = await database.query("SELECT value FROM setting WHERE name = $1", [name]);
      return String(row?.["value"]);
    },
    close: async () => {
      await Promise.all([leases.idle(), arrivals.idle()]);
      await vacuum.idle();
    },
  };
}
