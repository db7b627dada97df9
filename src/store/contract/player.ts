import { assertNever } from "../../core/assert.ts";
import type { CallId, ImpressionId } from "../../core/ids.ts";
import { defaultPoolSettings, settingsOf } from "../../core/pool/settings.ts";
import { dayOf } from "../../core/time-zone.ts";
import { BEGINNING, plusSeconds } from "../../core/time.ts";
import { makeTag } from "../../core/visit/tag.ts";
import type { ArriveCommand } from "../calls.ts";
import type { CallTrackingTag, Pool } from "../catalogue.ts";
import type { Store } from "../store.ts";
import type { StoreCommand } from "./command.ts";
import { testClock, type TestClock } from "./test-clock.ts";
import { browserId, fictionNumber, seedWorld, wholeLog, type World } from "./world.ts";

const SIZE = 4;
const states = ["held", "linked", "free", "quarantined"] as const;

/** Plays histories on one store; the same history gives the same ids on every store. */
export type Player = {
  /** @returns the store's answer */
  play(command: StoreCommand): Promise<unknown>;
  /** All that the store would tell about itself now. */
  finalState(): Promise<unknown>;
};

type Stage = {
  readonly store: Store;
  readonly clock: TestClock;
  readonly world: World;
  readonly pools: readonly [Pool, Pool];
  readonly tags: readonly [CallTrackingTag, CallTrackingTag];
  readonly impressions: ImpressionId[];
  readonly calls: ArriveCommand[];
  readonly callIds: Set<CallId>;
};

/** Two tags with a pool each, of the same campaign. */
export async function makePlayer(
  open: (clock: TestClock) => Store | Promise<Store>,
): Promise<Player> {
  const clock = testClock();
  const store = await open(clock);
  const world = await seedWorld(store, clock, SIZE, { linkRetentionSeconds: 3600 });
  const stage: Stage = {
    store,
    clock,
    world,
    ...(await secondTag(store, world)),
    impressions: [],
    calls: [],
    callIds: new Set(),
  };
  return {
    play: (command) => play(stage, command),
    finalState: () => finalState(stage),
  };
}

/** One more tag of the campaign, with a pool of its own that is empty. */
export async function secondTag(
  { catalogue }: Store,
  world: World,
): Promise<Pick<Stage, "pools" | "tags">> {
  const pool = { ...world.pool, id: world.newId("pool"), name: "Second pool" };
  await catalogue.pools.insert(pool);
  const e164 = fictionNumber(90);
  const [template] = world.numbers;
  if (template === undefined) throw new Error("the world has numbers");
  const number = { ...template, id: world.newId("number"), e164 };
  await catalogue.addNumbers([number]);
  const id = world.newId("publisherNumber");
  const publisherNumber = { ...world.publisherNumber, id, numberId: number.id, e164 };
  await catalogue.publisherNumbers.insert(publisherNumber);
  const tag = {
    ...world.tag,
    id: world.newId("tag"),
    publisherNumberId: publisherNumber.id,
    poolId: pool.id,
  };
  await catalogue.tags.insert(tag);
  return { pools: [world.pool, pool], tags: [world.tag, tag] };
}

async function play(stage: Stage, command: StoreCommand): Promise<unknown> {
  const { store, clock, world } = stage;
  const { account } = world;
  switch (command.kind) {
    case "pass":
      clock.advanceMs(command.ms);
      return undefined;
    case "issue":
      return issue(stage, command);
    case "renew": {
      const tags = command.pushes ? [makeTag("User", "later", "yes", "impression")] : [];
      return store.leases.renew(impressionOf(stage, command.impression), tags);
    }
    case "close":
      return store.leases.close(impressionOf(stage, command.impression));
    case "dial":
    case "signal":
      return dial(stage, command);
    case "assign": {
      const numbers = [numberOf(world, command.number).id];
      return store.catalogue.assignToPool(account.id, poolOf(stage, command.pool).id, numbers);
    }
    case "remove": {
      const { isForced } = command;
      const numbers = [numberOf(world, command.number).id];
      const pool = poolOf(stage, command.pool).id;
      return store.catalogue.removeFromPool(account.id, pool, numbers, { isForced });
    }
    case "quarantine": {
      const until = plusSeconds(clock.now(), command.seconds);
      return store.catalogue.quarantine(account.id, numberOf(world, command.number).id, until);
    }
    case "settings":
    case "status":
      return change(stage, command);
    default:
      return assertNever(command);
  }
}

