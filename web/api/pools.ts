import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { ShownNumber } from "../../src/contract/admin/number.ts";
import type {
  Pool,
  PoolCreate,
  PoolHistory,
  PoolNumbersChanged,
  PoolPatch,
  PoolReferences,
} from "../../src/contract/admin/pool.ts";
import { ask, get, withQuery } from "./ask.ts";
import { everyPage } from "./every-page.ts";
import type { NumbersPage } from "./numbers.ts";
import { queryClient, renew } from "./query-client.ts";

export type { Pool, PoolHistory, PoolNumbersChanged, PoolReferences };

/** What has a default may be left out. */
export type PoolCreateBody = Pick<PoolCreate, "name" | "country" | "numberType"> &
  Partial<PoolCreate>;

const path = "/api/v1/pools";
const pathOf = (id: string) => `${path}/${encodeURIComponent(id)}`;

/** What numbers do changes all the time, and somebody watches it. */
const POOL_EVERY_MS = 5_000;
const HISTORY_EVERY_MS = 60_000;

/** For who watches the list. */
export const LIST_EVERY_MS = 10_000;

/** All pools: a list of some dozens, which is sorted and searched where it is shown. */
export const poolsQuery = queryOptions({
  queryKey: ["pools", "all"],
  queryFn: ({ signal }) => everyPage<Pool>(path, signal),
});

export const poolQuery = (id: string) =>
  queryOptions({
    queryKey: ["pools", id],
    queryFn: ({ signal }) => get<Pool>(pathOf(id), signal),
    refetchInterval: POOL_EVERY_MS,
  });

export type PoolNumbersAsked = {
  readonly state: string;
  readonly search: string;
  readonly after: string;
};

export const poolNumbersQuery = (id: string, asked: PoolNumbersAsked) =>
  queryOptions({
    queryKey: ["pools", id, "numbers", asked],
    queryFn: ({ signal }) =>
      get<NumbersPage>(withQuery(`${pathOf(id)}/numbers`, { ...asked, limit: 50 }), signal),
    placeholderData: keepPreviousData,
    refetchInterval: POOL_EVERY_MS,
  });

/** @param seconds how far back from now */
export const poolHistoryQuery = (id: string, seconds: number) =>
  queryOptions({
    queryKey: ["pools", id, "history", seconds],
    queryFn: ({ signal }) => {
      const from = new Date(Date.now() - seconds * 1000).toISOString();
      return get<PoolHistory>(withQuery(`${pathOf(id)}/history`, { from }), signal);
    },
    refetchInterval: HISTORY_EVERY_MS,
  });

export const poolReferencesQuery = (id: string) =>
  queryOptions({
    queryKey: ["pools", id, "references"],
    queryFn: ({ signal }) => get<PoolReferences>(`${pathOf(id)}/references`, signal),
  });

/** Numbers that moved or rest change what pools and lists of numbers say. */
export const refreshNumbers = () => renew("pools", "numbers", "dashboard");

export async function createPool(body: PoolCreateBody): Promise<Pool> {
  const pool = await ask<Pool>("POST", path, { body });
  await refreshNumbers();
  return pool;
}

export async function patchPool(id: string, body: PoolPatch): Promise<Pool> {
  const pool = await ask<Pool>("PATCH", pathOf(id), { body });
  queryClient.setQueryData(poolQuery(id).queryKey, pool);
  await refreshNumbers();
  return pool;
}

/** @param isForced delete it although tags use it (R8) */
export async function deletePool(id: string, isForced: boolean): Promise<void> {
  await ask("DELETE", withQuery(pathOf(id), { force: isForced }));
  await refreshNumbers();
  // Its tags show their primary numbers now.
  await renew("tags");
}

export async function assignNumbers(
  id: string,
  numbers: readonly string[],
): Promise<PoolNumbersChanged> {
  const changed = await ask<PoolNumbersChanged>("POST", `${pathOf(id)}/numbers`, {
    body: { numbers },
  });
  await refreshNumbers();
  return changed;
}

/** @param isForced remove also those that a visitor holds (R6) */
export async function removeNumbers(
  id: string,
  numbers: readonly string[],
  isForced: boolean,
): Promise<PoolNumbersChanged> {
  const changed = await ask<PoolNumbersChanged>("POST", `${pathOf(id)}/numbers/remove`, {
    body: { numbers, force: isForced },
  });
  await refreshNumbers();
  return changed;
}

/** The numbers in nobody's use that fit a pool, as the list of numbers is asked for them. */
export const fitting = ({ country, numberType, areaCode }: Pool) => ({
  unassigned: true,
  country,
  type: numberType,
  areaCode,
});

export type { ShownNumber };
