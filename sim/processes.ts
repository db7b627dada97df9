import type { Clock } from "../src/store/store.ts";
import type { Connection } from "./connection.ts";
import type { Random } from "./random.ts";
import { startProcess, type Fate, type ServerProcess } from "./server-process.ts";
import { makeTurns } from "./turns.ts";

/** How wrong each one's own clock is. */
const CLOCK_ERRORS_MS = [0, 240_000, -180_000];

/** The server processes of a world, each with a connection of its own to the store. */
export type Processes = {
  readonly running: readonly ServerProcess[];
  /** Settles when the store has done with all that they asked of it. */
  settled(): Promise<void>;
  /** Others take the places of those that died. */
  replaceDead(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
};

export async function startProcesses(options: {
  readonly connect: () => Promise<Connection>;
  readonly clock: Clock;
  readonly random: Random;
  readonly fate: () => Fate;
}): Promise<Processes> {
  const { connect, clock, random, fate } = options;
  const turns = makeTurns();
  const running: ServerProcess[] = [];
  const connections: Connection[] = [];

  async function startAt(at: number): Promise<void> {
    const connection = await connect();
    connections[at] = connection;
    const [name, store, clockErrorMs] = [`${at}`, connection.watched, CLOCK_ERRORS_MS[at] ?? 0];
    running[at] = startProcess({ name, store, turns, clock, random, clockErrorMs, fate });
  }

  async function start(): Promise<void> {
    for (const at of CLOCK_ERRORS_MS.keys()) await startAt(at);
  }

  await start();
  return {
    running,
    start,
    async settled() {
      await Promise.all(running.map((one) => one.settled()));
    },
    async replaceDead() {
      for (const [at, process] of running.entries()) {
        if (!process.isDead()) continue;
        await connections[at]?.raw.close();
        await startAt(at);
      }
    },
    async stop() {
      for (const { raw } of connections) await raw.close();
    },
  };
}
