import { plusSeconds } from "../../src/core/time.ts";
import type { Campaign } from "../../src/store/catalogue.ts";
import { accountId, addNumbers, addPool, NUMBERS_MAX, randomSettings } from "../estate.ts";
import type { World } from "../world.ts";

const MEAN_MS = 15 * 60_000;
const POOL_NUMBERS_MAX = 14;

/** People change their set-up while it is used. */
export function adminsWork(world: World): void {
  const { random, timeline, faults } = world;
  const work = async () => {
    if (!faults.areOn) return;
    adminsWork(world);
    await random.pick(works)(world);
  };
  timeline.after(random.waitMs(MEAN_MS), work, { isAlone: true });
}

const works: readonly ((world: World) => Promise<void>)[] = [
  changeSettings,
  changeSettings,
  putNumbers,
  putNumbers,
  putNumbers,
  takeNumbers,
  takeNumbers,
  quarantine,
  quarantine,
  pauseCampaign,
  pausePublisherNumber,
  forgetTarget,
  replacePool,
];

/** As of now (R11). */
async function changeSettings({ random, estate, store }: World): Promise<void> {
  const pool = random.pick(estate.pools);
  const changed = { ...pool, ...randomSettings(random) };
  estate.pools[estate.pools.indexOf(pool)] = changed;
  await store.catalogue.pools.replace(changed);
}

/** New ones, ones that lie around, and some that cannot go there. */
async function putNumbers(world: World): Promise<void> {
  const { random, estate, store, auditor } = world;
  const pool = random.pick(estate.pools);
  const known = random.pick(estate.numbers);
  const size = [...auditor.ledger.numbers.values()].filter((one) => one.poolId === pool.id).length;
  const isFull = size >= POOL_NUMBERS_MAX || estate.numbers.length + 2 > NUMBERS_MAX;
  const lying = [...auditor.ledger.numbers.values()].filter(
    (one) => one.poolId === undefined && one.publisherNumberId === undefined,
  );
  const spare = lying.length > 0 ? [random.pick(lying).id] : [];
  // Some stay unassigned, so that calls come to them.
  const fresh = isFull || lying.length > 8 ? [] : await addNumbers(estate, store, 2);
  const ids = isFull ? [known.id] : [...spare, ...fresh.slice(0, 1), known.id];
  await store.catalogue.assignToPool(accountId, pool.id, ids);
  // The same file once more.
  if (random.chance(0.2)) await store.catalogue.addNumbers([known]);
}

async function takeNumbers({ random, estate, store, auditor }: World): Promise<void> {
  const pool = random.pick(estate.pools);
  const inside = [...auditor.ledger.numbers.values()].filter((one) => one.poolId === pool.id);
  if (inside.length < 3) return;
  const ids = [random.pick(inside).id, random.pick(estate.numbers).id];
  const isForced = random.chance(0.5);
  await store.catalogue.removeFromPool(accountId, pool.id, ids, { isForced });
}

async function quarantine({ random, estate, store, timeline }: World): Promise<void> {
  const until = plusSeconds(timeline.now(), random.pick([0, 60, 600, 7200]));
  await store.catalogue.quarantine(accountId, random.pick(estate.numbers).id, until);
}

const PAUSE_MS = 20 * 60_000;

async function pauseCampaign(world: World): Promise<void> {
  const index = world.random.between(0, world.estate.campaigns.length - 1);
  await setCampaign(world, index, (campaign) => ({ ...campaign, status: "paused" }));
  const resume = () => setCampaign(world, index, (campaign) => ({ ...campaign, status: "active" }));
  world.timeline.after(PAUSE_MS, resume, { isAlone: true });
}

async function forgetTarget(world: World): Promise<void> {
  const index = world.random.between(0, world.estate.campaigns.length - 1);
  const campaignNow = world.estate.campaigns[index];
  if (campaignNow?.target === undefined) return;
  const { target, ...withoutTarget } = campaignNow;
  await setCampaign(world, index, () => withoutTarget);
  const mend = () => setCampaign(world, index, (campaign) => ({ ...campaign, target }));
  world.timeline.after(PAUSE_MS, mend, { isAlone: true });
}

async function setCampaign(
  { estate, store }: World,
  index: number,
  change: (campaign: Campaign) => Campaign,
): Promise<void> {
  const campaign = estate.campaigns[index];
  if (campaign === undefined) return;
  const changed = change(campaign);
  estate.campaigns[index] = changed;
  await store.catalogue.campaigns.replace(changed);
}

async function pausePublisherNumber(world: World): Promise<void> {
  const number = world.random.pick(world.estate.publisherNumbers);
  const set = (status: "active" | "paused") =>
    world.store.catalogue.publisherNumbers.replace({ ...number, status });
  await set("paused");
  world.timeline.after(PAUSE_MS, () => set("active"), { isAlone: true });
}

/** A pool is deleted and another takes its place, with some of its numbers (R8). */
async function replacePool(world: World): Promise<void> {
  const { random, estate, store, auditor } = world;
  const { catalogue } = store;
  const old = random.pick(estate.pools);
  const numbers = [...auditor.ledger.numbers.values()]
    .filter((one) => one.poolId === old.id)
    .map((one) => one.id);
  await catalogue.deletePool(accountId, old.id);
  const pool = await addPool(estate, store, random, old.name);
  estate.pools.splice(estate.pools.indexOf(old), 1);
  await catalogue.assignToPool(accountId, pool.id, numbers.slice(1));
  for (const [index, tag] of estate.tags.entries()) {
    if (tag.poolId !== old.id) continue;
    const changed = { ...tag, poolId: pool.id };
    estate.tags[index] = changed;
    await catalogue.tags.replace(changed);
  }
}