async function issue(
  stage: Stage,
  { visitor, session, landing, tag }: Extract<StoreCommand, { kind: "issue" }>,
): Promise<unknown> {
  const chosen = stage.tags[tag === 0 ? 0 : 1];
  const { id } = poolOf(stage, tag);
  const pool = await stage.store.catalogue.pools.get(stage.world.account.id, id);
  const issued = await stage.store.leases.issue(
    stage.world.visit(`visitor-${visitor}`, {
      tagId: chosen.id,
      publisherNumberId: chosen.publisherNumberId,
      sessionId: browserId(`session-${visitor}-${session}`),
      landingKey: landing === 0 ? "" : `gclid=${landing}`,
      pool: { id, ...settingsOf(pool ?? defaultPoolSettings) },
    }),
  );
  if (!stage.impressions.includes(issued.impressionId)) stage.impressions.push(issued.impressionId);
  return issued;
}

async function dial(
  stage: Stage,
  command: Extract<StoreCommand, { kind: "dial" | "signal" }>,
): Promise<unknown> {
  const known = command.kind === "signal" ? stage.calls.at(-1 - command.call) : undefined;
  const fresh = stage.world.dial(
    numberOf(stage.world, command.kind === "dial" ? command.number : 0).e164,
  );
  const signal =
    command.kind === "signal" ? { type: command.event, name: command.event } : fresh.signal;
  const said = { ...(known ?? fresh), signal };
  if (known === undefined) stage.calls.push(said);
  const record = await stage.store.calls.arrive(said);
  stage.callIds.add(record.id);
  return record;
}

async function change(
  { store, world, pools }: Stage,
  command: Extract<StoreCommand, { kind: "settings" | "status" }>,
): Promise<void> {
  const { campaigns, publisherNumbers, pools: storedPools } = store.catalogue;
  if (command.kind === "settings") {
    const { pool, idleLimitSeconds, releaseOnClose } = command;
    const changed = pools[pool === 0 ? 0 : 1];
    await storedPools.replace({ ...changed, idleLimitSeconds, releaseOnClose });
    return;
  }
  const status = command.isActive ? "active" : "paused";
  if (command.of === "campaign") await campaigns.replace({ ...world.campaign, status });
  else await publisherNumbers.replace({ ...world.publisherNumber, status });
}

async function finalState({
  store,
  clock,
  world,
  pools,
  impressions,
  callIds,
}: Stage): Promise<unknown> {
  const { id } = world.account;
  const one = { limit: 1000 };
  return {
    numbers: await store.catalogue.numbers(id, {}, one),
    states: await Promise.all(
      states.map((state) => store.catalogue.numbers(id, { poolId: pools[0].id, state }, one)),
    ),
    figures: await store.figures.ofPools(
      id,
      pools.map((pool) => pool.id),
      { from: BEGINNING, until: plusSeconds(clock.now(), 1) },
    ),
    day: await store.figures.ofDay(id, dayOf(clock.now(), "UTC"), 5),
    occupancy: await Promise.all(pools.map((pool) => store.leases.occupancy(id, pool.id))),
    impressions: await store.leases.impressions(id, {}, one),
    known: await Promise.all(impressions.map((known) => store.leases.impression(id, known))),
    calls: await Promise.all([...callIds].map((call) => store.calls.call(id, call))),
    log: await store.calls.calls(id, wholeLog),
    leaseLog: await store.leases.leaseLog(0, 10_000),
    served: await store.catalogue.servedCampaign(world.campaign.id),
  };
}

/** Numbers of the pools, the two publisher numbers, and one that nobody has. */
function numberOf({ numbers, publisherNumber }: World, index: number) {
  const at = index % (SIZE + 2);
  const found = numbers[at];
  if (found !== undefined) return found;
  const isOurs = at === SIZE;
  return {
    id: isOurs ? publisherNumber.numberId : (`${publisherNumber.numberId}x` as never),
    e164: isOurs ? publisherNumber.e164 : fictionNumber(99),
  };
}

function poolOf({ pools }: Stage, index: number): Pool {
  return pools[index === 0 ? 0 : 1];
}

/** The newest first, so that shrinking leads to the last one; or one that nobody stored. */
function impressionOf({ impressions, world }: Stage, index: number): ImpressionId {
  return impressions.at(-1 - index) ?? world.newId("impression");
}
