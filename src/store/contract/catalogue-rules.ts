import { describe, expect, test } from "vitest";
import type { AccountId } from "../../core/ids.ts";
import { plusSeconds } from "../../core/time.ts";
import { StoreConflict } from "../catalogue.ts";
import type { Bench } from "./suite.ts";
import { fictionNumber, makeNumber, seedWorld } from "./world.ts";

const stranger = "account-2" as AccountId;

export function catalogueRules(bench: () => Bench): void {
  describe("catalogue", () => {
    test("records come back as they were stored, and only to their account", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 2);
      const { publishers, campaigns, pools, tags, publisherNumbers } = store.catalogue;
      const mine = world.account.id;
      expect(await publishers.get(mine, world.publisher.id)).toEqual(world.publisher);
      expect(await campaigns.get(mine, world.campaign.id)).toEqual(world.campaign);
      expect(await pools.get(mine, world.pool.id)).toEqual(world.pool);
      expect(await tags.get(mine, world.tag.id)).toEqual(world.tag);
      const one = await publisherNumbers.get(mine, world.publisherNumber.id);
      expect(one).toEqual(world.publisherNumber);
      expect(await publishers.get(stranger, world.publisher.id)).toBeUndefined();
      expect(await pools.list(stranger, { limit: 10 })).toEqual({ items: [] });
      expect(await store.catalogue.account(mine)).toEqual(world.account);
    });

    test("a replacement from another account changes nothing", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 1);
      const { pools } = store.catalogue;
      await pools.replace({ ...world.pool, accountId: stranger, name: "Theirs" });
      expect(await pools.get(world.account.id, world.pool.id)).toEqual(world.pool);
    });

    test("lists go on after a page, and leave deleted records out", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 1);
      const { publishers } = store.catalogue;
      for (const name of ["b", "c", "d"]) {
        await publishers.insert({ ...world.publisher, id: world.newId("publisher"), name });
      }
      await publishers.replace({ ...world.publisher, status: "deleted" });
      const first = await publishers.list(world.account.id, { limit: 2 });
      expect(first.items.map((one) => one.name)).toEqual(["b", "c"]);
      const after = first.next ?? "";
      const second = await publishers.list(world.account.id, { limit: 2, after });
      expect(second.items.map((one) => one.name)).toEqual(["d"]);
      expect(second.next).toBeUndefined();
    });

    test("a number is added once per account (R4)", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 1);
      const again = makeNumber(
        world.newId("number"),
        world.account.id,
        fictionNumber(0),
        clock.now(),
      );
      expect(await store.catalogue.addNumbers([again])).toEqual(["duplicate"]);
    });

    test("a pool number is never a publisher number, nor in two pools", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 1);
      const { catalogue } = store;
      const [number] = world.numbers;
      if (number === undefined) throw new Error("the world has a number");
      const second = { ...world.publisherNumber, id: world.newId("publisherNumber") };
      await expect(
        catalogue.publisherNumbers.insert({ ...second, numberId: number.id, e164: number.e164 }),
      ).rejects.toEqual(new StoreConflict("number_in_pool"));
      await expect(catalogue.publisherNumbers.insert(second)).rejects.toEqual(
        new StoreConflict("number_is_publisher_number"),
      );
      const pool = { ...world.pool, id: world.newId("pool") };
      await catalogue.pools.insert(pool);
      const ids = [number.id, world.publisherNumber.numberId, world.newId("number")];
      const outcomes = await catalogue.assignToPool(world.account.id, pool.id, ids);
      expect(outcomes.map((one) => one.outcome)).toEqual([
        "number_in_pool",
        "number_is_publisher_number",
        "unknown",
      ]);
    });

    test("a deleted publisher number gives its number back", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 1);
      const { catalogue } = store;
      await catalogue.publisherNumbers.replace({ ...world.publisherNumber, status: "deleted" });
      const filter = { isUnassigned: true };
      const free = await catalogue.numbers(world.account.id, filter, { limit: 10 });
      expect(free.items.map((number) => number.e164)).toEqual([world.publisherNumber.e164]);
    });

    test("the numbers of one publisher are a list of their own (R67)", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 1);
      const { catalogue } = store;
      const mine = world.account.id;
      const other = { ...world.publisher, id: world.newId("publisher") };
      await catalogue.publishers.insert(other);
      const made = [];
      for (const [index, publisher] of [world.publisher, other, other, other].entries()) {
        const e164 = fictionNumber(50 + index);
        const number = makeNumber(world.newId("number"), mine, e164, clock.now());
        await catalogue.addNumbers([number]);
        const id = world.newId("publisherNumber");
        const at = { numberId: number.id, e164, publisherId: publisher.id };
        made.push({ ...world.publisherNumber, ...at, id });
      }
      for (const record of made) await catalogue.publisherNumbers.insert(record);
      const [ofFirst, gone, second, third] = made;
      if (ofFirst === undefined || gone === undefined) throw new Error("four were made");
      await catalogue.publisherNumbers.replace({ ...gone, status: "deleted" });

      const list = (publisher: typeof other, limit: number, after?: string) =>
        catalogue.publisherNumbersOf(mine, publisher.id, {
          limit,
          ...(after === undefined ? {} : { after }),
        });
      const ofWorld = await list(world.publisher, 10);
      expect(ofWorld).toEqual({ items: [world.publisherNumber, ofFirst] });
      expect(await list(other, 1)).toEqual({ items: [second], next: second?.id });
      expect(await list(other, 1, second?.id)).toEqual({ items: [third] });
      const page = { limit: 10 };
      expect(await catalogue.publisherNumbersOf(stranger, other.id, page)).toEqual({ items: [] });
    });

    test("a publisher number has at most one tag (R13)", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 1);
      const { tags } = store.catalogue;
      const second = { ...world.tag, id: world.newId("tag") };
      await expect(tags.insert(second)).rejects.toEqual(
        new StoreConflict("publisher_number_has_tag"),
      );
      await tags.replace({ ...world.tag, status: "deleted" });
      await tags.insert(second);
      expect((await tags.list(world.account.id, { limit: 5 })).items).toEqual([second]);
    });

    test("a deleted pool frees its numbers and its tags show their primary numbers (R8)", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 2);
      const { catalogue } = store;
      const mine = world.account.id;
      expect(await catalogue.tagsOfPool(mine, world.pool.id)).toEqual([world.tag]);
      await catalogue.deletePool(stranger, world.pool.id);
      expect(await catalogue.tagsOfPool(mine, world.pool.id)).toEqual([world.tag]);
      await catalogue.deletePool(mine, world.pool.id);
      const { items } = await catalogue.numbers(mine, { isUnassigned: true }, { limit: 10 });
      expect(items.map((number) => number.id)).toEqual(world.numbers.map((number) => number.id));
      const served = await catalogue.servedCampaign(world.campaign.id);
      expect(served?.tags.map((tag) => tag.pool)).toEqual([undefined]);
      expect((await catalogue.pools.get(mine, world.pool.id))?.status).toBe("deleted");
    });

    test("a served campaign leaves out tags without an active publisher number (R19)", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 1);
      const { catalogue } = store;
      const served = await catalogue.servedCampaign(world.campaign.id);
      expect(served).toMatchObject({
        status: "active",
        tags: [{ tagId: world.tag.id, pool: { id: world.pool.id, country: world.pool.country } }],
      });
      await catalogue.publisherNumbers.replace({ ...world.publisherNumber, status: "paused" });
      expect((await catalogue.servedCampaign(world.campaign.id))?.tags).toEqual([]);
      expect(await catalogue.servedCampaign(world.newId("campaign"))).toBeUndefined();
    });

    test("a served campaign knows its account's setting at once (R22)", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 1);
      const { catalogue } = store;
      const served = () => catalogue.servedCampaign(world.campaign.id);
      expect(await served()).toMatchObject({ truncateIpAddresses: false });
      const changed = {
        ...world.account,
        name: "Strict",
        truncateIpAddresses: true,
        timeZone: "Asia/Tokyo",
      };
      await catalogue.replaceAccount(changed);
      expect(await served()).toMatchObject({ truncateIpAddresses: true });
      expect(await catalogue.account(world.account.id)).toEqual(changed);
    });

    test("a number's state is held, linked, free or quarantined, and they add up (R10)", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 4);
      await store.leases.issue(world.visit("a"));
      clock.advanceSeconds(330);
      await store.leases.issue(world.visit("b"));
      const [, , third] = world.numbers;
      if (third === undefined) throw new Error("the world has four numbers");
      await store.catalogue.quarantine(world.account.id, third.id, plusSeconds(clock.now(), 1000));
      const occupancy = await store.leases.occupancy(world.account.id, world.pool.id);
      const { size, held, linked, free, quarantined } = occupancy;
      expect({ size, held, linked, free, quarantined }).toEqual({
        size: 4,
        held: 1,
        linked: 1,
        free: 1,
        quarantined: 1,
      });
      const filter = { poolId: world.pool.id };
      const { items } = await store.catalogue.numbers(world.account.id, filter, { limit: 10 });
      const states = items.map((number) => number.state);
      expect(states).toEqual(["linked", "held", "quarantined", "free"]);
    });

    test("a named value is made once and stays", async () => {
      const { store } = bench();
      expect(await store.setting("token", () => "first")).toBe("first");
      expect(await store.setting("token", () => "second")).toBe("first");
    });

    test("a carrier connection is found by its key", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 1);
      const connection = { accountId: world.account.id, carrier: "simulator", key: "k1" };
      await store.calls.insertConnection(connection);
      expect(await store.calls.connection("simulator", "k1")).toEqual(connection);
      expect(await store.calls.connection("simulator", "k2")).toBeUndefined();
      expect(await store.calls.connections(world.account.id)).toEqual([connection]);
    });
  });
}
