import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeRandom } from "../../sim/random.ts";
import { makeLoad, type Load } from "../support/load.ts";
import { prepareSite } from "../support/load-site.ts";
import { createTestDatabase, postgresForTests } from "../support/postgres.ts";
import { startServerProcess, type ServerProcess } from "../support/server-process.ts";

/** Each of two servers is stopped and started again that often. */
const TURNS = 3;

/** Answers between one restart and the next. */
const BETWEEN = 200;

function answered(load: Load, count: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const until = load.counts.answers + count;
  load.onAnswer = () => {
    if (load.counts.answers >= until) resolve();
  };
  return promise;
}

async function restartEach(servers: ServerProcess[], load: Load, place: readonly string[]) {
  for (let turn = 0; turn < TURNS * servers.length; turn++) {
    const [leaving, staying] = servers;
    if (leaving === undefined || staying === undefined) throw new Error("there are two servers");
    await answered(load, BETWEEN);
    // As before a balancer: whoever is to stop is sent nothing new, and finishes what it has.
    servers.splice(0, 2, staying);
    console.error("T", turn, JSON.stringify(load.counts), load.faults.slice(0, 2));
    const before = load.counts.refusals;
    expect(await leaving.end("SIGTERM")).toBe(0);
    console.error("E", turn, JSON.stringify(load.counts));
    await answered(load, BETWEEN);
    console.error("U", turn, JSON.stringify(load.counts));
    expect(load.counts.refusals, `turn ${turn}`).toBe(before);
    servers.push(await startServerProcess(["--port", "0", ...place]));
  }
}

async function expectNothingLost(place: readonly string[]): Promise<void> {
  const random = makeRandom(7);
  const servers = [
    await startServerProcess(["--port", "0", ...place]),
    await startServerProcess(["--port", "0", ...place]),
  ];
  try {
    // Both are there.
    const site = await prepareSite(servers[0] as ServerProcess, place);
    const url = () => random.pick(servers).url;
    const load = makeLoad({ campaign: site.campaign, random, atOnce: 40, url });
    let isOver = false;
    const running = load.run(() => isOver);
    try {
      await restartEach(servers, load, place);
    } finally {
      isOver = true;
      await running;
    }
    await load.checkAll();
    expect(load.faults).toEqual([]);
    expect(load.counts.refusals).toBe(0);
    expect(await site.missing(servers[0] as ServerProcess, load)).toEqual([]);
    expect(await site.verify()).toMatchObject({ overlapCount: 0 });
    expect(Math.min(load.counts.issued, load.counts.reissued, load.counts.closes)).toBeGreaterThan(
      0,
    );
  } finally {
    await Promise.all(servers.map((server) => server.end("SIGTERM")));
  }
}

test("two servers on one PostgreSQL restart in turn under load: every request is answered (R38)", async (context) => {
  const postgres = postgresForTests();
  if (postgres.kind === "missing") {
    context.skip(postgres.why);
    return;
  }
  const database = await createTestDatabase(postgres.url);
  await expectNothingLost(["--database-url", database.url]);
  await database.drop();
}, 120_000);

test("two servers on one SQLite file restart in turn under load: every request is answered (R38)", async () => {
  const folder = mkdtempSync(join(tmpdir(), "callpool-rolling-"));
  await expectNothingLost(["--data", folder]);
  rmSync(folder, { recursive: true });
}, 120_000);
