import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  dial,
  makeFilledPool,
  makeTag,
  newPool,
  visit,
} from "../../../test/support/admin-records.ts";
import { startAdminServer, type AdminServer } from "../../../test/support/admin-server.ts";

let server: AdminServer;

beforeAll(async () => {
  server = await startAdminServer();
});

afterAll(async () => {
  await server.close();
});

describe("the dashboard", () => {
  test("a new account has everything to do, and nothing happened", async () => {
    const { ask } = await server.account();
    const answer = await ask("GET", "dashboard");
    expect(answer).toMatchObject({
      status: 200,
      body: {
        day: {
          from: "2026-01-05T05:00:00.000Z",
          until: "2026-01-06T05:00:00.000Z",
          timeZone: "America/New_York",
        },
        impressions: 0,
        misses: 0,
        calls: { incoming: 0, connected: 0, completed: 0, rejected: 0 },
        numbers: { size: 0, held: 0, linked: 0, free: 0, quarantined: 0 },
        pools: [],
        campaigns: 0,
        setup: {
          hasPool: false,
          hasPoolNumber: false,
          hasCampaign: false,
          hasTag: false,
          hasImpression: false,
          hasCall: false,
        },
      },
    });
    expect(answer.body["hours"]).toHaveLength(24);
  });

  test("it knows how far the setup is", async () => {
    const account = await server.account();
    await account.make("pools", newPool);
    const setup = async () => (await account.ask("GET", "dashboard")).body["setup"];
    expect(await setup()).toMatchObject({ hasPool: true, hasPoolNumber: false });
    const { id, numbers } = await makeFilledPool(account, 1);
    expect(await setup()).toMatchObject({ hasPoolNumber: true, hasCampaign: false });
    const { campaignId } = await makeTag(account, id);
    expect(await setup()).toMatchObject({ hasCampaign: true, hasTag: true, hasImpression: false });
    await visit(server, account.accountId, campaignId, "anna");
    expect(await setup()).toMatchObject({ hasImpression: true, hasCall: false });
    await dial(server, account.accountId, numbers[0] ?? "");
    expect(await setup()).toMatchObject({ hasCall: true });
  });

  test("the sixth visitor of a pool of five is a miss, and the pool is named (R43)", async () => {
    const account = await server.account();
    const { id } = await makeFilledPool(account, 5);
    const { campaignId } = await makeTag(account, id);
    for (let i = 0; i < 6; i++) {
      await visit(server, account.accountId, campaignId, `visitor-${i}`);
    }
    const { body } = await account.ask("GET", "dashboard");
    expect(body).toMatchObject({
      impressions: 6,
      misses: 1,
      numbers: { size: 5, held: 5 },
      pools: [{ id, name: "Main", misses: 1, size: 5, held: 5 }],
      campaigns: 1,
    });
    const hours = body["hours"] as { at: string; impressions: number; misses: number }[];
    expect(hours.filter((hour) => hour.impressions > 0)).toEqual([
      { at: "2026-01-05T09:00:00.000Z", impressions: 6, misses: 1, calls: 0 },
    ]);
    await account.ask("DELETE", `pools/${id}?force=true`);
    expect((await account.ask("GET", "dashboard")).body).toMatchObject({ misses: 1, pools: [] });
  });

  test("a day has 23 hours when clocks go forward, and another account sees nothing", async () => {
    const account = await server.account();
    const stranger = await server.account();
    const { id } = await makeFilledPool(account, 1);
    const { campaignId } = await makeTag(account, id);
    const spring = Date.UTC(2026, 2, 8, 12) - server.clock.now();
    server.clock.advanceMs(spring);
    await visit(server, account.accountId, campaignId, "anna");
    const { body } = await account.ask("GET", "dashboard");
    expect(body["hours"]).toHaveLength(23);
    expect(body).toMatchObject({ impressions: 1, day: { from: "2026-03-08T05:00:00.000Z" } });
    expect((await stranger.ask("GET", "dashboard")).body).toMatchObject({ impressions: 0 });
  });
});
