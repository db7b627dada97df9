import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Database, Queryable } from "./pool.ts";
import { StoreTooNew } from "../store.ts";

const folder = join(import.meta.dirname, "migrations");

/** Any number will do, as long as every Callpool takes the same one. */
const MIGRATION_LOCK = 7_226_559;

/**
 * Brings the database to the newest schema: every numbered migration that it has not had, all in
 * one transaction. Of several processes that start at once, one migrates and the others wait.
 * @throws StoreTooNew when a newer Callpool has written the database
 */
export async function migrate(database: Database): Promise<void> {
  const files = readdirSync(folder)
    .filter((name) => /^\d{4}-[a-z-]+\.sql$/.test(name))
    .toSorted();
  await database.transaction(async (connection) => {
    await connection.query("SELECT pg_advisory_xact_lock($1)", [MIGRATION_LOCK]);
    const had = await versionOf(connection);
    if (had > files.length) {
      throw new StoreTooNew(
        `The database has schema version ${had}, but this Callpool knows only ${files.length}. ` +
          "Run the newer Callpool that wrote it.",
      );
    }
    for (const name of files.slice(had)) {
      await connection.query(readFileSync(join(folder, name), "utf8"));
    }
    await connection.query("UPDATE schema_version SET version = $1", [files.length]);
  });
}

async function versionOf(connection: Queryable): Promise<number> {
  await connection.query(
    `CREATE TABLE IF NOT EXISTS schema_version (
       only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), version bigint NOT NULL)`,
  );
  await connection.query("INSERT INTO schema_version (version) VALUES (0) ON CONFLICT DO NOTHING");
  const [row] = await connection.query("SELECT version FROM schema_version");
  return Number(row?.["version"]);
}
