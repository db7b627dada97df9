import { describe, expect, test } from "vitest";
import { callState } from "../../core/call/call-progress.ts";
import type { AccountId } from "../../core/ids.ts";
import { limits } from "../../core/limits.ts";
import { plusMs } from "../../core/time.ts";
import type { NewsPosition } from "../news.ts";
import type { Bench } from "./suite.ts";
import { fictionNumber, seedWorld } from "./world.ts";

const stranger = "account-2" as AccountId;

export function newsRules(bench: () => Bench): void {
  describe("news (R65)", () => {
    /** Reads on from where the last reading ended. */
    async function watch(accounts: readonly AccountId[]) {
      const { store } = bench();
      let position: NewsPosition | undefined;
      const read = async () => {
        const found = await store.news.since(accounts, position);
        // It is plain data, which goes from thread to thread.
        position = structuredClone(found.position);
        return found;
      };
      expect(await read()).toMatchObject({ impressions: [], calls: [], skipped: [] });
      return read;
    }

    test("impressions and misses are told once, in their order", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 1);
      await store.leases.issue(world.visit("before"));
      const read = await watch([world.account.id]);
      clock.advanceSeconds(400);
      const shown = await store.leases.issue(world.visit("a"));
      const missed = await store.leases.issue(world.visit("b"));
      const { at, impressions } = await read();
      expect(at).toBe(clock.now());
      const { campaign, pool } = world;
      expect(impressions).toMatchObject([
        {
          id: shown.impressionId,
          accountId: world.account.id,
          receivedAt: clock.now(),
          campaign: { id: campaign.id, name: campaign.name },
          pool: { id: pool.id, name: pool.name },
          number: fictionNumber(0),
          isMiss: false,
          session: { page: { url: "https://plumber.example/" } },
          tags: [],
        },
        { id: missed.impressionId, isMiss: true },
      ]);
      expect(impressions[1]).not.toHaveProperty("number");
      // A renewal is no news.
      await store.leases.renew(shown.impressionId, []);
      expect(await read()).toMatchObject({ impressions: [] });
      clock.advanceSeconds(60);
      expect(await read()).toMatchObject({ impressions: [] });
    });

    test("a call is told when it arrives, and again in each further state", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 1);
      const { impressionId } = await store.leases.issue(world.visit("a"));
      const read = await watch([world.account.id]);
      const states = async () => (await read()).calls.map((call) => callState(call));
      const call = world.dial(fictionNumber(0));
      await store.calls.arrive(call);
      const [told] = (await read()).calls;
      expect(told).toMatchObject({
        id: call.callId,
        from: call.from,
        to: call.to,
        campaign: { id: world.campaign.id, name: world.campaign.name },
        pool: { id: world.pool.id, name: world.pool.name },
        impressionId,
        confidence: "exclusive",
      });
      expect(await states()).toEqual([]);
      await store.calls.arrive({ ...call, signal: { type: "answered", name: "answered" } });
      expect(await states()).toEqual(["connected"]);
      await store.calls.arrive({ ...call, signal: { type: "other", name: "recording" } });
      expect(await states()).toEqual([]);
      clock.advanceSeconds(60);
      await store.calls.arrive({ ...call, signal: { type: "completed", name: "completed" } });
      expect(await states()).toEqual(["completed"]);
      await store.calls.arrive(world.dial("+12125559999"));
      const [rejected] = (await read()).calls;
      expect(rejected).toMatchObject({ end: "rejected", rejectReason: "unknown_number" });
      expect(await states()).toEqual([]);
    });

    test("a call that was in progress before is watched, too", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 1);
      const call = world.dial(world.publisherNumber.e164);
      await store.calls.arrive(call);
      const read = await watch([world.account.id]);
      expect(await read()).toMatchObject({ calls: [] });
      await store.calls.arrive({ ...call, signal: { type: "busy", name: "busy" } });
      expect(await read()).toMatchObject({ calls: [{ id: call.callId, end: "busy" }] });
    });

    test("another account's are none, and one that joins has news from then on", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 2);
      const theirs = await watch([stranger]);
      await store.leases.issue(world.visit("a"));
      await store.calls.arrive(world.dial(fictionNumber(0)));
      const { position, ...none } = await theirs();
      expect(none).toMatchObject({ impressions: [], calls: [] });
      await store.leases.issue(world.visit("b"));
      await store.news.since([stranger], position);
      const joined = await store.news.since([stranger, world.account.id], position);
      const { impressionId } = await store.leases.issue(world.visit("c"));
      const next = await store.news.since([stranger, world.account.id], joined.position);
      expect(next.impressions.map(({ id }) => id)).toEqual([impressionId]);
    });

    test("of more than are told one by one, the newest are, and the others counted", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 1);
      const read = await watch([world.account.id]);
      const visits = Array.from({ length: limits.newsMax + 5 }, (_, at) => world.visit(`v${at}`));
      for (const visit of visits) await store.leases.issue(visit);
      const { impressions, skipped } = await read();
      expect(impressions).toHaveLength(limits.newsMax);
      expect(impressions.at(-1)?.id).toBe(visits.at(-1)?.impressionId);
      expect(skipped).toEqual([{ accountId: world.account.id, impressions: 5 }]);
      expect(await read()).toMatchObject({ impressions: [], skipped: [] });
    });

    test("what happened since an instant is told again, if it is not too much", async () => {
      const { store, clock } = bench();
      const world = await seedWorld(store, clock, 1);
      await store.leases.issue(world.visit("before"));
      const early = world.dial(world.publisherNumber.e164);
      await store.calls.arrive(early);
      clock.advanceSeconds(1);
      const from = clock.now();
      const { impressionId } = await store.leases.issue(world.visit("a"));
      await store.calls.arrive({ ...early, signal: { type: "answered", name: "answered" } });
      const { id } = world.account;
      expect(await store.news.replay(id, from)).toMatchObject({
        impressions: [{ id: impressionId, isMiss: true }],
        calls: [{ id: early.callId, answeredAt: from }],
        isComplete: true,
      });
      expect(await store.news.replay(id, plusMs(from, 1))).toEqual({
        impressions: [],
        calls: [],
        isComplete: true,
      });
      expect(await store.news.replay(stranger, from)).toMatchObject({ impressions: [], calls: [] });
      for (let at = 0; at < limits.newsReplayMax; at++) {
        await store.leases.issue(world.visit(`v${at}`));
      }
      const much = await store.news.replay(id, from);
      expect(much.isComplete).toBe(false);
      expect(much.impressions).toHaveLength(limits.newsReplayMax);
    });
  });
}
