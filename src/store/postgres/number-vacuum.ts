import { limits } from "../../core/limits.ts";
import type { Database } from "./pool.ts";

export type NumberVacuum = {
  /** Notes commands that may have changed as many numbers. */
  played(commands: number): void;
  /** Settles when none is under way. */
  idle(): Promise<void>;
};

/** What it takes of the time at most: a twentieth. */
const REST_PER_WORK = 20;

/**
 * A claim reads `number_by_rest` from its oldest end, past what is left there of every number that
 * was taken since the last vacuum: a page for every 80 of them. PostgreSQL's own vacuum comes once
 * a minute, and by then a busy server has taken some 300,000. So the store runs it whenever it has
 * changed many; of several processes, one does, and the others pass.
 */
export function numberVacuum(database: Database): NumberVacuum {
  let played = 0;
  let restUntil = 0;
  let underWay: Promise<void> | undefined;

  async function run(): Promise<void> {
    const startedAt = performance.now();
    try {
      // Index entries go even where few rows are dead, and nobody waits for the table to shrink.
      await database.query(
        "VACUUM (SKIP_LOCKED, INDEX_CLEANUP ON, TRUNCATE FALSE, PARALLEL 0) number",
      );
    } catch {
      // Nothing depends on it: the next one does its work, or PostgreSQL's own.
    }
    const endedAt = performance.now();
    restUntil = endedAt + (endedAt - startedAt) * REST_PER_WORK;
    underWay = undefined;
  }

  return {
    played(commands) {
      played += commands;
      if (played < limits.databaseVacuumAfter || underWay !== undefined) return;
      if (performance.now() < restUntil) return;
      played = 0;
      underWay = run();
    },
    idle: () => underWay ?? Promise.resolve(),
  };
}
