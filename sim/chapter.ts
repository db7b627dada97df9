import type { LeaseAudit } from "../src/core/lease/lease-log.ts";
import { limits } from "../src/core/limits.ts";
import { verifyLeases } from "../src/service/verify.ts";
import { adminsWork } from "./actors/admin.ts";
import { strangersCall } from "./actors/caller.ts";
import { visitorsCome } from "./actors/visitor.ts";
import { foundShape, impressionShape, type Violation } from "./auditor/auditor.ts";
import { accountId, addNumbers } from "./estate.ts";
import { checkLiveness } from "./liveness.ts";
import type { OpenStore, Plant } from "./connection.ts";
import { checkCounts, checkOccupancy, makeStage, type Stage } from "./stage.ts";
import type { Tally } from "./tally.ts";

export type Chapter = {
  readonly seed: number;
  /** Of the safety phase, as asked for. */
  readonly safetySteps: number;
  /** All that were taken, up to the end or a violation. */
  readonly steps: number;
  readonly simulatedMs: number;
  readonly violations: readonly Violation[];
  readonly log: LeaseAudit;
};

const BURST_CHANCE = 0.1;
const BURST_MAX = 6;
const CLOCK_FAULT_MEAN_MS = 3 * 3_600_000;
/** Longer than any rest, hold, or call that nobody ended. */
const HEALING_MS = 7 * 3_600_000;

/**
 * One world from its beginning to its end: safety, in which everything may break and nothing may be
 * wrong; healing; and liveness, in which all that was lost must have come back.
 */
export async function runChapter(options: {
  readonly seed: number;
  readonly steps: number;
  readonly tally: Tally;
  readonly open: OpenStore;
  readonly plant?: Plant;
}): Promise<Chapter> {
  const { seed, steps, tally, open, plant = (store) => store } = options;
  const stage = await makeStage({ seed, tally, open, plant });
  const { timeline, auditor } = stage.world;
  const startedAt = timeline.now();
  const isWrong = () => auditor.violations.length > 0;
  try {
    await safety(stage, steps, isWrong);
    if (!isWrong()) await healing(stage, isWrong);
    if (!isWrong()) await checkLiveness(stage);
    if (!isWrong()) await checkEverything(stage);
    const log = await verifyLeases(stage.store().leases);
    if (log.overlapCount > 0) auditor.fail("I12: the lease log has overlaps (R39)");
    const simulatedMs = timeline.now() - startedAt;
    return {
      seed,
      safetySteps: steps,
      steps: stage.stepsDone(),
      simulatedMs,
      violations: auditor.violations,
      log,
    };
  } finally {
    await stage.close();
  }
}

async function safety(stage: Stage, steps: number, isWrong: () => boolean): Promise<void> {
  const { world } = stage;
  world.faults.areOn = true;
  visitorsCome(world);
  strangersCall(world);
  adminsWork(world);
  clockErrs(stage);
  while (stage.stepsDone() < steps && !isWrong()) await takeStep(stage);
}

/** Most happen alone, some at once: those share a transaction. */
async function takeStep(stage: Stage): Promise<boolean> {
  const { random, timeline } = stage.world;
  const count = random.chance(BURST_CHANCE) ? random.between(2, BURST_MAX) : 1;
  const happenings = timeline.take(count);
  if (happenings.length > 0) await stage.step(happenings);
  return happenings.length > 0;
}

/** The server's clock is put forward and back (R45). */
function clockErrs(stage: Stage): void {
  const { random, timeline, tally, faults } = stage.world;
  const err = () => {
    if (!faults.areOn) return;
    tally.add("clock faults");
    stage.setClockErrorMs(random.between(-180_000, 180_000));
    clockErrs(stage);
  };
  timeline.after(random.waitMs(CLOCK_FAULT_MEAN_MS), err);
}

async function healing(stage: Stage, isWrong: () => boolean): Promise<void> {
  const { world } = stage;
  world.faults.areOn = false;
  stage.setClockErrorMs(0);
  await stage.restart();
  // Nobody new comes; whoever is there finishes.
  while (!isWrong() && (await takeStep(stage)));
  await stage.step([{ run: () => restore(stage) }]);
  world.timeline.pass(HEALING_MS);
}

/** Nothing is paused any more, and every pool has numbers. */
async function restore({ world }: Stage): Promise<void> {
  const { estate, store, auditor } = world;
  for (const pool of estate.pools) {
    if (auditor.occupancy(pool.id).size >= 2) continue;
    const ids = await addNumbers(estate, store, 2);
    await store.catalogue.assignToPool(accountId, pool.id, ids);
  }
}

/** Nothing that was ever answered is forgotten or changed (R38). */
async function checkEverything(stage: Stage): Promise<void> {
  const { auditor } = stage.world;
  const { ledger } = auditor;
  const store = stage.store();
  for (const id of ledger.pools.keys()) {
    await checkOccupancy(auditor, store, id);
    await checkCounts(auditor, store, id);
  }
  for (const entry of ledger.impressions.values()) {
    const found = await store.leases.impression(accountId, entry.id);
    const shape = found && foundShape(found);
    auditor.compare(
      "I11: an impression, at the end (R38)",
      entry.id,
      impressionShape(entry),
      shape,
    );
  }
  let read = 0;
  while (read < ledger.log.length) {
    const written = await store.leases.leaseLog(read, limits.leaseLogPageMax);
    const expected = ledger.log.slice(read, read + limits.leaseLogPageMax);
    auditor.compare("I12: how many lines the lease log has", "", expected.length, written.length);
    for (const [index, event] of expected.entries()) {
      auditor.compare("I12: a line of the lease log", event.numberId, event, written[index]);
    }
    read += expected.length;
  }
}
