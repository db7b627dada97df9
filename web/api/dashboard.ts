import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { Dashboard } from "../../src/contract/admin/dashboard.ts";
import { get, withQuery } from "./ask.ts";

/** Today at a glance. Live events ask for it anew; the interval is for when there are none. */
export const dashboardQuery = queryOptions({
  queryKey: ["dashboard"],
  queryFn: ({ signal }) => get<Dashboard>("/api/v1/dashboard", signal),
  refetchInterval: 30_000,
});

type PoolNeed = {
  readonly settings: {
    readonly idleLimitSeconds: number;
    readonly closedBrowserDelaySeconds: number;
  };
  readonly history: {
    readonly bucketSeconds: number;
    readonly points: readonly { readonly at: string; readonly misses: number }[];
  };
};

/**
 * What tells how many numbers a pool lacks.
 * @param from since when, ISO 8601
 * @param misses asked anew when there are more
 */
export const poolNeedQuery = (id: string, from: string, misses: number) =>
  queryOptions({
    queryKey: ["pools", "need", id, from, misses],
    queryFn: async ({ signal }): Promise<PoolNeed> => {
      const path = `/api/v1/pools/${encodeURIComponent(id)}`;
      const [settings, history] = await Promise.all([
        get<PoolNeed["settings"]>(path, signal),
        get<PoolNeed["history"]>(withQuery(`${path}/history`, { from }), signal),
      ]);
      return { settings, history };
    },
    placeholderData: keepPreviousData,
  });
