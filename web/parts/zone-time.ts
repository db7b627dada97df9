/*
 * Days and times of a time zone, as instants. Where a clock is put forward, a time that it skips is
 * read as the one an hour later; where it is put back, as the first of the two.
 */

const parts = new Map<string, Intl.DateTimeFormat>();

function partsFormat(timeZone: string): Intl.DateTimeFormat {
  const known =
    parts.get(timeZone) ??
    new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
  parts.set(timeZone, known);
  return known;
}

/** `2026-11-25T10:03`, what a clock of the zone shows, as `datetime-local` inputs have it. */
export function localOf(date: Date, timeZone: string): string {
  const { year, month, day, hour, minute } = Object.fromEntries(
    partsFormat(timeZone)
      .formatToParts(date)
      .map(({ type, value }) => [type, value]),
  );
  return `${year}-${month}-${day}T${hour}:${minute}`;
}

const MINUTE_MS = 60_000;

/** @returns undefined for what is no time */
export function instantOfLocal(local: string, timeZone: string): Date | undefined {
  const asUtc = Date.parse(`${local}Z`);
  if (Number.isNaN(asUtc)) return undefined;
  const offsetAt = (ms: number) =>
    Date.parse(`${localOf(new Date(ms), timeZone)}Z`) - Math.floor(ms / MINUTE_MS) * MINUTE_MS;
  // The offset is that of an instant, which is what is looked for: each guess betters the other.
  const first = asUtc - offsetAt(asUtc);
  const second = asUtc - offsetAt(first);
  const guesses = [first, second].filter((ms) => localOf(new Date(ms), timeZone) === local);
  return new Date(guesses.length === 0 ? Math.max(first, second) : Math.min(...guesses));
}

/** The midnight with which a day of the zone began, some days before the one of `now`. */
export function startOfDay(now: Date, timeZone: string, daysBefore = 0): Date {
  const day = localOf(now, timeZone).slice(0, 10);
  const wanted = new Date(Date.parse(`${day}T00:00Z`) - daysBefore * 86_400_000);
  const local = `${wanted.toISOString().slice(0, 10)}T00:00`;
  return instantOfLocal(local, timeZone) ?? now;
}
