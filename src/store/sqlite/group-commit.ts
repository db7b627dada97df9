import type { DatabaseSync } from "node:sqlite";
import { limits } from "../../core/limits.ts";
import type { Instant } from "../../core/time.ts";
import { StoreBusy, StoreUnavailable, type Clock } from "../store.ts";
import { steadyClock } from "./steady-clock.ts";

type Waiting = {
  readonly operation: (now: Instant) => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
};

export type GroupCommit = {
  /**
   * Runs the operation in a transaction with all others that wait in this tick, and settles only
   * once that transaction is on disk. The operation is synchronous, and touches nothing but the
   * database, since it may be run a second time.
   */
  run<T>(operation: (now: Instant) => T): Promise<T>;
  /** The time of the last batch or now, whichever is later: it never runs backwards (R45). */
  now(): Instant;
  /** Settles when nothing waits any more. */
  idle(): Promise<void>;
};

/**
 * Group commit: a disk flush costs as much for one operation as for a hundred, so every operation
 * of a tick shares one. Nothing is answered before its flush (R38).
 */
export function groupCommit(db: DatabaseSync, clock: Clock): GroupCommit {
  let queue: Waiting[] = [];
  let isScheduled = false;
  const steady = steadyClock(clock);
  let whenIdle: (() => void)[] = [];

  function flush(): void {
    const batch = queue.slice(0, limits.storeBatchMax);
    queue = queue.slice(batch.length);
    isScheduled = queue.length > 0;
    if (isScheduled) setImmediate(flush);
    commit(db, batch, steady.now());
    if (queue.length === 0) {
      for (const settle of whenIdle) settle();
      whenIdle = [];
    }
  }

  return {
    now: () => steady.now(),
    run<T>(operation: (now: Instant) => T): Promise<T> {
      if (queue.length >= limits.storeQueueMax) return Promise.reject(new StoreBusy());
      return new Promise<T>((resolve, reject) => {
        // `resolve` is given what this very operation returned.
        queue.push({ operation, resolve: resolve as (value: unknown) => void, reject });
        if (isScheduled) return;
        isScheduled = true;
        setImmediate(flush);
      });
    },
    idle() {
      if (queue.length === 0) return Promise.resolve();
      return new Promise((resolve) => whenIdle.push(resolve));
    },
  };
}

/** One bad operation must not spoil the others: if any fails, each runs in its own transaction. */
function commit(db: DatabaseSync, batch: readonly Waiting[], now: Instant): void {
  let results: unknown[];
  try {
    results = inTransaction(db, () => batch.map(({ operation }) => operation(now)));
  } catch (error) {
    const [only] = batch;
    if (batch.length === 1) only?.reject(error);
    else if (error instanceof StoreUnavailable) for (const { reject } of batch) reject(error);
    else for (const one of batch) commit(db, [one], now);
    return;
  }
  for (const [index, { resolve }] of batch.entries()) resolve(results[index]);
}

function inTransaction<T>(db: DatabaseSync, work: () => T): T {
  db.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    db.exec("COMMIT");
    return result;
  } catch (error) {
    if (db.isTransaction) db.exec("ROLLBACK");
    throw isUnavailable(error) ? new StoreUnavailable({ cause: error }) : error;
  }
}

/**
 * SQLite's result codes of a file that somebody else holds (5, 6), that can only be read (8), whose
 * disk fails (10) or is full (13), or that cannot be opened (14).
 */
const AWAY: ReadonlySet<number> = new Set([5, 6, 8, 10, 13, 14]);

function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error) || !("errcode" in error)) return false;
  // The other bytes tell more of the same.
  return AWAY.has(Number(error.errcode) % 256);
}
