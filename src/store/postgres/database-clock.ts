import { latest, toInstant, type Instant } from "../../core/time.ts";
import type { Clock } from "../store.ts";

/**
 * The database's clock (R45), as this process has seen it: `store_now` in SQL takes its two
 * parameters. A test's clock, if there is one, stands in for the database's.
 */
export type DatabaseClock = {
  parameters(): readonly [givenMs: number | null, floorMs: number];
  /** Notes a time that the database told. */
  saw(atMs: number): Instant;
};

export function databaseClock(given: Clock | undefined): DatabaseClock {
  let last = toInstant(0);
  return {
    parameters() {
      if (given !== undefined) last = latest(last, given.now());
      return [given === undefined ? null : last, last];
    },
    saw(atMs) {
      const at = toInstant(atMs);
      last = latest(last, at);
      return at;
    },
  };
}
