import { describe, expect, test } from "vitest";
import type { AccountId } from "../../core/ids.ts";
import { plusSeconds } from "../../core/time.ts";
import type { Bench } from "./suite.ts";
import { seedWorld } from "./world.ts";

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
