import type { AccountId, PoolId } from "../../core/ids.ts";
import { numberState } from "../../core/pool/number-state.ts";
import type { Period } from "../../core/time-zone.ts";
import type { Instant } from "../../core/time.ts";
import type { Figures } from "../figures.ts";
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
  };
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
  { from, until }: Period,
): PoolCounts {
  const isIn = (at: Instant | undefined) => at !== undefined && from <= at && at < until;
  const ofPool = [...state.impressions.values()].filter(
    (one) => one.accountId === accountId && one.poolId === poolId,
  );
  return {
    impressions: ofPool.filter((one) => isIn(one.receivedAt)).length,
    misses: ofPool.filter((one) => isIn(one.missedAt)).length,
  };
}
