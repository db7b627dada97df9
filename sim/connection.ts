import { BEGINNING, latest } from "../src/core/time.ts";
import type { Clock, Store } from "../src/store/store.ts";
import type { Auditor } from "./auditor/auditor.ts";
import { witness } from "./auditor/witness.ts";

/** A store that outlives its processes: every call is one more connection to what was committed. */
export type OpenStore = (clock: Clock) => Store | Promise<Store>;

/** Puts something between the auditor and the store, to see whether the auditor finds it. */
export type Plant = (store: Store) => Store;

/** The store, as one process has opened it. */
export type Connection = {
  readonly raw: Store;
  /** What is asked through it is audited. */
  readonly watched: Store;
  /** The time that the store answers by on this connection. */
  readonly time: Clock;
};

export function connecting(parts: {
  readonly open: OpenStore;
  readonly plant: Plant;
  readonly clock: Clock;
  readonly auditor: Auditor;
}): () => Promise<Connection> {
  const { open, plant, clock, auditor } = parts;
  // The reference model is one store for all its processes, with one time.
  const known = new WeakMap<Store, Connection>();
  return async () => {
    const { given, time } = forwardOnly(clock);
    const opened = await open(given);
    const shared = known.get(opened);
    if (shared !== undefined) return shared;
    const raw = plant(opened);
    const connection = { raw, watched: witness(raw, auditor, time), time };
    known.set(opened, connection);
    return connection;
  };
}

/** A store's time never runs backwards while it is open (R45): not before what it has seen. */
function forwardOnly(clock: Clock): { readonly given: Clock; readonly time: Clock } {
  let seen = BEGINNING;
  const given = {
    now() {
      const now = clock.now();
      seen = latest(seen, now);
      return now;
    },
  };
  return { given, time: { now: () => latest(seen, clock.now()) } };
}
