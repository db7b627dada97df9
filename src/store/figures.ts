import type { AccountId, PoolId } from "../core/ids.ts";
import type { PoolSample } from "../core/pool/history.ts";
import type { Period } from "../core/time-zone.ts";
import type { Instant } from "../core/time.ts";
import type { PoolOccupancy } from "./leases.ts";

/** What one pool's numbers are doing, and how often it had none to give in a period. */
export type PoolFigures = {
  readonly poolId: PoolId;
  readonly occupancy: PoolOccupancy;
  readonly misses: number;
};

/** A bucket of a pool's history. */
export type HistoryPoint = {
  /** When it begins. */
  readonly at: Instant;
  /** Its busiest; absent if the pool was not looked at then. */
  readonly sample?: PoolSample;
  readonly impressions: number;
  readonly misses: number;
};

export type HourFigures = {
  /** When the hour begins. */
  readonly at: Instant;
  readonly impressions: number;
  readonly misses: number;
  readonly calls: number;
};

export type CallFigures = {
  readonly incoming: number;
  /** Answered. */
  readonly connected: number;
  /** Answered, and ended since. */
  readonly completed: number;
  readonly rejected: number;
};

/** A day of an account at a glance. */
export type DayFigures = {
  readonly at: Instant;
  /** Every hour since the day began, those to come among them; see `hoursOf`. */
  readonly hours: readonly HourFigures[];
  readonly calls: CallFigures;
  /** Of all pools together. */
  readonly numbers: Omit<PoolOccupancy, "at">;
  /** Pools that had misses, deleted ones left out, the worst first, then by id. */
  readonly pools: readonly {
    readonly id: PoolId;
    readonly name: string;
    readonly misses: number;
    readonly size: number;
    readonly held: number;
  }[];
  readonly campaigns: number;
  /** Whether there is any, deleted ones left out. */
  readonly has: {
    readonly pool: boolean;
    readonly poolNumber: boolean;
    readonly campaign: boolean;
    readonly tag: boolean;
    readonly impression: boolean;
    readonly call: boolean;
  };
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
  /** Of the account's pools, deleted ones left out, in the order of their ids. */
  ofAccount(accountId: AccountId, limit: number): Promise<readonly Omit<PoolFigures, "misses">[]>;
  /**
   * Notes what the numbers of every pool are doing, those of all accounts, unless this or another
   * process has done so in the same minute of the store's clock; and forgets what is older than
   * `poolSampleDays`.
   * @returns whether it was this call that did
   */
  samplePools(): Promise<boolean>;
  /** Of every bucket of the period, the oldest first; see `bucketsOf`. */
  history(
    accountId: AccountId,
    poolId: PoolId,
    period: Period,
    bucketSeconds: number,
  ): Promise<readonly HistoryPoint[]>;
  /** @param worst how many of the pools with misses are named */
  ofDay(accountId: AccountId, day: Period, worst: number): Promise<DayFigures>;
};
