import { latest, toInstant } from "../../core/time.ts";
import type { Clock } from "../store.ts";

/** A clock that never runs backwards, although the system's may be set back (R45). */
export function steadyClock(clock: Clock): Clock {
  let lastNow = toInstant(0);
  return {
    now() {
      lastNow = latest(lastNow, clock.now());
      return lastNow;
    },
  };
}
