import { getMigrations } from "better-auth/db/migration";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { createTestDatabase, postgresForTests } from "../../test/support/postgres.ts";
import { openPool } from "../store/postgres/pool.ts";
import { openPostgresStore } from "../store/postgres/postgres-store.ts";
import { migrate } from "../store/sqlite/migrate.ts";
import { authOptions, type AuthOptions } from "./auth.ts";

/** better-auth finds every table, column and index it wants. */
async function expectComplete(database: AuthOptions["database"]): Promise<void> {
  const options = authOptions({
    database,
    secret: "a secret for tests alone, long enough",
    baseUrl: "http://localhost:4300",
    onFault: () => undefined,
  });
  const left = await getMigrations(options);
  expect(left.toBeCreated).toEqual([]);
  expect(left.toBeAdded).toEqual([]);
  expect(left.toBeAddedIndexes).toEqual([]);
  expect(left.schemaProblems).toEqual([]);
  expect(await left.compileMigrations()).toBe(";");
}

describe("a migrated database has all that better-auth wants", () => {
  test("SQLite", async () => {
    const database = new DatabaseSync(":memory:");
    migrate(database);
    await expectComplete(database);
  });

  test("PostgreSQL", async (context) => {
    const server = postgresForTests();
    if (server.kind === "missing") {
      context.skip(server.why);
      return;
    }
    const database = await createTestDatabase(server.url);
    const pool = openPool(database.url);
    await openPostgresStore({ pool });
    await expectComplete(pool);
    await pool.end();
    await database.drop();
  });
});
