import { plusMs, toInstant, type Instant } from "../../core/time.ts";
import type { Clock } from "../store.ts";

/** A clock that moves only when told. */
export type TestClock = Clock & {
  advanceMs(ms: number): void;
  advanceSeconds(seconds: number): void;
};

export function testClock(startMs = Date.UTC(2026, 0, 5, 9, 0, 0)): TestClock {
  let now: Instant = toInstant(startMs);
  return {
    now: () => now,
    advanceMs(ms) {
      now = plusMs(now, ms);
    },
    advanceSeconds(seconds) {
      now = plusMs(now, seconds * 1000);
    },
  };
}
