import { ID_RANDOM_BYTES, makeId, type NewId } from "../src/core/ids.ts";
import { plusMs } from "../src/core/time.ts";
import { arrive, type CarrierEvent, type NamedCall } from "../src/service/arrive.ts";
import { impressionTokens } from "../src/service/impression-token.ts";
import { pages, type Pages } from "../src/service/pages.ts";
import type { CarrierConnection } from "../src/store/calls.ts";
import { StoreBusy, type Clock, type Store } from "../src/store/store.ts";
import type { Random } from "./random.ts";
import type { Turns } from "./turns.ts";

/** What happens to one operation on the store. */
export type Fate = "done" | "busy" | "failed" | "died";

/** A transaction that could not be committed: nothing of it has happened. */
export class BatchFailed extends Error {
  constructor() {
    super("The disk refused a write");
    this.name = "BatchFailed";
  }
}

/** The process is gone: whoever asked it hears nothing. */
export class ProcessDied extends Error {
  constructor() {
    super("The process died before it could answer");
    this.name = "ProcessDied";
  }
}

/** A server process: the real services, with a clock, and a way to the store that may fail. */
export type ServerProcess = {
  readonly pages: Pages;
  arrive(connection: CarrierConnection, event: CarrierEvent): Promise<NamedCall>;
  isDead(): boolean;
  /** Settles when the store has done with all that the process asked of it, dead or not. */
  settled(): Promise<void>;
};

const TOKEN_SECRET = "the same in all processes, since it is kept in the store";

/**
 * @param name no other process of its world has it
 * @param clockErrorMs how wrong the process's own clock is; it only makes ids
 * @param fate asked for each operation, right before it reaches the store
 */
export function startProcess(options: {
  readonly name: string;
  readonly store: Store;
  readonly turns: Turns;
  readonly clock: Clock;
  readonly random: Random;
  readonly clockErrorMs: number;
  readonly fate: () => Fate;
}): ServerProcess {
  const { name, turns, clock, random, clockErrorMs, fate } = options;
  let isDead = false;
  let asked: Promise<unknown>[] = [];

  /** Between the service and the store: where operations fail, and processes die. */
  async function reach<T>(of: "leases" | "calls", operation: () => Promise<T>): Promise<T> {
    if (isDead) throw new ProcessDied();
    const what = fate();
    if (what === "busy") throw new StoreBusy();
    if (what === "failed") throw new BatchFailed();
    const done = turns.ask(`${name} ${of}`, operation);
    asked.push(done);
    // It dies while the store commits: what was asked of the store has happened, unheard.
    if (what === "died") isDead = true;
    const answer = await done;
    if (isDead) throw new ProcessDied();
    return answer;
  }

  const read = <T>(operation: () => Promise<T>) => turns.ask(`${name} reads`, operation);
  const { leases, calls, catalogue } = options.store;
  const { campaigns, publishers } = catalogue;
  const store: Store = {
    ...options.store,
    leases: {
      ...leases,
      issue: (command) => reach("leases", () => leases.issue(command)),
      renew: (id, pushed) => reach("leases", () => leases.renew(id, pushed)),
      close: (id) => reach("leases", () => leases.close(id)),
    },
    calls: { ...calls, arrive: (command) => reach("calls", () => calls.arrive(command)) },
    catalogue: {
      ...catalogue,
      servedCampaign: (id) => read(() => catalogue.servedCampaign(id)),
      campaigns: { ...campaigns, get: (...of) => read(() => campaigns.get(...of)) },
      publishers: { ...publishers, get: (...of) => read(() => publishers.get(...of)) },
    },
  };
  const newId: NewId = (kind) => {
    const bytes = Uint8Array.from({ length: ID_RANDOM_BYTES }, () => random.between(0, 255));
    return makeId(kind, plusMs(clock.now(), clockErrorMs), bytes);
  };
  return {
    pages: pages({
      store,
      tokens: impressionTokens(TOKEN_SECRET),
      newId,
      placeOf: () => ({}),
    }),
    arrive: (connection, event) => arrive(store, newId, connection, event),
    isDead: () => isDead,
    async settled() {
      await Promise.allSettled(asked);
      asked = [];
    },
  };
}
