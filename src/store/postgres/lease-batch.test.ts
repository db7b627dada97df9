import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  createTestDatabase,
  postgresForTests,
  type TestDatabase,
} from "../../../test/support/postgres.ts";
import type { ImpressionId } from "../../core/ids.ts";
import { settingsOf } from "../../core/pool/settings.ts";
import { makeTag } from "../../core/visit/tag.ts";
import { secondTag } from "../contract/player.ts";
import { testClock } from "../contract/test-clock.ts";
import { browserId, seedWorld } from "../contract/world.ts";
import { createMemoryStore } from "../memory/memory-store.ts";
import type { Store } from "../store.ts";
import { openPool } from "./pool.ts";
import { openPostgresStore } from "./postgres-store.ts";

/** What one of the waiting commands asks; the impression is one of those known before the batch. */
const command = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("issue" as const),
      visitor: fc.nat({ max: 5 }),
      tag: fc.nat({ max: 1 }),
      session: fc.nat({ max: 1 }),
      landing: fc.nat({ max: 2 }),
      pushes: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("renew" as const),
      impression: fc.nat({ max: 9 }),
      pushes: fc.nat({ max: 2 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("close" as const),
      impression: fc.nat({ max: 9 }),
    }),
  },
);

type Command = typeof command extends fc.Arbitrary<infer One> ? One : never;

const batches = fc.array(
  fc.record({
    passMs: fc.constantFrom(0, 1, 30_000, 330_000, 3_600_000),
    commands: fc.array(command, { minLength: 1, maxLength: 12, size: "max" }),
  }),
  { minLength: 1, maxLength: 8 },
);

type Batch = typeof batches extends fc.Arbitrary<infer Many> ? Many : never;

/** Plays the batches, and says what was answered and what the store became. */
async function play(
  open: (clock: ReturnType<typeof testClock>) => Store | Promise<Store>,
  rounds: Batch,
): Promise<unknown> {
  const clock = testClock();
  const store = await open(clock);
  // A delay of 0 and release on close: a close frees the number for the rest of its batch.
  const settings = {
    releaseOnClose: true,
    closedBrowserDelaySeconds: 0,
    linkRetentionSeconds: 3600,
  };
  const world = await seedWorld(store, clock, 5, settings);
  const { pools, tags } = await secondTag(store, world);
  const moved = world.numbers.slice(3).map((number) => number.id);
  await store.catalogue.removeFromPool(world.account.id, pools[0].id, moved, { isForced: false });
  await store.catalogue.assignToPool(world.account.id, pools[1].id, moved);
  const known: ImpressionId[] = [];
  const later = (value: number) => makeTag("User", "later", String(value), "impression");

  function ask(one: Command): Promise<unknown> {
    if (one.kind === "issue") {
      const [tag, pool] = one.tag === 0 ? [tags[0], pools[0]] : [tags[1], pools[1]];
      return store.leases.issue(
        world.visit(`visitor-${one.visitor}`, {
          tagId: tag.id,
          publisherNumberId: tag.publisherNumberId,
          pool: { ...settingsOf(pool), id: pool.id },
          sessionId: browserId(`session-${one.visitor}-${one.session}`),
          landingKey: one.landing === 0 ? "" : `gclid=${one.landing}`,
          pushed: one.pushes ? [later(0)] : [],
        }),
      );
    }
    const id = known.at(-1 - one.impression) ?? world.newId("impression");
    if (one.kind === "close") return store.leases.close(id);
    return store.leases.renew(id, one.pushes === 0 ? [] : [later(one.pushes)]);
  }

  const answers: unknown[] = [];
  for (const { passMs, commands } of rounds) {
    clock.advanceMs(passMs);
    // All in one tick, which makes them one batch.
    const answered = await Promise.all(commands.map(ask));
    answers.push(answered);
    for (const answer of answered) {
      if (typeof answer !== "object" || answer === null || !("impressionId" in answer)) continue;
      const id = answer.impressionId as ImpressionId;
      if (!known.includes(id)) known.push(id);
    }
  }
  const all = { limit: 1000 };
  const { id } = world.account;
  return {
    answers,
    numbers: await store.catalogue.numbers(id, {}, all),
    impressions: await store.leases.impressions(id, {}, all),
    leaseLog: await store.leases.leaseLog(0, 10_000),
  };
}

const server = postgresForTests();

describe.skipIf(server.kind === "missing")("a batch of commands", () => {
  let database: TestDatabase;
  let pool: ReturnType<typeof openPool>;

  beforeAll(async () => {
    database = await createTestDatabase(server.kind === "ready" ? server.url : "");
    pool = openPool(database.url);
    await openPostgresStore({ pool });
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  test("gives what its commands would give one after the other (R38 to R43)", () =>
    fc.assert(
      fc.asyncProperty(batches, async (rounds) => {
        const expected = await play((clock) => createMemoryStore({ clock }), rounds);
        await database.clear();
        const batched = await play((clock) => openPostgresStore({ pool, clock }), rounds);
        expect(batched).toEqual(expected);
      }),
      { numRuns: 150 },
    ));
});
