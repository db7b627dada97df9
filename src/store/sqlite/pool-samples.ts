import type { DatabaseSync } from "node:sqlite";
import type { PoolId } from "../../core/ids.ts";
import { limits } from "../../core/limits.ts";
import { bucketOf, SAMPLE_SECONDS, type PoolSample } from "../../core/pool/history.ts";
import { plusSeconds, type Instant } from "../../core/time.ts";
import type { GroupCommit } from "./group-commit.ts";
import { poolOccupancy } from "./pool-occupancy.ts";

export type NewSample = Omit<PoolSample, "at"> & { readonly poolId: PoolId };

/** What is written of samples; each a short transaction. */
export type SampleWriter = {
  /** @returns the minute that is to be sampled, by the one who asks first */
  claim(): Promise<Instant | undefined>;
  write(at: Instant, samples: readonly NewSample[]): Promise<void>;
  /** Forgets what is older than `poolSampleDays`. */
  forget(at: Instant): Promise<void>;
};

export function sampleWriter(db: DatabaseSync, commits: GroupCommit): SampleWriter {
  const moveOn = db.prepare(
    `INSERT INTO pool_sampled (only_row, at_ms) VALUES (1, :at)
     ON CONFLICT (only_row) DO UPDATE SET at_ms = :at WHERE at_ms < :at`,
  );
  const insert = db.prepare(
    `INSERT INTO pool_sample (pool_id, at_ms, held, linked, free, quarantined)
     VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (pool_id, at_ms) DO NOTHING`,
  );
  // SEARCH pool_sample USING PRIMARY KEY (pool_id=? AND at_ms<?)
  const forget = db.prepare(
    "DELETE FROM pool_sample WHERE pool_id IN (SELECT id FROM pool) AND at_ms < ?",
  );
  return {
    claim: () =>
      commits.run((now) => {
        const at = bucketOf(now, SAMPLE_SECONDS);
        return moveOn.run({ at }).changes === 0 ? undefined : at;
      }),
    write: (at, samples) =>
      commits.run(() => {
        for (const { poolId, held, linked, free, quarantined } of samples) {
          insert.run(poolId, at, held, linked, free, quarantined);
        }
      }),
    forget: (at) =>
      commits.run(() => {
        forget.run(plusSeconds(at, -limits.poolSampleDays * 86_400));
      }),
  };
}

/** Looks at every pool of every account. */
export function everyPool(db: DatabaseSync): (at: Instant) => readonly NewSample[] {
  const pools = db.prepare("SELECT id AS poolId FROM pool WHERE status <> 'deleted'");
  const occupancy = poolOccupancy(db);
  return (at) =>
    pools.all().map((row) => {
      // The only column.
      const { poolId } = row as { readonly poolId: PoolId };
      const { held, linked, free, quarantined } = occupancy(poolId, at);
      return { poolId, held, linked, free, quarantined };
    });
}

/**
 * A minute is claimed before it is counted, so that of several processes one does the work; should
 * that one end in between, the minute has no sample.
 * @see Figures.samplePools
 */
export async function samplePools(
  writer: SampleWriter,
  read: () => Promise<readonly NewSample[]>,
): Promise<boolean> {
  const at = await writer.claim();
  if (at === undefined) return false;
  const samples = await read();
  const { poolSamplesBatchMax } = limits;
  for (let from = 0; from < samples.length; from += poolSamplesBatchMax) {
    await writer.write(at, samples.slice(from, from + poolSamplesBatchMax));
  }
  await writer.forget(at);
  return true;
}
