/*
 * Times and lengths as people read them. Intl's formats cost some time to make, and a table has
 * hundreds of cells: so each is made once.
 */

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([timeZone, options]);
  const known = formats.get(key) ?? new Intl.DateTimeFormat("en-US", { ...options, timeZone });
  formats.set(key, known);
  return known;
}

/** `Nov 25, 2026, 10:03:18 AM` */
export function formatInstant(date: Date, timeZone: string): string {
  const options = { dateStyle: "medium", timeStyle: "medium" } as const;
  return formatOf(timeZone, options).format(date);
}

/** `Nov 25, 10:03:18 AM`; with the year if it is another than that of `now` */
export function formatShort(date: Date, timeZone: string, now = new Date()): string {
  const year = (of: Date) => formatOf(timeZone, { year: "numeric" }).format(of);
  if (year(date) !== year(now)) return formatInstant(date, timeZone);
  const time = { hour: "numeric", minute: "2-digit", second: "2-digit" } as const;
  return formatOf(timeZone, { month: "short", day: "numeric", ...time }).format(date);
}

/** `Wednesday, November 25, 2026 at 10:03:18.120 AM EST (2026-11-25T15:03:18.120Z)` */
export function formatExact(date: Date, timeZone: string): string {
  const words = formatOf(timeZone, {
    weekday: "long",
    year: "numeric",
    month: "long",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
    second: "2-digit",
    fractionalSecondDigits: 3,
    timeZoneName: "short",
  }).format(date);
  return `${words} (${date.toISOString()})`;
}

/** `10 AM` */
export function formatHour(date: Date, timeZone: string): string {
  return formatOf(timeZone, { hour: "numeric" }).format(date);
}

/** `Nov 25, 10 AM` */
export function formatHourOfDay(date: Date, timeZone: string): string {
  return formatOf(timeZone, { month: "short", day: "numeric", hour: "numeric" }).format(date);
}

/** `10:03 AM` */
export function formatMinute(date: Date, timeZone: string): string {
  return formatOf(timeZone, { hour: "numeric", minute: "2-digit" }).format(date);
}

/** `10:03:18 AM` */
export function formatSecond(date: Date, timeZone: string): string {
  const time = { hour: "numeric", minute: "2-digit", second: "2-digit" } as const;
  return formatOf(timeZone, time).format(date);
}

/** `10:03:18 AM` on the day of another time, else with the date. */
export function formatNear(date: Date, other: Date, timeZone: string): string {
  const day = (of: Date) => formatOf(timeZone, { dateStyle: "short" }).format(of);
  const isSameDay = day(date) === day(other);
  return isSameDay ? formatSecond(date, timeZone) : formatShort(date, timeZone, other);
}

/** `Wednesday, November 25` */
export function formatDay(date: Date, timeZone: string): string {
  return formatOf(timeZone, { weekday: "long", month: "long", day: "numeric" }).format(date);
}

const relative = new Intl.RelativeTimeFormat("en-US", { numeric: "auto", style: "short" });

const steps = [
  { unit: "day", seconds: 86_400 },
  { unit: "hour", seconds: 3_600 },
  { unit: "minute", seconds: 60 },
  { unit: "second", seconds: 1 },
] as const;

/** `3 min. ago`, `in 4 sec.` */
export function formatRelative(date: Date, now: Date): string {
  const seconds = (date.getTime() - now.getTime()) / 1000;
  const step = steps.find((one) => Math.abs(seconds) >= one.seconds) ?? steps[3];
  return relative.format(Math.trunc(seconds / step.seconds), step.unit);
}

/** `2 h 5 min`, `12 s` */
export function formatLength(seconds: number): string {
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor((seconds % 3_600) / 60);
  const rest = Math.floor(seconds % 60);
  const parts = [
    [hours, "h"],
    [minutes, "min"],
    [rest, "s"],
  ] as const;
  const shown = parts.filter(([amount]) => amount > 0).slice(0, 2);
  return shown.length === 0 ? "0 s" : shown.map(([amount, unit]) => `${amount} ${unit}`).join(" ");
}
