import { assert } from "../../src/core/assert.ts";
import type { IssueCommand } from "../../src/store/leases.ts";
import { startPostgres } from "../../test/support/postgres-server.ts";
import { compare, type Comparison, type Measured } from "../figure.ts";
import { openPostgresBenchStore, openSqliteBenchStore, type BenchStore } from "./bench-store.ts";
import { openSqliteFloor } from "./floor.ts";
import { openPostgresFloor } from "./postgres-floor.ts";

const BATCH = 64;
const BATCHES_PER_ROUND = 150;
const ROUNDS = 9;

const SMALL_POOL = 100;
const LARGE_POOL = 1_000_000;
const FLOOR_POOL = 10_000;

/** @returns microseconds per lease; making the commands is not counted */
async function timePerLease(
  { nextVisit, endHolds }: BenchStore,
  write: (commands: readonly IssueCommand[]) => Promise<void> | void,
): Promise<number> {
  let elapsedMs = 0;
  for (let batch = 0; batch < BATCHES_PER_ROUND; batch++) {
    const commands = Array.from({ length: BATCH }, nextVisit);
    const startedAt = performance.now();
    await write(commands);
    elapsedMs += performance.now() - startedAt;
    // The next batch finds numbers again, also in a pool little larger than the batch.
    endHolds();
  }
  return (elapsedMs * 1000) / (BATCHES_PER_ROUND * BATCH);
}

function issueAll({ store }: BenchStore) {
  return async (commands: readonly IssueCommand[]) => {
    const issued = await Promise.all(commands.map((command) => store.leases.issue(command)));
    assert(
      issued.every(({ number }) => number !== undefined),
      "every visitor got a number",
    );
  };
}

/** The store's `issue` against one insert and one update. */
export async function storeFloorRatioSqlite(): Promise<Measured> {
  const subject = await openSqliteBenchStore(FLOOR_POOL);
  const baseline = await openSqliteBenchStore(FLOOR_POOL);
  const floor = openSqliteFloor(baseline.path, FLOOR_POOL);
  const comparison = await compare(
    ROUNDS,
    () => timePerLease(baseline, floor.write),
    () => timePerLease(subject, issueAll(subject)),
  );
  floor.close();
  await Promise.all([subject.close(), baseline.close()]);
  return {
    value: comparison.subjectToBaseline,
    target: "≤ 1.5, stretch 1.2",
    detail: microseconds(comparison, "the floor's"),
  };
}

export async function storeFloorRatioPostgres(): Promise<Measured> {
  const server = await startPostgres({ isDurable: true });
  const subject = await openPostgresBenchStore(FLOOR_POOL, server.url);
  const baseline = await openPostgresBenchStore(FLOOR_POOL, server.url);
  const write = await openPostgresFloor(baseline.pool, FLOOR_POOL);
  const comparison = await compare(
    ROUNDS,
    () => timePerLease(baseline, write),
    () => timePerLease(subject, issueAll(subject)),
  );
  await Promise.all([subject.close(), baseline.close()]);
  await server.remove();
  return {
    value: comparison.subjectToBaseline,
    target: "≤ 1.5, stretch 1.2",
    detail: microseconds(comparison, "the floor's"),
  };
}

/** The time per lease may not grow with the pool. */
export async function poolGrowthRatio(): Promise<Measured> {
  const small = await openSqliteBenchStore(SMALL_POOL);
  const large = await openSqliteBenchStore(LARGE_POOL);
  const comparison = await compare(
    ROUNDS,
    () => timePerLease(small, issueAll(small)),
    () => timePerLease(large, issueAll(large)),
  );
  await Promise.all([small.close(), large.close()]);
  return {
    value: comparison.subjectToBaseline,
    target: "≤ 1.5, stretch 1.2",
    detail: microseconds(comparison, "with 100 numbers"),
  };
}

function microseconds({ subject, baseline }: Comparison, of: string): string {
  const [store, other] = [subject.toFixed(1), baseline.toFixed(1)];
  return `${store} µs per durable lease, ${of} ${other} µs, batches of ${BATCH}`;
}
