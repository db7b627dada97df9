import type { AccountId } from "../../core/ids.ts";
import type { Instant } from "../../core/time.ts";
import type { PoolFigures } from "../../store/figures.ts";
import type { CallNews, ImpressionNews, NewsOfAccounts } from "../../store/news.ts";

export type PoolNow = Omit<PoolFigures, "misses">;

/** What somebody who watches is told (R65). */
export type LiveNews =
  /** The first; `isComplete` is false where more was missed than is told again. */
  | { readonly kind: "ready"; readonly at: Instant; readonly isComplete: boolean }
  | { readonly kind: "impression"; readonly impression: ImpressionNews }
  | { readonly kind: "call"; readonly call: CallNews }
  | { readonly kind: "occupancy"; readonly at: Instant; readonly pools: readonly PoolNow[] }
  | { readonly kind: "skipped"; readonly at: Instant; readonly impressions: number };

/** What an account is told of a reading. */
export function newsOf(accountId: AccountId, read: NewsOfAccounts): readonly LiveNews[] {
  const isIts = (one: { readonly accountId: AccountId }) => one.accountId === accountId;
  return [
    ...read.skipped
      .filter(isIts)
      .map(({ impressions }) => ({ kind: "skipped", at: read.at, impressions }) as const),
    ...toldOf({
      impressions: read.impressions.filter(isIts),
      calls: read.calls.filter(isIts),
    }),
  ];
}

export function toldOf({
  impressions,
  calls,
}: Pick<NewsOfAccounts, "impressions" | "calls">): readonly LiveNews[] {
  return [
    ...impressions.map((impression) => ({ kind: "impression", impression }) as const),
    ...calls.map((call) => ({ kind: "call", call }) as const),
  ];
}
