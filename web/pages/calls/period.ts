import { instantOfLocal, startOfDay } from "../../parts/zone-time.ts";
import type { LogState } from "./log-state.ts";

export const periods = [
  { value: "today", label: "Today" },
  { value: "yesterday", label: "Yesterday" },
  { value: "7d", label: "Last 7 days" },
  { value: "30d", label: "Last 30 days" },
  { value: "all", label: "All time" },
  { value: "custom", label: "From … until …" },
] as const;

type Bounds = { readonly from?: string | undefined; readonly until?: string | undefined };

/** The days of the account's zone; whole days, so that the same question is asked twice. */
export function boundsOf(
  { period, since, until }: Pick<LogState, "period" | "since" | "until">,
  timeZone: string,
  now = new Date(),
): Bounds {
  const day = (before: number) => startOfDay(now, timeZone, before).toISOString();
  switch (period) {
    case "today":
      return { from: day(0) };
    case "yesterday":
      return { from: day(1), until: day(0) };
    case "7d":
      return { from: day(6) };
    case "30d":
      return { from: day(29) };
    case "custom":
      return {
        from: instantOfLocal(since, timeZone)?.toISOString(),
        until: instantOfLocal(until, timeZone)?.toISOString(),
      };
    default:
      return {};
  }
}
