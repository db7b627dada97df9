import type { PoolHistory } from "../../api/pools.ts";
import { formatInstant, formatMinute } from "../../parts/time-format.ts";

/** A bucket as a chart takes it: `null` leaves a gap. */
export type HistoryRow = {
  readonly time: string;
  readonly held: number | null;
  readonly linked: number | null;
  readonly free: number | null;
  readonly quarantined: number | null;
  readonly served: number;
  readonly misses: number;
};

const DAY_SECONDS = 86_400;

/** @param timeZone the account's, whose clock the labels are by */
export function historyRows(
  { bucketSeconds, points }: PoolHistory,
  timeZone: string,
): readonly HistoryRow[] {
  const isLong = bucketSeconds * points.length > 2 * DAY_SECONDS;
  return points.map(({ at, held, linked, free, quarantined, impressions, misses }) => {
    const date = new Date(at);
    return {
      time: isLong ? formatInstant(date, timeZone) : formatMinute(date, timeZone),
      held: held ?? null,
      linked: linked ?? null,
      free: free ?? null,
      quarantined: quarantined ?? null,
      // Some miss long after they were received.
      served: Math.max(0, impressions - misses),
      misses,
    };
  });
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
