import { toInstant } from "../src/core/time.ts";
import type { Clock, Store } from "../src/store/store.ts";
import { makeAuditor, type Auditor } from "./auditor/auditor.ts";
import { connecting, type OpenStore, type Plant } from "./connection.ts";
import { accountId, setUp } from "./estate.ts";
import { makeNetwork } from "./network.ts";
import { startProcesses, type Processes } from "./processes.ts";
import { makeRandom, type Random } from "./random.ts";
import type { Fate, ServerProcess } from "./server-process.ts";
import type { Tally } from "./tally.ts";
import { makeTimeline, type Happening } from "./timeline.ts";
import type { World } from "./world.ts";

/** A world with its processes, that can be broken and mended. */
export type Stage = {
  readonly world: World;
  readonly processes: readonly ServerProcess[];
  readonly stepsDone: () => number;
  /** Lets happenings happen at once, as one step of the audit. */
  step(happenings: readonly Pick<Happening, "run">[]): Promise<void>;
  /** Everything at once: nobody has the store open meanwhile. */
  restart(): Promise<void>;
  /** The store itself, unwatched. */
  store(): Store;
  setClockErrorMs(ms: number): void;
  close(): Promise<void>;
};

const START = toInstant(Date.UTC(2026, 0, 5));
const chances = { busy: 0.004, failed: 0.004, died: 0.003 } as const;

export async function makeStage(options: {
  readonly seed: number;
  readonly tally: Tally;
  readonly open: OpenStore;
  readonly plant: Plant;
}): Promise<Stage> {
  const { tally, open, plant } = options;
  const random = makeRandom(options.seed);
  const timeline = makeTimeline(START);
  const faults = { areOn: false };
  const error = { ms: 0 };
  const clock: Clock = { now: () => toInstant(timeline.now() + error.ms) };
  const auditor = makeAuditor({ now: () => own.time.now() }, accountId, tally);
  const connect = connecting({ open, plant, clock, auditor });
  // The admins' and the auditor's.
  let own = await connect();
  const fate = () => (faults.areOn ? drawFate(random, tally) : "done");
  const processes = await startProcesses({ connect, clock, random, fate });
  const { running } = processes;
  const network = makeNetwork({ random, timeline, tally, faults, processes: running });
  const estate = await setUp(own.watched, random);
  const busyMeanMs = random.pick([20_000, 40_000, 90_000, 200_000]);
  const shared = { random, timeline, tally, estate, network, auditor, faults, busyMeanMs };
  const world: World = {
    ...shared,
    get store() {
      return own.watched;
    },
  };

  async function close(): Promise<void> {
    await processes.stop();
    await own.raw.close();
  }

  async function restart(): Promise<void> {
    await close();
    own = await connect();
    await processes.start();
  }

  const setClockErrorMs = (ms: number) => {
    error.ms = ms;
  };
  const store = () => own.raw;
  await auditor.endStep(store());
  const parts = { world, processes: running, restart, close, setClockErrorMs, store };
  return { ...parts, ...stepping(world, processes, store) };
}

function stepping(
  world: World,
  processes: Processes,
  store: () => Store,
): Pick<Stage, "step" | "stepsDone"> {
  const { auditor } = world;
  let steps = 0;
  return {
    stepsDone: () => steps,
    async step(happenings) {
      auditor.beginStep(steps);
      steps += happenings.length;
      await Promise.all(happenings.map(async ({ run }) => run()));
      await processes.settled();
      await auditor.endStep(store());
      await checkPools(world, store(), steps);
      await processes.replaceDead();
    },
  };
}

function drawFate(random: Random, tally: Tally): Fate {
  const drawn = random.next();
  if (drawn < chances.died) {
    tally.add("crashes");
    return "died";
  }
  if (drawn >= chances.died + chances.busy + chances.failed) return "done";
  tally.add("store errors");
  return drawn < chances.died + chances.busy ? "busy" : "failed";
}

const COUNT_EVERY_STEPS = 100;

/** One pool a step; its misses less often, since the reference model reads all to count. */
async function checkPools(world: World, store: Store, step: number): Promise<void> {
  const { auditor, estate } = world;
  const pool = estate.pools[step % estate.pools.length];
  if (pool === undefined) return;
  await checkOccupancy(auditor, store, pool.id);
  if (step % COUNT_EVERY_STEPS === 0) await checkCounts(auditor, store, pool.id);
}

type PoolId = World["estate"]["pools"][number]["id"];

/** I6: size = held + linked + free + quarantined, and each is what the books say (R10). */
export async function checkOccupancy(
  auditor: Auditor,
  store: Store,
  poolId: PoolId,
): Promise<void> {
  const { at, ...told } = await store.leases.occupancy(accountId, poolId);
  auditor.compare("I13: the store's time (R45)", poolId, auditor.now(), at);
  if (told.size !== told.held + told.linked + told.free + told.quarantined) {
    auditor.fail("I6: a pool's size is not the sum of its states", poolId);
  }
  auditor.compare("a pool's occupancy (R10)", poolId, auditor.occupancy(poolId), told);
}

/** I9: every visitor who went without was counted, once (R43). */
export async function checkCounts(auditor: Auditor, store: Store, poolId: PoolId): Promise<void> {
  const [from, until] = [toInstant(0), toInstant(Number.MAX_SAFE_INTEGER)];
  const told = await store.leases.counts(accountId, poolId, from, until);
  const received = auditor.ledger.received.get(poolId) ?? [];
  const misses = received.filter((one) => one.missedAt !== undefined).length;
  const expected = { impressions: received.length, misses };
  auditor.compare("I9: impressions and misses of a pool (R43)", poolId, expected, told);
}
