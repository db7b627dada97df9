import { describe, expect, test } from "vitest";
import type { AccountId } from "../../core/ids.ts";
import type { E164 } from "../../core/phone/e164.ts";
import type { NumberState } from "../../core/pool/number-state.ts";
import { plusSeconds } from "../../core/time.ts";
import type { NumberFilter } from "../catalogue.ts";
import type { Bench } from "./suite.ts";
import { fictionNumber, makeNumber, seedWorld, type World } from "./world.ts";

const stranger = "account-2" as AccountId;

export function numberListRules(bench: () => Bench): void {
  describe("lists of numbers", () => {
    /** Numbers 0 linked, 1 held, 2 resting, 3 and 4 free; 5 in no pool. */
    async function lively(): Promise<World> {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 5);
      const { id } = world.account;
      const spare = makeNumber(world.newId("number"), id, fictionNumber(5), clock.now());
      const abroad = {
        ...makeNumber(world.newId("number"), id, "+442079460123" as E164, clock.now()),
        country: "GB",
        areaCode: "20",
      };
      await store.catalogue.addNumbers([spare, abroad]);
      const [, , third] = world.numbers;
      if (third === undefined) throw new Error("the world has five numbers");
      await store.leases.issue(world.visit("a"));
      clock.advanceSeconds(330);
      await store.leases.issue(world.visit("b"));
      await store.catalogue.quarantine(id, third.id, plusSeconds(clock.now(), 1000));
      return world;
    }

    async function list(world: World, filter: NumberFilter) {
      const { catalogue } = bench().store;
      const { items, total } = await catalogue.numbers(world.account.id, filter, { limit: 100 });
      expect(total).toBe(items.length);
      return items.map((number) => number.e164);
    }

    test.each<[NumberState, readonly number[]]>([
      ["held", [1]],
      ["linked", [0]],
      ["quarantined", [2]],
      ["free", [3, 4]],
    ])("those of a pool that are %s (R10)", async (state, places) => {
      const world = await lively();
      const found = places.map(fictionNumber);
      expect(await list(world, { poolId: world.pool.id, state })).toEqual(found);
      expect(await list(world, { poolId: world.pool.id, state, digits: "555" })).toEqual(found);
      const none = { poolId: world.pool.id, state, digits: "9999" };
      expect(await list(world, none)).toEqual([]);
    });

    test("filters are told apart and joined", async () => {
      const world = await lively();
      const all = [0, 1, 2, 3, 4, 5].map(fictionNumber);
      const { e164: primary } = world.publisherNumber;
      expect(await list(world, {})).toEqual([...all, primary, "+442079460123"]);
      expect(await list(world, { isUnassigned: true })).toEqual([all[5], "+442079460123"]);
      expect(await list(world, { isUnassigned: true, country: "US" })).toEqual([all[5]]);
      expect(await list(world, { isUnassigned: true, poolId: world.pool.id })).toEqual([]);
      expect(await list(world, { areaCode: "20" })).toEqual(["+442079460123"]);
      expect(await list(world, { type: "tollfree" })).toEqual([]);
      expect(await list(world, { digits: "0103" })).toEqual([all[3]]);
      expect(await list(world, { state: "quarantined" })).toEqual([all[2]]);
    });

    test("pages follow each other in the order of the numbers, and each knows the total", async () => {
      const { store } = bench();
      const world = await lively();
      const filter = { poolId: world.pool.id };
      const pages: string[][] = [];
      let after: string | undefined = "";
      while (after !== undefined) {
        const page = await store.catalogue.numbers(world.account.id, filter, { limit: 2, after });
        expect(page.total).toBe(5);
        pages.push(page.items.map((number) => number.e164));
        after = page.next;
      }
      const [a, b, c, d, e] = [0, 1, 2, 3, 4].map(fictionNumber);
      expect(pages).toEqual([[a, b], [c, d], [e]]);
    });

    test("pages of one state, few of many and many of few, lose no number", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 60);
      for (const visitor of ["a", "b", "c"]) await store.leases.issue(world.visit(visitor));
      for (const [state, count] of [
        ["held", 3],
        ["free", 57],
      ] as const) {
        const found: string[] = [];
        let after: string | undefined = "";
        while (after !== undefined) {
          const filter = { poolId: world.pool.id, state };
          const page = await store.catalogue.numbers(world.account.id, filter, { limit: 2, after });
          expect(page.total).toBe(count);
          found.push(...page.items.map((number) => number.e164));
          after = page.next;
        }
        expect(found).toEqual([...new Set(found)].toSorted());
        expect(found).toHaveLength(count);
      }
    });

    test("another account sees nothing of them", async () => {
      const { store } = bench();
      const world = await lively();
      for (const filter of [{}, { poolId: world.pool.id }, { isUnassigned: true }]) {
        const theirs = await store.catalogue.numbers(stranger, filter, { limit: 10 });
        expect(theirs).toEqual({ items: [], total: 0 });
      }
    });

    test("a number knows the impression that it was issued for last", async () => {
      const { store } = bench();
      const world = await lively();
      const { impressionId } = await store.leases.issue(world.visit("b"));
      const filter = { poolId: world.pool.id, state: "held" } as const;
      const { items } = await store.catalogue.numbers(world.account.id, filter, { limit: 1 });
      expect(items).toMatchObject([{ impressionId }]);
    });
  });
}
