import { plusMs, toInstant, type Instant } from "./time.ts";

/*
 * Days as the clocks of a time zone count them. The rules of time zones are those of the runtime's
 * own copy of the IANA database: they are data, as the instant itself is, and the same for all who
 * ask.
 */

/** From `from` on, and before `until`. */
export type Period = { readonly from: Instant; readonly until: Instant };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Clocks are at most 14 hours ahead of UTC and 12 behind; were once up to 16. */
const FARTHEST_MS = 16 * HOUR_MS;

/** Whether it is the name of a time zone, such as `America/New_York` or `UTC`. */
export function isTimeZone(name: string): boolean {
  // The runtime takes offsets such as `+01:00`, too, which know nothing of daylight saving.
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    void new Intl.DateTimeFormat("en-US", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/**
 * The day that an instant is in: from the first instant that has its date to the first one of a
 * later date. It has 23 or 25 hours where clocks are changed, and begins at one o'clock where they
 * skip midnight.
 * @param timeZone one that `isTimeZone` knows
 */
export function dayOf(at: Instant, timeZone: string): Period {
  const dateAt = dateReader(timeZone);
  const date = dateAt(at);
  return { from: startOf(date, dateAt), until: startOf(date + 1, dateAt) };
}

/** When each hour since the day's beginning begins; the last may be shorter than an hour. */
export function hoursOf({ from, until }: Period): readonly Instant[] {
  const count = Math.ceil((until - from) / HOUR_MS);
  return Array.from({ length: count }, (_, hour) => plusMs(from, hour * HOUR_MS));
}

/** Days since 1970 that a calendar on the wall shows at an instant. */
type DateReader = (at: Instant) => number;

function dateReader(timeZone: string): DateReader {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    calendar: "gregory",
    numberingSystem: "latn",
    year: "numeric",
    month: "numeric",
    day: "numeric",
  });
  return (at) => {
    const [month = 1, day = 1, year = 1970] = format.format(at).split("/").map(Number);
    return Date.UTC(year, month - 1, day) / DAY_MS;
  };
}

/** The first instant of that date or, where clocks skipped it as a whole, of the next. */
function startOf(date: number, dateAt: DateReader): Instant {
  let before = date * DAY_MS - FARTHEST_MS;
  let reached = date * DAY_MS + FARTHEST_MS;
  while (reached - before > 1) {
    const middle = Math.floor((before + reached) / 2);
    if (dateAt(toInstant(middle)) >= date) reached = middle;
    else before = middle;
  }
  return toInstant(reached);
}
