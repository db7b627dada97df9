import { expect } from "vitest";
import { makeRandom } from "../../sim/random.ts";
import { makeBalancer } from "./balancer.ts";
import { makeLoad, type Load } from "./load.ts";
import { prepareSite } from "./load-site.ts";
import { startServerProcess, type ServerProcess } from "./server-process.ts";

const AT_ONCE = 40;

/** A strike falls within that many answers, or requests, after the start. */
const STRIKE_WITHIN = 120;

/** What is killed, and how it comes back. */
export type Victim = {
  /** Sends the signal at once; settles when the victim is gone. */
  kill(server: ServerProcess): Promise<unknown>;
  /** @returns the server that answers from then on */
  restart(server: ServerProcess): Promise<ServerProcess>;
};

/** `npm start` on that place, killed and started again. */
export function serverVictim(place: readonly string[]): Victim {
  return {
    kill: (server) => server.end("SIGKILL"),
    restart: () => startServerProcess(["--port", "0", ...place]),
  };
}

/**
 * Case 12: kills under load, each at an instant that the seed chooses; after each, everything that
 * was answered still holds.
 */
export async function expectNothingLost(
  { kill, restart }: Victim,
  { place, kills, seed }: { place: readonly string[]; kills: number; seed: number },
): Promise<void> {
  const random = makeRandom(seed);
  let server = await startServerProcess(["--port", "0", ...place]);
  try {
    const site = await prepareSite(server, place);
    const { campaign } = site;
    const { use, send } = makeBalancer(AT_ONCE);
    await use([server.url]);
    const load = makeLoad({ campaign, random, atOnce: AT_ONCE, send });
    let checked = 0;
    for (let round = 1; round <= kills; round++) {
      // Between two answers, or between a request and its answer.
      const event = random.pick(["onAnswer", "onRequest"] as const);
      const struck = server;
      await runUntilStruck(load, event, random.between(1, STRIKE_WITHIN), () => kill(struck));
      server = await restart(server);
      await use([server.url]);
      checked += await load.checkAll();
      expect(load.faults, `seed ${seed}, kill ${round}`).toEqual([]);
    }
    expect(await site.missing(server, load)).toEqual([]);
    expect(await site.verify()).toMatchObject({ overlapCount: 0 });
    const { issued, reissued, closes, refusals } = load.counts;
    // Else the run would have shown nothing.
    expect(Math.min(issued, closes, refusals, checked)).toBeGreaterThan(kills);
    expect(reissued).toBeGreaterThan(0);
  } finally {
    await server.end("SIGTERM");
  }
}

/** The load goes on until the strike is over, or everyone was refused. */
async function runUntilStruck(
  load: Load,
  event: "onAnswer" | "onRequest",
  count: number,
  strike: () => Promise<unknown>,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  let [seen, isOver] = [0, false];
  load[event] = () => {
    if (++seen !== count) return;
    strike().then(() => {
      isOver = true;
      resolve(undefined);
    }, reject);
  };
  await load.run(() => isOver);
  await promise;
  load[event] = () => undefined;
}
