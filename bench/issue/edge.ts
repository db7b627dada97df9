import { assert } from "../../src/core/assert.ts";
import { compare, type Measured } from "../figure.ts";
import type { LoadResult } from "../load/job.ts";
import { browserHeaders, nextPageOpened } from "../load/page-opened.ts";
import {
  load,
  residentMb,
  startBareServer,
  startPostgresServers,
  startSqliteServer,
} from "../servers.ts";

const CONNECTIONS = 128;
const ROUNDS = 5;
const ROUND_SECONDS = 3;
/** Bounds a round on a machine much faster than this was written on. */
const PAGES_PER_ROUND_MAX = 200_000;

/** With holds this short a pool of this size serves 20,000 new visitors a second. */
const SHORT_HOLD_SECONDS = 3;
const POOL_SIZE = 60_000;

/** Durable `POST /v1/impressions` per second against a server that only parses and answers. */
export async function issueRatioSqlite(): Promise<Measured> {
  await using callpool = await startSqliteServer(POOL_SIZE, SHORT_HOLD_SECONDS);
  const { campaign, port } = callpool;
  return await issueRatio({ campaign, ports: [port] }, "≥ 0.50, stretch 0.70");
}

const PROCESSES = 2;

/** The same, of two servers that share a PostgreSQL on their machine. */
export async function issueRatioPostgres(): Promise<Measured> {
  await using callpool = await startPostgresServers(PROCESSES, POOL_SIZE, SHORT_HOLD_SECONDS);
  return await issueRatio(callpool, "≥ 0.35, stretch 0.50");
}

async function issueRatio(
  { campaign, ports }: { readonly campaign: string; readonly ports: readonly number[] },
  target: string,
): Promise<Measured> {
  await using bare = await startBareServer(await anAnswer(ports[0] ?? 0, campaign));
  let busiest = 0;
  const rate = async (of: readonly number[]) => {
    const result = await load({
      kind: "closed",
      ports: of,
      campaign,
      connections: CONNECTIONS,
      seconds: ROUND_SECONDS,
      pagesMax: PAGES_PER_ROUND_MAX,
    });
    assertNoMisses(result);
    busiest = Math.max(busiest, result.generatorLoad);
    return result.pagesPerSecond;
  };
  const { baseline, subject, subjectToBaseline } = await compare(
    ROUNDS,
    () => rate([bare.port]),
    () => rate(ports),
  );
  return {
    value: subjectToBaseline,
    target,
    detail:
      `${Math.round(subject)} durable pages/s, bare node:http ${Math.round(baseline)}/s, ` +
      `${CONNECTIONS} connections; the generator took ${Math.round(busiest * 100)} % of a core`,
  };
}

/** What the real server answers, for the bare one to answer as well. */
async function anAnswer(port: number, campaign: string): Promise<string> {
  const [, body = ""] = nextPageOpened(campaign).split("\r\n\r\n");
  const response = await fetch(`http://127.0.0.1:${port}/v1/impressions`, {
    method: "POST",
    headers: browserHeaders,
    body,
  });
  return response.text();
}

function assertNoMisses({ misses }: LoadResult): void {
  assert(misses === 0, "the pool is large enough, so that every page is a claim");
}

const CALLS_PER_SECOND = 500;
const PAGES_PER_SECOND = 2_000;
const OPEN_SECONDS = 15;

/** A call's webhook in, its answer out, beside the pages. */
export async function callLatency(): Promise<Measured> {
  await using callpool = await startSqliteServer(POOL_SIZE, SHORT_HOLD_SECONDS);
  const result = await load({
    kind: "open",
    ports: [callpool.port],
    campaign: callpool.campaign,
    hook: callpool.hook,
    connections: CONNECTIONS,
    seconds: OPEN_SECONDS,
    pagesPerSecond: PAGES_PER_SECOND,
    callsPerSecond: CALLS_PER_SECOND,
  });
  assertNoMisses(result);
  const attributed = Math.round((result.attributedCalls / result.calls) * 100);
  return {
    value: result.callP99Ms,
    target: "≤ 25 ms, stretch 10 ms",
    detail:
      `p50 ${result.callP50Ms.toFixed(1)} ms, the generator's own lag in it ` +
      `${result.lagP99Ms.toFixed(1)} ms (p99); ${CALLS_PER_SECOND} calls/s beside ` +
      `${PAGES_PER_SECOND} pages/s, ${attributed} % of the calls found their visitor`,
  };
}

const HELD_NUMBERS = 100_000;
const LONG_HOLD_SECONDS = 86_400;

/** Memory of the server once it has given out a hundred thousand numbers, all still held. */
export async function memoryWithHeldNumbers(): Promise<Measured> {
  await using callpool = await startSqliteServer(HELD_NUMBERS, LONG_HOLD_SECONDS);
  const before = await residentMb(callpool.pid);
  const result = await load({
    kind: "closed",
    ports: [callpool.port],
    campaign: callpool.campaign,
    connections: CONNECTIONS,
    seconds: 120,
    pagesMax: HELD_NUMBERS,
  });
  const after = await residentMb(callpool.pid);
  assertNoMisses(result);
  assert(result.pages === HELD_NUMBERS, "every number was given out in time");
  return {
    value: after,
    target: "≤ 300 MB, stretch 200 MB",
    detail: `${Math.round(before)} MB before the first page`,
  };
}
