import type { PoolHistory } from "../../api/pools.ts";
import { formatHourOfDay, formatMinute } from "../../parts/time-format.ts";

/** What numbers did in a bucket, as a chart takes it: `null` leaves a gap. */
export type NumbersRow = {
  readonly time: string;
  readonly held: number | null;
  readonly linked: number | null;
  readonly free: number | null;
  readonly quarantined: number | null;
};

/** Visits of one or several buckets. */
export type VisitsRow = {
  readonly time: string;
  readonly served: number;
  readonly misses: number;
};

const DAY_SECONDS = 86_400;

/** More bars than this are hairlines. */
const BARS_MAX = 48;

/** How the begin of a bucket is written, by the account's clock. */
function clockOf({ bucketSeconds, points }: PoolHistory, timeZone: string) {
  const isLong = bucketSeconds * points.length > 2 * DAY_SECONDS;
  return (at: string) => (isLong ? formatHourOfDay : formatMinute)(new Date(at), timeZone);
}

export function numbersRows(history: PoolHistory, timeZone: string): readonly NumbersRow[] {
  const written = clockOf(history, timeZone);
  return history.points.map(({ at, held, linked, free, quarantined }) => ({
    time: written(at),
    held: held ?? null,
    linked: linked ?? null,
    free: free ?? null,
    quarantined: quarantined ?? null,
  }));
}

/** Neighbouring buckets are put together until the bars can be told apart. */
export function visitsRows(history: PoolHistory, timeZone: string): readonly VisitsRow[] {
  const written = clockOf(history, timeZone);
  const { points } = history;
  const together = Math.max(1, Math.ceil(points.length / BARS_MAX));
  const rows: VisitsRow[] = [];
  for (let at = 0; at < points.length; at += together) {
    const bar = points.slice(at, at + together);
    const misses = bar.reduce((sum, point) => sum + point.misses, 0);
    const impressions = bar.reduce((sum, point) => sum + point.impressions, 0);
    // Some miss long after they were received.
    const served = Math.max(0, impressions - misses);
    rows.push({ time: written(bar[0]?.at ?? ""), served, misses });
  }
  return rows;
}

/** The most that was held at once, of how many, and what was asked for in all. */
export function peakOf({ points }: PoolHistory) {
  const peak = points.reduce<PoolHistory["points"][number] | undefined>(
    (most, point) => ((point.held ?? -1) > (most?.held ?? -1) ? point : most),
    undefined,
  );
  const { held = 0, linked = 0, free = 0, quarantined = 0 } = peak ?? {};
  return {
    peakHeld: held,
    peakSize: held + linked + free + quarantined,
    impressions: points.reduce((sum, { impressions }) => sum + impressions, 0),
    misses: points.reduce((sum, { misses }) => sum + misses, 0),
  };
}
