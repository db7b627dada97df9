import fc from "fast-check";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  createTestDatabase,
  postgresForTests,
  type TestDatabase,
} from "../../test/support/postgres.ts";
import { storeCommand, type StoreCommand } from "./contract/command.ts";
import { makePlayer, type Player } from "./contract/player.ts";
import type { TestClock } from "./contract/test-clock.ts";
import { createMemoryStore } from "./memory/memory-store.ts";
import { openPool } from "./postgres/pool.ts";
import { openPostgresStore } from "./postgres/postgres-store.ts";
import { openSqliteStore } from "./sqlite/sqlite-store.ts";

type History = readonly StoreCommand[];

/** Histories on which stores once disagreed, shrunk; each is played again on every run. */
const regressions = join(import.meta.dirname, "../../sim/regressions/histories");

const histories = fc.array(storeCommand, { minLength: 1, maxLength: 80, size: "max" });

const SEARCH_MS = 60_000;

/** Plays one history on the reference model and on another store. */
async function compare(history: History, openOther: () => Promise<Player>): Promise<void> {
  const model = await makePlayer((clock) => createMemoryStore({ clock }));
  const other = await openOther();
  for (const command of history) {
    const expected = await model.play(command);
    expect(await other.play(command), JSON.stringify(command)).toEqual(expected);
  }
  expect(await other.finalState()).toEqual(await model.finalState());
}

async function compareMany(numRuns: number, openOther: () => Promise<Player>): Promise<void> {
  const property = fc.asyncProperty(histories, (history) => compare(history, openOther));
  // Shrinking ends in time for what it has found to be kept.
  const run = await fc.check(property, { numRuns, interruptAfterTimeLimit: SEARCH_MS });
  if (!run.failed) return;
  const [shrunk] = run.counterexample ?? [];
  if (shrunk !== undefined) keep(`seed-${run.seed}`, shrunk);
  throw new Error(fc.defaultReportMessage(run), { cause: run.errorInstance });
}

function keep(name: string, history: History): void {
  mkdirSync(regressions, { recursive: true });
  const text = `[\n${history.map((command) => `  ${JSON.stringify(command)}`).join(",\n")}\n]\n`;
  writeFileSync(join(regressions, `${name}.json`), text);
}

function kept(): readonly (readonly [name: string, history: History])[] {
  if (!existsSync(regressions)) return [];
  return readdirSync(regressions)
    .filter((name) => name.endsWith(".json"))
    .map((name) => {
      // `keep` wrote it.
      const history = JSON.parse(readFileSync(join(regressions, name), "utf8")) as History;
      return [name, history] as const;
    });
}

describe("SQLite and the reference model", () => {
  const open = () => makePlayer((clock) => openSqliteStore({ path: ":memory:", clock }));

  test(
    "give the same answers and end in the same state, whatever happens (R38 to R53)",
    () => compareMany(300, open),
    2 * SEARCH_MS,
  );
  test.each(kept())("agree on %s, where stores once did not", (_, history) =>
    compare(history, open),
  );
});

const server = postgresForTests();

describe.skipIf(server.kind === "missing")("PostgreSQL and the reference model", () => {
  let database: TestDatabase;
  let pool: ReturnType<typeof openPool>;

  beforeAll(async () => {
    database = await createTestDatabase(server.kind === "ready" ? server.url : "");
    pool = openPool(database.url);
    await openPostgresStore({ pool });
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  async function open(): Promise<Player> {
    await database.clear();
    return makePlayer((clock: TestClock) => openPostgresStore({ pool, clock }));
  }

  test(
    "give the same answers and end in the same state, whatever happens (R38 to R53)",
    () => compareMany(150, open),
    120_000,
  );
  test.each(kept())("agree on %s, where stores once did not", (_, history) =>
    compare(history, open),
  );
});
