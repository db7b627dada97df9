import type { Connection } from "./connection.ts";
import type { LoadJob } from "./job.ts";
import { nextPageOpened, request } from "./page-opened.ts";

/** Not counted: both sides have their code compiled first. */
const WARM_UP_SHARE = 0.2;

/** Numbers that visitors see and callers dial; the newest that many. */
const SHOWN_MAX = 1000;

type Ask = { readonly request: string; readonly answered: (body: string) => void };

/** Hands each request to a free connection, or keeps it until one is: the wait counts. */
function line(connections: readonly Connection[]) {
  const free = [...connections];
  const queue: Ask[] = [];
  const give = (connection: Connection, { request: text, answered }: Ask) => {
    connection.send(text, (body) => {
      answered(body);
      const next = queue.shift();
      if (next === undefined) free.push(connection);
      else give(connection, next);
    });
  };
  return (ask: Ask) => {
    const connection = free.pop();
    if (connection === undefined) queue.push(ask);
    else give(connection, ask);
  };
}

/**
 * Pages and calls at their rates. Each is due at a time of its own, and its latency counts from
 * then: a server that stalls is not spared the requests that it would have got meanwhile.
 */
export async function openLoop(
  connections: readonly Connection[],
  job: Extract<LoadJob, { kind: "open" }>,
) {
  const half = Math.ceil(connections.length / 2);
  const askForPage = line(connections.slice(0, half));
  const askForCall = line(connections.slice(half));
  const shown: string[] = [];
  const latenciesMs: number[] = [];
  const lagsMs: number[] = [];
  let [pages, answeredPages, misses] = [0, 0, 0];
  let [calls, answeredCalls, attributedCalls] = [0, 0, 0];
  const startedAt = performance.now();
  const callsDue = Math.ceil(job.seconds * job.callsPerSecond);
  const { promise, resolve } = Promise.withResolvers<void>();

  const openPage = () => {
    pages++;
    const answered = (body: string) => {
      if (body.includes('"pool_exhausted"')) misses++;
      const number = /"number":"(\+\d+)"/.exec(body)?.[1];
      if (number !== undefined) shown[answeredPages++ % SHOWN_MAX] = number;
    };
    askForPage({ request: nextPageOpened(job.campaign), answered });
  };
  const call = (dueAt: number, number: string) => {
    const isWarm = dueAt >= startedAt + job.seconds * WARM_UP_SHARE * 1000;
    if (isWarm) lagsMs.push(performance.now() - dueAt);
    const event = {
      callId: `bench-${process.pid}-${++calls}`,
      from: "+12125550199",
      to: number,
      event: "incoming",
    };
    const answered = (body: string) => {
      if (isWarm) latenciesMs.push(performance.now() - dueAt);
      if (body.includes('"impression":{')) attributedCalls++;
      if (++answeredCalls >= callsDue) resolve();
    };
    const text = request(job.hook, "application/json", JSON.stringify(event));
    askForCall({ request: text, answered });
  };

  let [pagesSent, callsSent] = [0, 0];
  const tick = () => {
    const elapsed = Math.min((performance.now() - startedAt) / 1000, job.seconds);
    for (; pagesSent < elapsed * job.pagesPerSecond; pagesSent++) openPage();
    for (; callsSent < elapsed * job.callsPerSecond; callsSent++) {
      const number = shown[(callsSent * 7) % SHOWN_MAX] ?? shown[0] ?? "+18885550100";
      call(startedAt + (callsSent / job.callsPerSecond) * 1000, number);
    }
    if (elapsed < job.seconds) setTimeout(tick, 1);
  };
  tick();
  await promise;
  return {
    pages,
    misses,
    pagesPerSecond: pages / job.seconds,
    calls,
    attributedCalls,
    callP50Ms: quantile(latenciesMs, 0.5),
    callP99Ms: quantile(latenciesMs, 0.99),
    lagP99Ms: quantile(lagsMs, 0.99),
  };
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;
}
