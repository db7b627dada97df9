import { callState, type CallProgress } from "../../core/call/call-progress.ts";
import type { AccountId, PoolId } from "../../core/ids.ts";
import { limits } from "../../core/limits.ts";
import { bucketOf, bucketsOf, busiestSamples, SAMPLE_SECONDS } from "../../core/pool/history.ts";
import { numberState } from "../../core/pool/number-state.ts";
import type { Status } from "../../core/routing/route.ts";
import { hoursOf, type Period } from "../../core/time-zone.ts";
import { earliest, plusSeconds, type Instant } from "../../core/time.ts";
import type { CallFigures, DayFigures, Figures } from "../figures.ts";
import type { PoolCounts, PoolOccupancy } from "../leases.ts";
import type { State } from "./state.ts";

export function memoryFigures(state: State): Figures {
  return {
    ofPools: async (accountId, poolIds, period) =>
      poolIds.map((poolId) => ({
        poolId,
        occupancy: occupancyOf(state, accountId, poolId),
        misses: countsOf(state, accountId, poolId, period).misses,
      })),
    ofAccount: async (accountId, limit) =>
      [...state.pools.values()]
        .filter((pool) => pool.accountId === accountId && pool.status !== "deleted")
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
        .slice(0, limit)
        .map(({ id }) => ({ poolId: id, occupancy: occupancyOf(state, accountId, id) })),
    samplePools: async () => samplePools(state),
    history: async (accountId, poolId, period, bucketSeconds) => {
      const isOurs = state.pools.get(poolId)?.accountId === accountId;
      const samples = isOurs ? (state.samples.get(poolId) ?? []) : [];
      const busiest = busiestSamples(samples, bucketSeconds);
      return bucketsOf(period, bucketSeconds).map((at) => {
        const sample = busiest.get(at);
        const bucket = { from: at, until: plusSeconds(at, bucketSeconds) };
        const counts = countsOf(state, accountId, poolId, bucket);
        return { at, ...(sample === undefined ? {} : { sample }), ...counts };
      });
    },
    ofDay: async (accountId, day, worst) => dayOf(state, accountId, day, worst),
  };
}

function samplePools(state: State): boolean {
  const at = bucketOf(state.now(), SAMPLE_SECONDS);
  if (at <= state.sampledAt) return false;
  state.sampledAt = at;
  const oldest = plusSeconds(at, -limits.poolSampleDays * 86_400);
  for (const { id, accountId, status } of state.pools.values()) {
    const kept = (state.samples.get(id) ?? []).filter((sample) => sample.at >= oldest);
    const { held, linked, free, quarantined } = occupancyOf(state, accountId, id);
    const fresh = status === "deleted" ? [] : [{ at, held, linked, free, quarantined }];
    state.samples.set(id, [...kept, ...fresh]);
  }
  return true;
}

function dayOf(state: State, accountId: AccountId, day: Period, worst: number): DayFigures {
  const isOurs = (one: { readonly accountId: AccountId }) => one.accountId === accountId;
  const isKept = (one: { readonly accountId: AccountId; readonly status: Status }) =>
    isOurs(one) && one.status !== "deleted";
  const impressions = [...state.impressions.values()].filter(isOurs);
  const calls = [...state.calls.values()].filter(isOurs);
  const pools = [...state.pools.values()].filter(isKept).map((pool) => ({
    pool,
    misses: countsOf(state, accountId, pool.id, day).misses,
    occupancy: occupancyOf(state, accountId, pool.id),
  }));
  const campaigns = [...state.campaigns.values()].filter(isKept).length;
  const numbers = sumOf(pools.map(({ occupancy }) => occupancy));
  return {
    at: state.now(),
    hours: hoursOf(day).map((at) => {
      const hour = { from: at, until: earliest(plusSeconds(at, 3600), day.until) };
      return {
        at,
        impressions: impressions.filter((one) => isIn(hour, one.receivedAt)).length,
        misses: impressions.filter((one) => isIn(hour, one.missedAt)).length,
        calls: calls.filter((call) => isIn(hour, call.receivedAt)).length,
      };
    }),
    calls: callFigures(calls.filter((call) => isIn(day, call.receivedAt))),
    numbers,
    pools: pools
      .filter(({ misses }) => misses > 0)
      .toSorted((a, b) => b.misses - a.misses || (a.pool.id < b.pool.id ? -1 : 1))
      .slice(0, worst)
      .map(({ pool: { id, name }, misses, occupancy: { size, held } }) => ({
        id,
        name,
        misses,
        size,
        held,
      })),
    campaigns,
    has: {
      pool: pools.length > 0,
      poolNumber: numbers.size > 0,
      campaign: campaigns > 0,
      tag: [...state.tags.values()].some(isKept),
      impression: impressions.length > 0,
      call: calls.length > 0,
    },
  };
}

function callFigures(calls: readonly CallProgress[]): CallFigures {
  const states = calls.map((call) => ({ state: callState(call), ...call }));
  const isConnected = ({ state, answeredAt }: (typeof states)[number]) =>
    state !== "rejected" && (state === "completed" || answeredAt !== undefined);
  return {
    incoming: calls.length,
    connected: states.filter(isConnected).length,
    completed: states.filter(({ state }) => state === "completed").length,
    rejected: states.filter(({ state }) => state === "rejected").length,
  };
}

function sumOf(parts: readonly Omit<PoolOccupancy, "at">[]): Omit<PoolOccupancy, "at"> {
  const sum = (name: keyof Omit<PoolOccupancy, "at">) =>
    parts.reduce((total, part) => total + part[name], 0);
  return {
    size: sum("size"),
    held: sum("held"),
    linked: sum("linked"),
    free: sum("free"),
    quarantined: sum("quarantined"),
  };
}

function isIn({ from, until }: Period, at: Instant | undefined): boolean {
  return at !== undefined && from <= at && at < until;
}

export function occupancyOf(state: State, accountId: AccountId, poolId: PoolId): PoolOccupancy {
  const at = state.now();
  const count = { held: 0, linked: 0, free: 0, quarantined: 0 };
  for (const number of state.numbers.values()) {
    if (number.accountId !== accountId || number.poolId !== poolId) continue;
    count[numberState(number, at)]++;
  }
  const size = count.held + count.linked + count.free + count.quarantined;
  return { at, size, ...count };
}

export function countsOf(
  state: State,
  accountId: AccountId,
  poolId: PoolId,
  period: Period,
): PoolCounts {
  const ofPool = [...state.impressions.values()].filter(
    (one) => one.accountId === accountId && one.poolId === poolId,
  );
  return {
    impressions: ofPool.filter((one) => isIn(period, one.receivedAt)).length,
    misses: ofPool.filter((one) => isIn(period, one.missedAt)).length,
  };
}
