import { queryOptions } from "@tanstack/react-query";
import type { Impression } from "../../src/contract/admin/impression.ts";
import { get } from "./ask.ts";

export const impressionQuery = (id: string) =>
  queryOptions({
    queryKey: ["impressions", "one", id],
    queryFn: ({ signal }) =>
      get<Impression>(`/api/v1/impressions/${encodeURIComponent(id)}`, signal),
    // Activity renews its hold.
    refetchInterval: 10_000,
  });

/** The newest, for a list that live events are then added to. */
export const newestImpressionsQuery = (limit: number) =>
  queryOptions({
    queryKey: ["impressions", "newest", limit],
    queryFn: ({ signal }) =>
      get<{ readonly items: readonly Impression[] }>(`/api/v1/impressions?limit=${limit}`, signal),
    staleTime: 0,
  });
