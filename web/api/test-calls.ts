import { mutationOptions, queryOptions } from "@tanstack/react-query";
import type { CallDetail } from "../../src/contract/admin/call.ts";
import type { TestCallWish } from "../../src/contract/admin/test-call.ts";
import { ask, get, withQuery } from "./ask.ts";
import { everyPage } from "./every-page.ts";
import type { Pool } from "./pools.ts";
import { renew } from "./query-client.ts";

export const testCallPlacing = mutationOptions({
  mutationFn: (wish: TestCallWish) => ask<CallDetail>("POST", "/api/v1/test-calls", { body: wish }),
  onSuccess: () => renew("calls", "dashboard", "pools", "shown-numbers"),
});

/** Numbers that visitors see now, by pool. */
export type ShownNumbers = {
  readonly pool: string;
  readonly numbers: readonly { readonly number: string; readonly isHeld: boolean }[];
};

type NumberPage = { readonly items: readonly { readonly number: string }[] };

/** Enough to choose from; any other number can be typed. */
const POOLS_MAX = 8;
const NUMBERS_MAX = 20;
const EVERY_MS = 10_000;

/** What visitors were shown and calls would be counted for: held numbers first. */
export const shownNumbersQuery = queryOptions({
  queryKey: ["shown-numbers"],
  queryFn: async ({ signal }) => {
    const pools = await everyPage<Pool>("/api/v1/pools", signal);
    const inUse = pools.filter(({ occupancy }) => occupancy.held + occupancy.linked > 0);
    return Promise.all(inUse.slice(0, POOLS_MAX).map((pool) => shownOf(pool, signal)));
  },
  refetchInterval: EVERY_MS,
});

async function shownOf({ id, name }: Pool, signal: AbortSignal): Promise<ShownNumbers> {
  const [held = [], linked = []] = await Promise.all(
    ["held", "linked"].map(async (state) => {
      const path = withQuery(`/api/v1/pools/${id}/numbers`, { state, limit: NUMBERS_MAX });
      return (await get<NumberPage>(path, signal)).items;
    }),
  );
  const numbers = [
    ...held.map(({ number }) => ({ number, isHeld: true })),
    ...linked.map(({ number }) => ({ number, isHeld: false })),
  ];
  return { pool: name, numbers: numbers.slice(0, NUMBERS_MAX) };
}
