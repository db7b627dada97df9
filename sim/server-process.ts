import { ID_RANDOM_BYTES, makeId, type NewId } from "../src/core/ids.ts";
import { plusMs } from "../src/core/time.ts";
import { arrive, type CarrierEvent, type NamedCall } from "../src/service/arrive.ts";
import { impressionTokens } from "../src/service/impression-token.ts";
import { pages, type Pages } from "../src/service/pages.ts";
import type { CarrierConnection } from "../src/store/calls.ts";
import { StoreBusy, type Clock, type Store } from "../src/store/store.ts";
import type { Random } from "./random.ts";

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
 * @param clockErrorMs how wrong the process's own clock is; it only makes ids
 * @param fate asked for each operation, right before it reaches the store
 */
export function startProcess(options: {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly clockErrorMs: number;
  readonly fate: () => Fate;
}): ServerProcess {
  const { clock, random, clockErrorMs, fate } = options;
  let isDead = false;
  let asked: Promise<unknown>[] = [];

  /** Between the service and the store: where operations fail, and processes die. */
  async function reach<T>(operation: () => Promise<T>): Promise<T> {
    if (isDead) throw new ProcessDied();
    const what = fate();
    if (what === "busy") throw new StoreBusy();
    if (what === "failed") throw new BatchFailed();
    const done = operation();
    asked.push(done);
    // It dies while the store commits: what was asked of the store has happened, unheard.
    if (what === "died") isDead = true;
    const answer = await done;
    if (isDead) throw new ProcessDied();
    return answer;
  }

  const { leases, calls } = options.store;
  const store: Store = {
    ...options.store,
    leases: {
      ...leases,
      issue: (command) => reach(() => leases.issue(command)),
      renew: (id, pushed) => reach(() => leases.renew(id, pushed)),
      close: (id) => reach(() => leases.close(id)),
    },
    calls: { ...calls, arrive: (command) => reach(() => calls.arrive(command)) },
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
