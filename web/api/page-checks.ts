import { queryOptions } from "@tanstack/react-query";
import type { PageCheck } from "../../src/contract/admin/page-check.ts";
import { ask } from "./ask.ts";

export type { PageCheck };

/** The server reads the page anew whenever it is asked; nobody but a person asks again. */
export const pageCheckQuery = (url: string, campaignId: string) =>
  queryOptions({
    queryKey: ["page-checks", campaignId, url],
    queryFn: ({ signal }) =>
      ask<PageCheck>("POST", "/api/v1/page-checks", { body: { url, campaignId }, signal }),
    staleTime: Infinity,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    retry: false,
  });
