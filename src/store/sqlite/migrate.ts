import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { StoreTooNew } from "../store.ts";

const folder = join(import.meta.dirname, "migrations");

/**
 * Brings the file to the newest schema: every numbered migration that it has not had, all in one
 * transaction. SQLite's `user_version` remembers the last.
 * @throws StoreTooNew when a newer Callpool has written the file
 */
export function migrate(db: DatabaseSync): void {
  const files = readdirSync(folder)
    .filter((name) => /^\d{4}-[a-z-]+\.sql$/.test(name))
    .toSorted();
  const newest = files.length;
  // A second process may be starting on the same file: one of them migrates, the other waits.
  db.exec("BEGIN IMMEDIATE");
  try {
    const had = versionOf(db);
    if (had > newest) {
      throw new StoreTooNew(
        `The database has schema version ${had}, but this Callpool knows only ${newest}. ` +
          "Run the newer Callpool that wrote it.",
      );
    }
    for (const name of files.slice(had)) db.exec(readFileSync(join(folder, name), "utf8"));
    db.exec(`PRAGMA user_version = ${newest}`);
    db.exec("COMMIT");
  } catch (error) {
    // SQLite has rolled back by itself when the disk is full, or the file cannot be read.
    if (db.isTransaction) db.exec("ROLLBACK");
    throw error;
  }
}

function versionOf(db: DatabaseSync): number {
  const row = db.prepare("PRAGMA user_version").get();
  return Number(row?.["user_version"]);
}
