import { afterAll, beforeAll, describe, test } from "vitest";
import { killPostgres, restartPostgres } from "../support/kill-postgres.ts";
import { expectNothingLost, serverVictim, type Victim } from "../support/kill-run.ts";
import { createTestDatabase, postgresForTests, type TestDatabase } from "../support/postgres.ts";
import { startPostgres, type PostgresServer } from "../support/postgres-server.ts";

// Its own PostgreSQL, which flushes what it commits, and which the tests kill.
describe.skipIf(postgresForTests().kind === "missing")("case 12 on PostgreSQL", () => {
  let postgres: PostgresServer;
  const databases: TestDatabase[] = [];

  beforeAll(async () => {
    postgres = await startPostgres({ isDurable: true });
  });
  afterAll(async () => {
    for (const database of databases) await database.drop();
    await postgres.remove();
  });

  async function emptyPlace(): Promise<readonly string[]> {
    const database = await createTestDatabase(postgres.url);
    databases.push(database);
    return ["--database-url", database.url];
  }

  test("SIGKILL of a server under load loses nothing answered (R38, R39)", async () => {
    const place = await emptyPlace();
    await expectNothingLost(serverVictim(place), { place, kills: 20, seed: 21 });
  }, 120_000);

  test("SIGKILL of PostgreSQL under load loses nothing answered, and the server recovers by itself (R38, R39)", async () => {
    const place = await emptyPlace();
    const victim: Victim = {
      kill: () => killPostgres(postgres),
      restart: async (server) => {
        await restartPostgres(postgres);
        return server;
      },
    };
    await expectNothingLost(victim, { place, kills: 20, seed: 5 });
  }, 240_000);
});
