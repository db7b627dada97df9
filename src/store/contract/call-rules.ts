import { describe, expect, test } from "vitest";
import type { CallRecord } from "../calls.ts";
import { makeTag } from "../../core/visit/tag.ts";
import type { Bench } from "./suite.ts";
import { fictionNumber, seedWorld, wholeLog } from "./world.ts";

const pooled = fictionNumber(0);

export function callRules(bench: () => Bench): void {
  describe("calls", () => {
    test("a call to a linked number belongs to its newest impression, with its tags (R46, R63)", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 1);
      const zip = makeTag("User", "zip", "90210", "impression");
      const tags = { tags: [zip], cut: [] };
      const issued = await store.leases.issue(world.visit("a", { tags }));
      clock.advanceSeconds(42);
      const call = await store.calls.arrive(world.dial(pooled));
      expect(call).toMatchObject({
        decision: { kind: "connect", target: world.campaign.target },
        attribution: { rule: "last_impression", confidence: "exclusive" },
        impressionId: issued.impressionId,
        campaignId: world.campaign.id,
        publisherId: world.publisher.id,
        poolId: world.pool.id,
        poolName: "Main pool",
        secondsFromImpression: 42,
        tags: [zip],
      });
      expect(await store.calls.call(world.account.id, call.id)).toEqual(call);
    });

    test("at 5 h 59 min 59.999 s the link holds, at 6 h it does not (R41, R47)", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 2);
      await store.leases.issue(world.visit("a"));
      await store.leases.issue(world.visit("b"));
      clock.advanceMs(6 * 3_600_000 - 1);
      const before = await store.calls.arrive(world.dial(pooled));
      expect(before.attribution).toMatchObject({ rule: "last_impression", confidence: "tail" });
      clock.advanceMs(1);
      const after = await store.calls.arrive(world.dial(fictionNumber(1)));
      expect(after.decision).toEqual({ kind: "reject", reason: "no_active_impression" });
    });

    test("a number that went on to another visitor is contested (R46, R52)", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 1);
      const a = await store.leases.issue(world.visit("a"));
      clock.advanceSeconds(330);
      const b = await store.leases.issue(world.visit("b"));
      const call = await store.calls.arrive(world.dial(pooled));
      expect(call.impressionId).toBe(b.impressionId);
      expect(call.attribution.confidence).toBe("contested");
      const roles = call.attribution.impressions.map(({ id, role }) => [id, role]);
      expect(roles).toEqual([
        [b.impressionId, "chosen"],
        [a.impressionId, "rival"],
      ]);
    });

    test("numbers without a visit are rejected, each with its reason (R47, R49)", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 1);
      const never = await store.calls.arrive(world.dial(pooled));
      expect(never.decision).toEqual({ kind: "reject", reason: "no_active_impression" });
      const unknown = await store.calls.arrive(world.dial("+12125550198"));
      expect(unknown.decision).toEqual({ kind: "reject", reason: "unknown_number" });
      expect(unknown.numberId).toBeUndefined();
      const log = await store.calls.calls(world.account.id, wholeLog);
      expect(log.items.map((call) => call.id)).toEqual([unknown.id, never.id]);
    });

    test("a publisher number's call is the campaign's, without a visit's tags (R48)", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 1);
      const call = await store.calls.arrive(world.dial(world.publisherNumber.e164));
      expect(call).toMatchObject({
        decision: { kind: "connect" },
        campaignId: world.campaign.id,
        publisherId: world.publisher.id,
        publisherNumberId: world.publisherNumber.id,
        tags: [],
      });
      expect(call.poolId).toBeUndefined();
    });

    test("a paused campaign rejects, and says so; so does a paused publisher number (R49)", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 1);
      await store.leases.issue(world.visit("a"));
      const { publisherNumbers, campaigns } = store.catalogue;
      await publisherNumbers.replace({ ...world.publisherNumber, status: "paused" });
      const direct = await store.calls.arrive(world.dial(world.publisherNumber.e164));
      expect(direct.decision).toEqual({ kind: "reject", reason: "publisher_number_paused" });
      await campaigns.replace({ ...world.campaign, status: "paused" });
      const call = await store.calls.arrive(world.dial(pooled));
      expect(call.decision).toEqual({ kind: "reject", reason: "campaign_paused" });
      expect(call.campaignId).toBe(world.campaign.id);
    });

    test("a call in progress holds its number until it ends (R50)", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 1);
      await store.leases.issue(world.visit("a"));
      const call = world.dial(pooled);
      await store.calls.arrive(call);
      clock.advanceSeconds(3600);
      expect((await store.leases.issue(world.visit("b"))).number).toBeUndefined();
      const signal = { type: "completed", name: "completed", lengthSeconds: 3590 } as const;
      const ended = await store.calls.arrive({ ...call, signal });
      expect(ended).toMatchObject({ end: "completed", lengthSeconds: 3590 });
      clock.advanceMs(329_999);
      expect((await store.leases.issue(world.visit("c"))).number).toBeUndefined();
      clock.advanceMs(1);
      expect((await store.leases.issue(world.visit("d"))).number).toBe(pooled);
    });

    test("of two calls in progress the longer one holds (R50)", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 1);
      await store.leases.issue(world.visit("a"));
      const [one, two] = [world.dial(pooled), world.dial(pooled)];
      await store.calls.arrive(one);
      await store.calls.arrive(two);
      const signal = { type: "completed", name: "completed" } as const;
      await store.calls.arrive({ ...one, signal });
      clock.advanceSeconds(3600);
      expect((await store.leases.issue(world.visit("b"))).number).toBeUndefined();
      await store.calls.arrive({ ...two, signal });
      clock.advanceSeconds(330);
      expect((await store.leases.issue(world.visit("c"))).number).toBe(pooled);
    });

    test("a call whose end is never told holds its number for four hours (R50)", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 1);
      await store.leases.issue(world.visit("a"));
      await store.calls.arrive(world.dial(pooled));
      clock.advanceMs(4 * 3_600_000 - 1);
      expect((await store.leases.issue(world.visit("b"))).number).toBeUndefined();
      clock.advanceMs(1);
      expect((await store.leases.issue(world.visit("c"))).number).toBe(pooled);
    });

    test("a webhook that comes twice, late or out of order gives one record (R53)", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 1);
      await store.leases.issue(world.visit("a"));
      const incoming = world.dial(pooled);
      const completed = {
        ...incoming,
        callId: world.newId("call"),
        signal: { type: "completed", name: "completed", lengthSeconds: 12 },
      } as const;
      const first = await store.calls.arrive(completed);
      const second = await store.calls.arrive(incoming);
      const third = await store.calls.arrive(completed);
      expect(second.id).toBe(first.id);
      expect(third).toEqual(second);
      expect(outcome(second)).toEqual(outcome(first));
      const log = await store.calls.calls(world.account.id, wholeLog);
      expect(log.items).toHaveLength(1);

      function outcome({ end, lengthSeconds, impressionId, decision }: CallRecord) {
        return { end, lengthSeconds, impressionId, decision };
      }
    });

    test("a removed number keeps its link, so its calls are attributed (R7)", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 1);
      const issued = await store.leases.issue(world.visit("a"));
      const ids = world.numbers.map((number) => number.id);
      const { catalogue } = store;
      const refused = await catalogue.removeFromPool(world.account.id, world.pool.id, ids, {
        isForced: false,
      });
      expect(refused.map((one) => one.outcome)).toEqual(["number_held"]);
      await catalogue.removeFromPool(world.account.id, world.pool.id, ids, { isForced: true });
      const call = await store.calls.arrive(world.dial(pooled));
      expect(call.impressionId).toBe(issued.impressionId);
      clock.advanceSeconds(12 * 3600);
      const late = await store.calls.arrive(world.dial(pooled));
      expect(late.decision).toEqual({ kind: "reject", reason: "unassigned_number" });
    });
  });
}
