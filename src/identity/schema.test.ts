import { getMigrations } from "better-auth/db/migration";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { migrate } from "../store/sqlite/migrate.ts";
import { authOptions } from "./auth.ts";

test("better-auth finds every table, column and index it wants in a migrated database", async () => {
  const database = new DatabaseSync(":memory:");
  migrate(database);
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
});
