import type { AccountId, PoolId } from "../core/ids.ts";
import type { Period } from "../core/time-zone.ts";
import type { PoolOccupancy } from "./leases.ts";

/** What one pool's numbers are doing, and how often it had none to give in a period. */
export type PoolFigures = {
  readonly poolId: PoolId;
  readonly occupancy: PoolOccupancy;
  readonly misses: number;
};

/*
 * The figures: what people look at. Reading alone, each in one operation however many records it
 * tells of, and none of it in the way of those who ask for a number.
 */
export type Figures = {
  /** Of each of those pools, in their order. */
  ofPools(
    accountId: AccountId,
    poolIds: readonly PoolId[],
    misses: Period,
  ): Promise<readonly PoolFigures[]>;
};
