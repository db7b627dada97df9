import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeRandom } from "../../sim/random.ts";
import { makeBalancer, type Balancer } from "../support/balancer.ts";
import { makeLoad, type Load } from "../support/load.ts";
import { prepareSite } from "../support/load-site.ts";
import { createTestDatabase, postgresForTests } from "../support/postgres.ts";
import { startServerProcess, type ServerProcess } from "../support/server-process.ts";

/** Each of the two servers is restarted that often. */
const ROUNDS = 2;

const AT_ONCE = 6;

/** Answers between one restart and the next. */
const ANSWERS_BETWEEN = 150;

type Place = readonly string[];

/** After so many answers, sends the signal while the server has requests to answer. */
function stopUnderLoad(leaving: ServerProcess, load: Load, { underWay }: Balancer) {
  const { promise, resolve, reject } = Promise.withResolvers<number | NodeJS.Signals | null>();
  let left = ANSWERS_BETWEEN;
  load.onAnswer = () => {
    if (--left > 0 || underWay(leaving.url) === 0) return;
    load.onAnswer = () => undefined;
    leaving.end("SIGTERM").then(resolve, reject);
  };
  return promise;
}

async function restartEach(servers: ServerProcess[], load: Load, balancer: Balancer, place: Place) {
  for (let restart = 1; restart <= ROUNDS * servers.length; restart++) {
    // There are two.
    const [leaving, staying] = servers as [ServerProcess, ServerProcess];
    expect(await stopUnderLoad(leaving, load, balancer)).toBe(0);
    expect(balancer.counts.cut, `restart ${restart}`).toBe(0);
    servers.splice(0, 2, staying, await startServerProcess(["--port", "0", ...place]));
    await balancer.use(servers.map(({ url }) => url));
  }
}

async function expectNothingLost(place: Place): Promise<void> {
  const start = () => startServerProcess(["--port", "0", ...place]);
  const servers = [await start(), await start()];
  try {
    // There are two.
    const [first] = servers as [ServerProcess, ServerProcess];
    const site = await prepareSite(first, place);
    const balancer = makeBalancer(AT_ONCE);
    await balancer.use(servers.map(({ url }) => url));
    const { send } = balancer;
    const { campaign } = site;
    const load = makeLoad({ campaign, random: makeRandom(7), atOnce: AT_ONCE, send });
    let isOver = false;
    const running = load.run(() => isOver);
    try {
      await restartEach(servers, load, balancer, place);
    } finally {
      isOver = true;
      await running;
    }
    const checked = await load.checkAll();
    expect(load.faults).toEqual([]);
    expect(balancer.counts.cut).toBe(0);
    expect(load.counts.refusals).toBe(0);
    const [left] = servers as [ServerProcess, ServerProcess];
    expect(await site.missing(left, load)).toEqual([]);
    expect(await site.verify()).toMatchObject({ overlapCount: 0 });
    // Else the run would have shown nothing.
    const { issued, reissued, closes } = load.counts;
    expect(Math.min(issued, reissued, closes, checked, balancer.counts.refused)).toBeGreaterThan(0);
  } finally {
    await Promise.all(servers.map((server) => server.end("SIGTERM")));
  }
}

test("two servers on one PostgreSQL, restarted in turn under load, answer every request (R38, R39)", async (context) => {
  const postgres = postgresForTests();
  if (postgres.kind === "missing") {
    context.skip(postgres.why);
    return;
  }
  const database = await createTestDatabase(postgres.url);
  await expectNothingLost(["--database-url", database.url]);
  await database.drop();
}, 120_000);

test("two servers on one SQLite file, restarted in turn under load, answer every request (R38, R39)", async () => {
  const folder = mkdtempSync(join(tmpdir(), "callpool-rolling-"));
  await expectNothingLost(["--data", folder]);
  rmSync(folder, { recursive: true });
}, 120_000);
