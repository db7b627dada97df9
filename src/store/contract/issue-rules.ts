import { describe, expect, test } from "vitest";
import { BEGINNING, plusSeconds } from "../../core/time.ts";
import { makeTag } from "../../core/visit/tag.ts";
import type { Bench } from "./suite.ts";
import { browserId, fictionNumber, seedWorld } from "./world.ts";

export function issueRules(bench: () => Bench): void {
  describe("issuing", () => {
    test("six visitors at once on five numbers: five distinct, one miss (R39, R43)", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 5);
      const names = ["a", "b", "c", "d", "e", "f"];
      const issued = await Promise.all(names.map((name) => store.leases.issue(world.visit(name))));
      const numbers = issued.map((one) => one.number).filter((number) => number !== undefined);
      expect(new Set(numbers).size).toBe(5);
      expect(issued[5]?.number).toBeUndefined();
      const counts = await countsOf();
      expect(counts).toEqual({ impressions: 6, misses: 1 });

      function countsOf() {
        const until = plusSeconds(clock.now(), 1);
        return store.leases.counts(world.account.id, world.pool.id, clock.now(), until);
      }
    });

    test("a held number is never issued to another visitor, and at its end it is (R39, R40)", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 1);
      await store.leases.issue(world.visit("a"));
      clock.advanceMs(329_999);
      expect((await store.leases.issue(world.visit("b"))).number).toBeUndefined();
      clock.advanceMs(1);
      expect((await store.leases.issue(world.visit("c"))).number).toBe(fictionNumber(0));
    });

    test("the number that rested longest comes first, never issued before all (R42)", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 3);
      const first = await store.leases.issue(world.visit("a"));
      clock.advanceSeconds(1);
      const second = await store.leases.issue(world.visit("b"));
      clock.advanceSeconds(400);
      const third = await store.leases.issue(world.visit("c"));
      const fourth = await store.leases.issue(world.visit("d"));
      const numbers = [first, second, third].map((one) => one.number);
      expect(numbers).toEqual([fictionNumber(0), fictionNumber(1), fictionNumber(2)]);
      expect(fourth.number).toBe(first.number);
    });

    test("a reload is a page view of the same impression and renews it (R27, R40)", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 2);
      const first = await store.leases.issue(world.visit("a"));
      clock.advanceSeconds(300);
      const again = await store.leases.issue(world.visit("a"));
      expect(again).toEqual(first);
      clock.advanceSeconds(329);
      const occupancy = await store.leases.occupancy(world.account.id, world.pool.id);
      expect(occupancy).toMatchObject({ size: 2, held: 1, linked: 0, free: 1, quarantined: 0 });
    });

    test("another advertisement is a new impression on the same number (R28)", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 2);
      const first = await store.leases.issue(world.visit("a", { landingKey: "gclid=1" }));
      const inner = await store.leases.issue(world.visit("a", { landingKey: "" }));
      const second = await store.leases.issue(world.visit("a", { landingKey: "gclid=2" }));
      expect(inner).toEqual(first);
      expect(second.number).toBe(first.number);
      expect(second.impressionId).not.toBe(first.impressionId);
    });

    test("a new session of the visitor is a new impression on the linked number (R27)", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 2);
      const first = await store.leases.issue(world.visit("a"));
      clock.advanceSeconds(3600);
      const sessionId = browserId("later");
      const second = await store.leases.issue(world.visit("a", { sessionId }));
      expect(second.number).toBe(first.number);
      expect(second.impressionId).not.toBe(first.impressionId);
    });

    test("after the link has ended a visitor starts anew (R41)", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 1);
      const first = await store.leases.issue(world.visit("a"));
      clock.advanceSeconds(6 * 3600);
      expect(await store.leases.renew(first.impressionId, [])).toEqual({ kind: "ended" });
      const second = await store.leases.issue(world.visit("a"));
      expect(second.impressionId).not.toBe(first.impressionId);
      expect(second.number).toBe(first.number);
    });

    test("a visitor who missed gets a number when one comes free, and is one miss (R43)", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 1);
      await store.leases.issue(world.visit("a"));
      const missed = await store.leases.issue(world.visit("b"));
      const still = await store.leases.renew(missed.impressionId, []);
      expect(still).toMatchObject({ kind: "active", number: undefined });
      clock.advanceSeconds(330);
      const now = await store.leases.renew(missed.impressionId, []);
      expect(now).toMatchObject({ kind: "active", number: fictionNumber(0) });
      const { id } = world.pool;
      const counts = await store.leases.counts(world.account.id, id, BEGINNING, clock.now());
      expect(counts).toEqual({ impressions: 2, misses: 1 });
    });

    test("a page view of a visitor who missed goes on with the impression (R43)", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 1);
      await store.leases.issue(world.visit("a"));
      const missed = await store.leases.issue(world.visit("b"));
      clock.advanceSeconds(330);
      const again = await store.leases.issue(world.visit("b"));
      expect(again).toEqual({ impressionId: missed.impressionId, number: fictionNumber(0) });
    });
  });

  describe("renewing and closing", () => {
    test("a renewal moves the hold's end to its own time plus 330 s (R40)", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 1);
      const issued = await store.leases.issue(world.visit("a"));
      clock.advanceSeconds(200);
      await store.leases.renew(issued.impressionId, []);
      clock.advanceMs(329_999);
      expect((await store.leases.issue(world.visit("b"))).number).toBeUndefined();
      clock.advanceMs(1);
      expect((await store.leases.issue(world.visit("c"))).number).toBe(issued.number);
    });

    test("a number that went to another visitor is not renewed for the first (R39, R41)", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 1);
      const a = await store.leases.issue(world.visit("a"));
      clock.advanceSeconds(330);
      await store.leases.issue(world.visit("b"));
      expect(await store.leases.renew(a.impressionId, [])).toEqual({ kind: "ended" });
    });

    test("an impression nobody stored is unknown", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 1);
      expect(await store.leases.renew(world.newId("impression"), [])).toEqual({ kind: "unknown" });
      await store.leases.close(world.newId("impression"));
    });

    test("a close does not shorten the hold unless the pool releases on close (R40)", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 1);
      const a = await store.leases.issue(world.visit("a"));
      await store.leases.close(a.impressionId);
      clock.advanceMs(329_999);
      expect((await store.leases.issue(world.visit("b"))).number).toBeUndefined();
    });

    test("with release-on-close the hold ends the delay after the close (R40)", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 1, { releaseOnClose: true });
      const a = await store.leases.issue(world.visit("a"));
      await store.leases.close(a.impressionId);
      clock.advanceMs(29_999);
      expect((await store.leases.issue(world.visit("b"))).number).toBeUndefined();
      clock.advanceMs(1);
      expect((await store.leases.issue(world.visit("c"))).number).toBe(a.number);
    });

    test("changed settings apply from the next activity and cut no running hold (R11)", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 1);
      const a = await store.leases.issue(world.visit("a"));
      await store.catalogue.pools.replace({ ...world.pool, idleLimitSeconds: 10 });
      await store.leases.renew(a.impressionId, []);
      clock.advanceMs(329_999);
      expect((await store.leases.issue(world.visit("b"))).number).toBeUndefined();
      await store.leases.renew(a.impressionId, []);
      clock.advanceMs(40_000);
      expect((await store.leases.issue(world.visit("c"))).number).toBe(a.number);
    });

    test("tags pushed later join the impression (R32)", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 1);
      const a = await store.leases.issue(world.visit("a"));
      const tag = makeTag("User", "plan", "gold", "impression");
      await store.leases.renew(a.impressionId, [tag]);
      const stored = await store.leases.impression(world.account.id, a.impressionId);
      expect(stored?.tags.tags).toEqual([tag]);
    });

    test("a quarantined number is not issued until its rest ends, and a hold goes on (R12)", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 1);
      const a = await store.leases.issue(world.visit("a"));
      const [number] = world.numbers;
      if (number === undefined) throw new Error("the world has a number");
      const rest = plusSeconds(clock.now(), 1000);
      await store.catalogue.quarantine(world.account.id, number.id, rest);
      expect((await store.leases.issue(world.visit("a"))).number).toBe(a.number);
      clock.advanceSeconds(330);
      expect((await store.leases.issue(world.visit("b"))).number).toBeUndefined();
      expect(await store.leases.renew(a.impressionId, [])).toEqual({ kind: "ended" });
      clock.advanceSeconds(670);
      expect((await store.leases.issue(world.visit("c"))).number).toBe(a.number);
    });
  });
}
