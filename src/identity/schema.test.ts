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

/** An account with one owner and an entry in its audit log, as whoever has the database writes. */
const guarded = [
  `INSERT INTO account VALUES ('a', 'Acme', '[]', $0, 'UTC', 0)`,
  `INSERT INTO auth_organization (id, name, slug, "createdAt") VALUES ('a', 'Acme', 'a', $1)`,
  `INSERT INTO auth_user (id, name, email, "emailVerified", "createdAt", "updatedAt")
   VALUES ('u', 'Ann', 'a@example.com', $0, $1, $1)`,
  `INSERT INTO auth_member (id, "organizationId", "userId", role, "createdAt")
   VALUES ('m', 'a', 'u', 'owner', $1)`,
  `INSERT INTO audit_entry (id, account_id, at_ms, actor_kind, actor_id, actor_name, action)
   VALUES ('e', 'a', 0, 'user', 'u', 'Ann', 'updatePool')`,
].map((statement) =>
  statement.replaceAll("$1", "'2026-01-01T00:00:00Z'").replaceAll("$0", "FALSE"),
);

const refused = [
  "UPDATE audit_entry SET action = 'nothing'",
  "DELETE FROM audit_entry",
  "UPDATE auth_member SET role = 'viewer'",
  "DELETE FROM auth_member",
];

const refusals = [
  expect.stringContaining("callpool: the audit log only grows"),
  expect.stringContaining("callpool: the audit log only grows"),
  expect.stringContaining("callpool: last owner"),
  expect.stringContaining("callpool: last owner"),
];

describe("a migrated database has all that better-auth wants, and what R67 needs", () => {
  test("SQLite", async () => {
    const database = new DatabaseSync(":memory:");
    migrate(database);
    await expectComplete(database);
    for (const statement of guarded) database.exec(statement);
    const failures = refused.map((statement) => {
      try {
        return database.exec(statement);
      } catch (error) {
        return String(error);
      }
    });
    expect(failures).toEqual(refusals);
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
    const failures: unknown[] = [];
    for (const statement of [...guarded, ...refused]) {
      await pool.query(statement).catch((error: unknown) => failures.push(String(error)));
    }
    expect(failures).toEqual(refusals);
    await pool.end();
    await database.drop();
  });
});
