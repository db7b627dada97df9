import { describe, expect, test } from "vitest";
import type { AccountId } from "../../core/ids.ts";
import { limits } from "../../core/limits.ts";
import { dayOf } from "../../core/time-zone.ts";
import { plusSeconds } from "../../core/time.ts";
import type { Bench } from "./suite.ts";
import { fictionNumber, seedWorld } from "./world.ts";

const stranger = "account-2" as AccountId;

export function figuresRules(bench: () => Bench): void {
  describe("figures", () => {
    test("many pools' states and misses, in the order asked for (R10, R43)", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 2);
      const empty = { ...world.pool, id: world.newId("pool"), name: "Empty" };
      await store.catalogue.pools.insert(empty);
      const [number] = world.numbers;
      if (number === undefined) throw new Error("the world has numbers");
      await store.catalogue.quarantine(world.account.id, number.id, plusSeconds(clock.now(), 1000));
      for (const visitor of ["a", "b", "c"]) await store.leases.issue(world.visit(visitor));
      const period = { from: clock.now(), until: plusSeconds(clock.now(), 1) };
      const asked = [empty.id, world.pool.id];
      const at = clock.now();
      const none = { at, size: 0, held: 0, linked: 0, free: 0, quarantined: 0 };
      expect(await store.figures.ofPools(world.account.id, asked, period)).toEqual([
        { poolId: empty.id, occupancy: none, misses: 0 },
        {
          poolId: world.pool.id,
          occupancy: { at, size: 2, held: 1, linked: 0, free: 0, quarantined: 1 },
          misses: 2,
        },
      ]);
      const [later] = await store.figures.ofPools(world.account.id, [world.pool.id], {
        from: period.until,
        until: plusSeconds(period.until, 1),
      });
      expect(later?.misses).toBe(0);
      const [theirs] = await store.figures.ofPools(stranger, [world.pool.id], period);
      expect(theirs).toEqual({ poolId: world.pool.id, occupancy: none, misses: 0 });
      expect(await store.figures.ofPools(world.account.id, [], period)).toEqual([]);
      const { ofAccount } = store.figures;
      const all = await ofAccount(world.account.id, 10);
      expect(all.map(({ poolId, occupancy }) => [poolId, occupancy.size])).toEqual([
        [world.pool.id, 2],
        [empty.id, 0],
      ]);
      expect(all[0]?.occupancy).toEqual({ ...none, size: 2, held: 1, quarantined: 1 });
      expect(await ofAccount(world.account.id, 1)).toHaveLength(1);
      expect(await ofAccount(stranger, 10)).toEqual([]);
      await store.catalogue.deletePool(world.account.id, empty.id);
      expect(await ofAccount(world.account.id, 10)).toHaveLength(1);
    });

    test("a number that is held and told to rest is held until the hold ends (R12)", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 1);
      await store.leases.issue(world.visit("a"));
      const [number] = world.numbers;
      if (number === undefined) throw new Error("the world has a number");
      await store.catalogue.quarantine(world.account.id, number.id, plusSeconds(clock.now(), 1000));
      const occupancy = () => store.leases.occupancy(world.account.id, world.pool.id);
      expect(await occupancy()).toMatchObject({ held: 1, quarantined: 0 });
      clock.advanceSeconds(330);
      expect(await occupancy()).toMatchObject({ held: 0, quarantined: 1, linked: 0 });
      clock.advanceSeconds(670);
      expect(await occupancy()).toMatchObject({ quarantined: 0, linked: 1 });
    });

    test("a day's figures, hour by hour, of that account alone", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 1);
      const mine = world.account.id;
      const day = dayOf(clock.now(), world.account.timeZone);
      const before = await store.figures.ofDay(mine, day, 5);
      expect(before).toMatchObject({ calls: { incoming: 0 }, numbers: { size: 1, free: 1 } });
      expect(before.has).toMatchObject({ pool: true, tag: true, impression: false, call: false });
      // Four in the morning in New York: the fifth hour.
      for (const visitor of ["a", "b", "c"]) await store.leases.issue(world.visit(visitor));
      clock.advanceSeconds(3600);
      const answered = world.dial(fictionNumber(0));
      await store.calls.arrive(answered);
      const ended = { type: "completed", name: "completed" } as const;
      await store.calls.arrive({ ...answered, signal: { type: "answered", name: "answered" } });
      await store.calls.arrive({ ...answered, signal: ended });
      await store.calls.arrive(world.dial("+12125559999"));
      await store.calls.arrive(world.dial(world.publisherNumber.e164));
      const found = await store.figures.ofDay(mine, day, 5);
      expect(found.hours).toHaveLength(24);
      expect(found.hours.slice(4, 6)).toEqual([
        { at: plusSeconds(day.from, 4 * 3600), impressions: 3, misses: 2, calls: 0 },
        { at: plusSeconds(day.from, 5 * 3600), impressions: 0, misses: 0, calls: 3 },
      ]);
      expect(found).toMatchObject({
        at: clock.now(),
        calls: { incoming: 3, connected: 1, completed: 1, rejected: 1 },
        numbers: { size: 1, held: 1, linked: 0, free: 0, quarantined: 0 },
        pools: [{ id: world.pool.id, name: world.pool.name, misses: 2, size: 1, held: 1 }],
        campaigns: 1,
        has: { pool: true, poolNumber: true, campaign: true, tag: true, impression: true },
      });
      expect(found.has.call).toBe(true);
      const tomorrow = dayOf(day.until, world.account.timeZone);
      const next = await store.figures.ofDay(mine, tomorrow, 5);
      expect(next).toMatchObject({ calls: { incoming: 0 }, pools: [], has: { call: true } });
      const theirs = await store.figures.ofDay(stranger, day, 5);
      expect(theirs).toMatchObject({
        calls: { incoming: 0, connected: 0, completed: 0, rejected: 0 },
        numbers: { size: 0, held: 0, linked: 0, free: 0, quarantined: 0 },
        pools: [],
        campaigns: 0,
      });
      expect(new Set(Object.values(theirs.has))).toEqual(new Set([false]));
      expect(theirs.hours.every((hour) => hour.impressions + hour.calls === 0)).toBe(true);
    });

    test("a pool is sampled once a minute, whoever asks, and its history is in buckets", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 2);
      const { figures } = store;
      const start = clock.now();
      expect(await Promise.all([figures.samplePools(), figures.samplePools()])).toEqual(
        expect.arrayContaining([true, false]),
      );
      for (const visitor of ["a", "b", "c"]) await store.leases.issue(world.visit(visitor));
      clock.advanceSeconds(59);
      expect(await figures.samplePools()).toBe(false);
      clock.advanceSeconds(1);
      expect(await figures.samplePools()).toBe(true);
      clock.advanceSeconds(400);
      expect(await figures.samplePools()).toBe(true);
      const history = (until: number, seconds: number, account = world.account.id) =>
        figures.history(
          account,
          world.pool.id,
          { from: start, until: plusSeconds(start, until) },
          seconds,
        );
      const free = { held: 0, linked: 0, free: 2, quarantined: 0 };
      const held = { ...free, held: 2, free: 0 };
      expect(await history(180, 60)).toEqual([
        { at: start, sample: { at: start, ...free }, impressions: 3, misses: 1 },
        {
          at: plusSeconds(start, 60),
          sample: { at: plusSeconds(start, 60), ...held },
          impressions: 0,
          misses: 0,
        },
        { at: plusSeconds(start, 120), impressions: 0, misses: 0 },
      ]);
      const [first, second] = await history(600, 300);
      expect(first).toMatchObject({ sample: held, impressions: 3 });
      expect(second).toMatchObject({ sample: { linked: 2 }, impressions: 0 });
      const theirs = await history(180, 60, stranger);
      expect(theirs.map((point) => point.sample ?? point.impressions)).toEqual([0, 0, 0]);
    });

    test("samples are forgotten after some weeks, also those of a deleted pool", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 1);
      const at = clock.now();
      await store.figures.samplePools();
      await store.catalogue.deletePool(world.account.id, world.pool.id);
      const samples = async () => {
        const period = { from: at, until: plusSeconds(at, 60) };
        const points = await store.figures.history(world.account.id, world.pool.id, period, 60);
        return points.flatMap(({ sample }) => sample ?? []).length;
      };
      clock.advanceSeconds(limits.poolSampleDays * 86_400);
      await store.figures.samplePools();
      expect(await samples()).toBe(1);
      clock.advanceSeconds(60);
      await store.figures.samplePools();
      expect(await samples()).toBe(0);
    });

    test("a pool's references name the tag, its campaign and its primary number (R8)", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 1);
      const { poolReferences } = store.catalogue;
      const { id, name, status } = world.campaign;
      expect(await poolReferences(world.account.id, world.pool.id, 10)).toEqual({
        items: [
          {
            tagId: world.tag.id,
            name: world.tag.name,
            status: "active",
            campaign: { id, name, status },
            primaryNumber: world.publisherNumber.e164,
          },
        ],
        total: 1,
      });
      expect(await poolReferences(stranger, world.pool.id, 10)).toEqual({ items: [], total: 0 });
      await store.catalogue.deletePool(world.account.id, world.pool.id);
      const none = await poolReferences(world.account.id, world.pool.id, 10);
      expect(none).toEqual({ items: [], total: 0 });
    });
  });
}
