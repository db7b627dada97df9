import type { Period } from "../../core/time-zone.ts";
import { plusMs, plusSeconds } from "../../core/time.ts";
import { Problem } from "../../service/problem.ts";
import type { Clock } from "../../store/store.ts";
import { instantOf, iso } from "./admin-app.ts";

const DAY_SECONDS = 24 * 3600;

/**
 * The period that a question is about: the last 24 hours if it does not say.
 * @throws Problem invalid
 */
export function periodOf(
  query: { readonly from?: string | undefined; readonly until?: string | undefined },
  clock: Clock,
): Period {
  // What happened in this very millisecond counts.
  const until = query.until === undefined ? plusMs(clock.now(), 1) : instantOf(query.until);
  const from = query.from === undefined ? plusSeconds(until, -DAY_SECONDS) : instantOf(query.from);
  if (from < until) return { from, until };
  const detail = `The period ends (${iso(until)}) before it begins (${iso(from)}).`;
  throw new Problem("invalid", detail, {
    errors: [{ path: "until", message: "must be after from" }],
  });
}
