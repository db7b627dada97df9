import { randomUUID } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import type { PostgresForTests } from "./postgres-setup.ts";

/** The run's PostgreSQL, or why there is none: a test that needs it says so and is skipped. */
export function postgresForTests(): PostgresForTests {
  return inject("postgres");
}

/** An empty database of its own for a test file. */
export type TestDatabase = {
  readonly url: string;
  /** Empties every table, the schema stays. */
  clear(): Promise<void>;
  query(text: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
  drop(): Promise<void>;
};

export async function createTestDatabase(serverUrl: string): Promise<TestDatabase> {
  const name = `callpool_test_${randomUUID().replaceAll("-", "")}`;
  await once(serverUrl, `CREATE DATABASE ${name}`);
  const address = new URL(serverUrl);
  address.pathname = `/${name}`;
  const url = address.href;
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  pool.on("error", () => undefined);
  const query: TestDatabase["query"] = async (text, values = []) =>
    (await pool.query<Record<string, unknown>>(text, [...values])).rows;
  return {
    url,
    query,
    clear: async () => {
      await query(clearTables);
    },
    drop: async () => {
      await pool.end();
      await once(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

const clearTables = `DO $$ BEGIN
  EXECUTE (
    SELECT 'TRUNCATE ' || string_agg(quote_ident(tablename), ', ') || ' RESTART IDENTITY'
    FROM pg_tables WHERE schemaname = 'public'
      AND tablename NOT IN ('schema_version', 'catalogue_version'));
END $$`;

async function once(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}
