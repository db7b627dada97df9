import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ImpressionAnswer } from "../../src/contract/edge.ts";
import { limits } from "../../src/core/limits.ts";
import { keptConnections, type KeptConnections } from "../support/kept-connections.ts";
import { createTestDatabase, postgresForTests, type TestDatabase } from "../support/postgres.ts";
import { pageOpened } from "../support/running-server.ts";
import { startServerProcess, type ServerProcess } from "../support/server-process.ts";

/** The demo's pool has as many numbers. */
const visitors = ["a", "b", "c", "d", "e"];

let place: readonly string[];
let server: ServerProcess;
let kept: KeptConnections;
let campaign: string;

async function start(): Promise<void> {
  server = await startServerProcess(["--port", "0", ...place]);
  kept = keptConnections(server.url);
  const page = await kept.ask("/demo/");
  const text = page.kind === "answered" ? page.body : "";
  campaign = /src="[^"]*\/(cmp_\w+)"/.exec(text)?.[1] ?? "none";
}

/** Opens a connection for each visitor, and more for asking how the server is. */
async function openConnections(): Promise<void> {
  await Promise.all(Array.from({ length: visitors.length + 3 }, () => kept.ask("/healthz")));
}

type Shown = { readonly impression: string; readonly number: string | undefined };

type Opened = {
  /** All requests are with the system that the server runs on. */
  readonly sent: Promise<unknown>;
  readonly shown: Promise<readonly Shown[]>;
};

/** Each opens the page, on a connection of their own. */
function open(names: readonly string[]): Opened {
  const sent: Promise<void>[] = [];
  const shown = names.map(async (name) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    sent.push(promise);
    const body = JSON.stringify(pageOpened(campaign, name, "https://plumber.example/"));
    const answer = await kept.ask("/v1/impressions", body, resolve);
    expect(answer).toMatchObject({ kind: "answered", status: 200 });
    // What the contract says of a 200.
    const { impression, numbers } = JSON.parse(
      answer.kind === "answered" ? answer.body : "",
    ) as ImpressionAnswer;
    return { impression, number: numbers[0]?.number };
  });
  return { sent: Promise.all(sent), shown: Promise.all(shown) };
}

/** What was answered while the server stopped is what the next one answers. */
async function expectKept(shown: readonly Shown[]): Promise<void> {
  expect(new Set(shown.map(({ number }) => number)).size).toBe(visitors.length);
  await start();
  expect(await open(visitors).shown).toEqual(shown);
}

describe("a server on PostgreSQL that is told to stop", () => {
  const postgres = postgresForTests();
  let database: TestDatabase;
  let locking: pg.Client;

  beforeEach(async (context) => {
    if (postgres.kind === "missing") {
      context.skip(postgres.why);
      return;
    }
    database = await createTestDatabase(postgres.url);
    place = ["--database-url", database.url];
    await start();
    locking = new pg.Client({ connectionString: database.url });
    await locking.connect();
  });
  afterEach(async () => {
    await server.end("SIGKILL");
    await locking.end();
    await database.drop();
  });

  /** Nothing can be written to the table until the lock is given up; @returns how to do that. */
  async function lockImpressions(): Promise<() => Promise<unknown>> {
    await locking.query("BEGIN");
    await locking.query("LOCK TABLE impression IN ACCESS EXCLUSIVE MODE");
    return () => locking.query("ROLLBACK");
  }

  /** Settles when the server waits for the lock. */
  async function serverWaits(): Promise<void> {
    const waiting =
      "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = $1";
    const name = new URL(database.url).pathname.slice(1);
    while ((await database.query(waiting, [name])).length === 0);
  }

  test("is not ready any more, answers what it was sent and what still comes, and ends (R38)", async () => {
    await openConnections();
    const unlock = await lockImpressions();
    const before = open(visitors.slice(0, -1));
    await before.sent;
    await serverWaits();
    const exit = server.end("SIGTERM");
    let readiness = await kept.ask("/readyz");
    while (readiness.kind === "answered" && readiness.status === 200) {
      readiness = await kept.ask("/readyz");
    }
    expect(readiness).toMatchObject({ status: 503, body: expect.stringContaining("stopping") });
    const after = open(visitors.slice(-1));
    await after.sent;
    await unlock();
    const shown = [...(await before.shown), ...(await after.shown)];
    expect(await exit).toBe(0);
    expect(await kept.ask("/healthz")).toEqual({ kind: "unanswered", why: "refused" });
    await expectKept(shown);
  });

  test("ends at once at another signal, and loses nothing answered", async () => {
    await openConnections();
    const shown = await open(visitors).shown;
    const unlock = await lockImpressions();
    const body = JSON.stringify(pageOpened(campaign, "f", "https://plumber.example/"));
    const held = kept.ask("/v1/impressions", body);
    await serverWaits();
    const exit = server.end("SIGTERM");
    await server.printed("Ctrl-C cuts them off");
    await server.end("SIGINT");
    expect(await exit).toBe("SIGINT");
    expect(await held).toMatchObject({ kind: "unanswered" });
    await unlock();
    await expectKept(shown);
  });
});

describe("a server on SQLite that is told to stop", () => {
  let folder: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "callpool-stop-"));
    place = ["--data", folder];
    await start();
  });
  afterEach(async () => {
    await server.end("SIGKILL");
    rmSync(folder, { recursive: true });
  });

  test("answers everything that it was sent while another process wrote (R38)", async () => {
    await openConnections();
    const other = new DatabaseSync(join(folder, "callpool.db"));
    other.exec("BEGIN IMMEDIATE");
    const opened = open(visitors);
    await opened.sent;
    const exit = server.end("SIGTERM");
    other.exec("ROLLBACK");
    other.close();
    const shown = await opened.shown;
    expect(await exit).toBe(0);
    await expectKept(shown);
  });

  test("is not held up by clients that keep their connections open", async () => {
    await openConnections();
    const startedAt = performance.now();
    expect(await server.end("SIGINT")).toBe(0);
    // By then it would have cut off what it was not able to close.
    expect(performance.now() - startedAt).toBeLessThan(limits.drainMs);
  });
});
