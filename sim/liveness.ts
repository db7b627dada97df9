import type { ImpressionAnswer } from "../src/contract/edge.ts";
import type { PoolId } from "../src/core/ids.ts";
import { connection } from "./estate.ts";
import type { ServerProcess } from "./server-process.ts";
import type { Stage } from "./stage.ts";
import type { World } from "./world.ts";

/** Longer than any hold of a visit. */
const HOLD_MS = 30 * 60_000;

/**
 * With nothing broken any more: every number is issued again, every call to one connects, and
 * whoever waits gets theirs (I7).
 */
export async function checkLiveness(stage: Stage): Promise<void> {
  const { world } = stage;
  const { auditor, estate, timeline } = world;
  const campaign = estate.campaigns[0];
  const pools = new Map(estate.tags.map((tag) => [tag.id as string, tag.poolId]));
  if (campaign === undefined) return;
  const sizes = new Map<PoolId, number>();
  for (const { id } of estate.pools) {
    const { size, held, quarantined } = auditor.occupancy(id);
    if (held + quarantined > 0) auditor.fail("I7: after the healing a number cannot be issued", id);
    sizes.set(id, size);
  }
  const given = new Map<PoolId, Set<string>>(estate.pools.map(({ id }) => [id, new Set()]));
  for (let i = 0; i < Math.max(...sizes.values()); i++) {
    const answer = await open(stage, campaign.id);
    for (const { tag, number, reason } of answer.numbers) {
      const poolId = pools.get(tag);
      if (poolId === undefined) continue;
      const isLeft = i < (sizes.get(poolId) ?? 0);
      if (isLeft === (reason !== undefined)) auditor.fail("I7: liveness of a pool", poolId);
      if (reason !== undefined) continue;
      given.get(poolId)?.add(number);
      world.tally.add("liveness: issued");
      await call(stage, number);
    }
    timeline.pass(100);
  }
  for (const [id, size] of sizes) {
    if (given.get(id)?.size !== size) auditor.fail("I7: not all numbers were issued again", id);
  }
  const waiting = await open(stage, campaign.id);
  timeline.pass(HOLD_MS);
  await waited(stage, waiting);
}

async function waited(stage: Stage, { impression, token, numbers }: ImpressionAnswer) {
  const { tally, auditor } = stage.world;
  if (!numbers.some((one) => one.reason !== undefined)) auditor.fail("I7: nobody had to wait");
  await ask(stage, async (process) => {
    const answer = await process.pages.activity(impression, token, []);
    for (const { tag, reason } of answer.numbers) {
      if (reason !== undefined) auditor.fail("I7: whoever waits gets a number", tag);
      else tally.add("liveness: waited");
    }
  });
}

async function open(stage: Stage, campaign: string): Promise<ImpressionAnswer> {
  const { random } = stage.world;
  return ask(stage, (process) =>
    process.pages.open(
      {
        campaign,
        visitor: random.word(22),
        session: random.word(22),
        page: { url: "https://plumber.example/", referrer: "", title: "" },
        language: "en-US",
        timeZone: "America/New_York",
        screen: { width: 0, height: 0 },
        viewport: { width: 0, height: 0 },
        tags: [],
      },
      { address: "", headers: {} },
    ),
  );
}

/** From ring to end; it must go through. */
async function call(stage: Stage, to: string): Promise<void> {
  const { random, auditor, tally, timeline } = stage.world;
  const said = { carrierCallId: random.word(12), from: undefined, to };
  await ask(stage, async (process) => {
    const signal = { type: "incoming", name: "incoming" } as const;
    const { call: record } = await process.arrive(connection, { ...said, signal });
    if (record.decision.kind !== "connect" || record.impressionId === undefined) {
      auditor.fail(`I7: a call to ${to} did not go through`, record.numberId);
    } else tally.add("liveness: calls");
  });
  timeline.pass(1000);
  const signal = { type: "completed", name: "completed" } as const;
  await ask(stage, (process) => process.arrive(connection, { ...said, signal }));
}

/** One question, as a step of its own. */
async function ask<T>(
  stage: Stage,
  question: (process: ServerProcess, world: World) => Promise<T>,
): Promise<T> {
  const { random } = stage.world;
  const answers: T[] = [];
  const run = async () => {
    answers.push(await question(random.pick(stage.processes), stage.world));
  };
  await stage.step([{ run }]);
  const [answer] = answers;
  if (answers.length === 0) throw new Error("the question was not answered");
  // There is one, as the line above has made sure.
  return answer as T;
}
