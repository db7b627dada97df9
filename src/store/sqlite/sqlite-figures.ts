import type { DatabaseSync } from "node:sqlite";
import type { AccountId, PoolId } from "../../core/ids.ts";
import type { Period } from "../../core/time-zone.ts";
import type { Instant } from "../../core/time.ts";
import type { Figures } from "../figures.ts";
import type { Leases } from "../leases.ts";
import { everyPool, type NewSample } from "./pool-samples.ts";
import { dayFigures } from "./day-figures.ts";
import { poolCounts } from "./pool-counts.ts";
import { poolHistory } from "./pool-history.ts";
import { poolOccupancy } from "./pool-occupancy.ts";

/** The figures as far as they are read, and what is to be noted of every pool. */
export type FigureReads = Omit<Figures, "samplePools"> & {
  everyPool(): Promise<readonly NewSample[]>;
};

/** @param now the clock, as the store reads it */
export function sqliteFigures(db: DatabaseSync, now: () => Instant): FigureReads {
  const { occupancy, counts, owns } = figuresOfPools(db);
  const every = everyPool(db);
  const history = poolHistory(db);
  const ofDay = dayFigures(db);
  const pools = db.prepare(
    `SELECT id AS poolId FROM pool
     WHERE account_id = ? AND status <> 'deleted' ORDER BY id LIMIT ?`,
  );
  return {
    ofPools: async (accountId, poolIds, period) => {
      const at = now();
      return poolIds.map((poolId) => ({
        poolId,
        occupancy: occupancy(accountId, poolId, at),
        misses: counts(accountId, poolId, period).misses,
      }));
    },
    ofAccount: async (accountId, limit) => {
      const at = now();
      return pools.all(accountId, limit).map((row) => {
        // The only column.
        const { poolId } = row as { readonly poolId: PoolId };
        return { poolId, occupancy: occupancy(accountId, poolId, at) };
      });
    },
    everyPool: async () => every(now()),
    history: async (accountId, poolId, period, bucketSeconds) =>
      // Of a pool that is not the account's, there is an empty history.
      history(owns(accountId, poolId) ? poolId : NOBODYS, period, bucketSeconds),
    ofDay: async (...asked) => ofDay(...asked, now()),
  };
}

/** No pool has it as its id. */
const NOBODYS = "" as PoolId;

/** The figures of one pool that the leases tell of, too. */
export function leaseFigures(
  db: DatabaseSync,
  now: () => Instant,
): Pick<Leases, "occupancy" | "counts"> {
  const { occupancy, counts } = figuresOfPools(db);
  return {
    occupancy: async (accountId, poolId) => occupancy(accountId, poolId, now()),
    counts: async (accountId, poolId, from, until) => counts(accountId, poolId, { from, until }),
  };
}

/** Of a pool that is not the account's, there is nothing. */
function figuresOfPools(db: DatabaseSync) {
  const occupancyOf = poolOccupancy(db);
  const countsOf = poolCounts(db);
  const pool = db.prepare("SELECT 1 FROM pool WHERE account_id = ? AND id = ?");
  const owns = (accountId: AccountId, poolId: PoolId) => pool.get(accountId, poolId) !== undefined;
  const none = { size: 0, held: 0, linked: 0, free: 0, quarantined: 0 };
  return {
    owns,
    occupancy: (accountId: AccountId, poolId: PoolId, at: Instant) =>
      owns(accountId, poolId) ? occupancyOf(poolId, at) : { at, ...none },
    counts: (accountId: AccountId, poolId: PoolId, period: Period) =>
      owns(accountId, poolId)
        ? {
            impressions: countsOf.impressions(poolId, period),
            misses: countsOf.misses(poolId, period),
          }
        : { impressions: 0, misses: 0 },
  };
}
