import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  dial,
  makeFilledPool,
  makeTag,
  signal,
  visit,
} from "../../../test/support/admin-records.ts";
import { startAdminServer, type AdminServer } from "../../../test/support/admin-server.ts";
import { addTags, makeTag as makeVisitTag, noTags } from "../../core/visit/tag.ts";

let server: AdminServer;

beforeAll(async () => {
  server = await startAdminServer();
});

afterAll(async () => {
  await server.close();
});

async function setUp() {
  const account = await server.account();
  const { accountId } = account;
  const { id: poolId } = await makeFilledPool(account, 1);
  const ids = await makeTag(account, poolId);
  return {
    ...account,
    ...ids,
    poolId,
    visit: (who: string, change = {}) => visit(server, accountId, ids.campaignId, who, change),
    dial: (to: string) => dial(server, accountId, to),
  };
}

const hostile = `"><script>alert(1)</script>`;

describe("the call log", () => {
  test("a call to a pool number has the visit's campaign, publisher and tags (R46), and the pool (R63)", async () => {
    const world = await setUp();
    const tags = addTags(noTags, [makeVisitTag("User", "zip", "90210", "impression")]);
    const { impressionId, number } = await world.visit("anna", { tags });
    server.clock.advanceSeconds(42);
    const call = await world.dial(number ?? "");
    const detail = await world.ask("GET", `calls/${call.id}`);
    const entry = {
      id: call.id,
      receivedAt: new Date(server.clock.now()).toISOString(),
      from: "+12125550199",
      to: number,
      state: "ringing",
      decision: { kind: "connect", target: { kind: "phone", address: "+12125550190" } },
      isFromPool: true,
      confidence: "exclusive",
      campaignId: world.campaignId,
      publisherId: world.publisherId,
      publisherNumberId: world.publisherNumberId,
      poolId: world.poolId,
      poolName: "Main",
      impressionId,
      secondsFromImpression: 42,
      carrier: "simulator",
    };
    expect(detail).toMatchObject({ status: 200, body: entry });
    expect(detail.body["tags"]).toContainEqual({
      type: "User",
      name: "zip",
      value: "90210",
      numericValue: 90_210,
      source: "impression",
    });
    const [listed] = (await world.ask("GET", "calls")).body["items"] as object[];
    expect(listed).toMatchObject(entry);
    expect(listed).not.toHaveProperty("attribution");
  });

  test("the attribution trace names the rival, and the class is contested (R52)", async () => {
    const world = await setUp();
    const first = await world.visit("anna");
    server.clock.advanceSeconds(330);
    const second = await world.visit("bert");
    const call = await world.dial(second.number ?? "");
    const { body } = await world.ask("GET", `calls/${call.id}`);
    expect(body).toMatchObject({ confidence: "contested", impressionId: second.impressionId });
    expect(body["attribution"]).toMatchObject({
      rule: "last_impression",
      confidence: "contested",
      explanation: expect.stringContaining("recently enough"),
      impressions: [
        { id: second.impressionId, role: "chosen", issuedAt: expect.stringMatching(/Z$/) },
        { id: first.impressionId, role: "rival", linkUntil: expect.stringMatching(/Z$/) },
      ],
    });
  });

  test.each([
    ["a pool number that was never shown (R47)", "+12125550100", "no_active_impression"],
    ["a number that nobody has (R49)", "+12125550177", "unknown_number"],
  ])("a call to %s is in the log as rejected", async (_what, to, reason) => {
    const world = await setUp();
    const call = await world.dial(to);
    const { body } = await world.ask("GET", `calls/${call.id}`);
    expect(body).toMatchObject({
      decision: { kind: "reject", reason },
      isFromPool: false,
      tags: [],
      attribution: { rule: reason, impressions: [] },
    });
    expect(body).not.toHaveProperty("impressionId");
  });

  test("a call to a publisher number is marked as not from a pool (R48)", async () => {
    const world = await setUp();
    const call = await world.dial("+18885550100");
    expect((await world.ask("GET", `calls/${call.id}`)).body).toMatchObject({
      isFromPool: false,
      campaignId: world.campaignId,
      publisherId: world.publisherId,
      publisherNumberId: world.publisherNumberId,
      attribution: { rule: "publisher_number" },
    });
  });

  test("signals are in the order of receipt, and tell the state and the length", async () => {
    const world = await setUp();
    const call = await world.dial("+18885550100");
    server.clock.advanceSeconds(4);
    await signal(server, call, "answered");
    server.clock.advanceSeconds(60);
    await signal(server, call, "completed", 59);
    const { body } = await world.ask("GET", `calls/${call.id}`);
    expect(body).toMatchObject({
      state: "completed",
      lengthSeconds: 59,
      signals: [
        { type: "incoming" },
        { type: "answered" },
        { type: "completed", lengthSeconds: 59 },
      ],
    });
  });

  test("newest first, in pages, and only of the campaign or pool that was named", async () => {
    const world = await setUp();
    const { number = "" } = await world.visit("anna");
    const calls: string[] = [];
    for (const to of [number, "+18885550100", "+12125550177"]) {
      server.clock.advanceSeconds(1);
      calls.unshift((await world.dial(to)).id);
    }
    const listed = async (query: string) => {
      const { body } = await world.ask("GET", `calls${query}`);
      return { ids: (body["items"] as { id: string }[]).map(({ id }) => id), next: body["next"] };
    };
    expect((await listed("")).ids).toEqual(calls);
    const first = await listed("?limit=2");
    expect(first.ids).toEqual(calls.slice(0, 2));
    const second = await listed(`?limit=2&after=${String(first.next)}`);
    expect(second).toEqual({ ids: calls.slice(2), next: undefined });
    expect((await listed(`?campaignId=${world.campaignId}`)).ids).toEqual(calls.slice(1));
    expect((await listed(`?poolId=${world.poolId}`)).ids).toEqual(calls.slice(2));
    const nowhere = await world.ask("GET", "calls?poolId=pol_00000000000000000000000000");
    expect(nowhere).toMatchObject({ status: 404 });
  });
});

describe("impressions", () => {
  test("one is shown with what the browser said of the visit, as it said it (R71)", async () => {
    const world = await setUp();
    const session = {
      page: { url: `https://x.example/?q=${hostile}`, referrer: "", title: hostile },
      language: "en-US",
      timeZone: "",
      screen: { width: 0, height: 0 },
      viewport: { width: 1280, height: 720 },
    };
    const tags = {
      tags: [makeVisitTag("User", "__proto__", hostile, "impression")],
      cut: [{ type: "User", name: "kw", why: "unresolved_macro" as const }],
    };
    const { impressionId, number } = await world.visit("anna", { session, tags });
    const answer = await world.ask("GET", `impressions/${impressionId}`);
    expect(answer.type).toBe("application/json; charset=utf-8");
    expect(answer).toMatchObject({
      status: 200,
      body: {
        id: impressionId,
        number,
        campaignId: world.campaignId,
        poolId: world.poolId,
        session,
        tags: [{ name: "__proto__", value: hostile }],
        cutTags: [{ name: "kw", why: "unresolved_macro" }],
      },
    });
    const now = Date.parse(String(answer.body["receivedAt"]));
    const holdUntil = new Date(now + 330_000).toISOString();
    const linkUntil = new Date(now + 6 * 3_600_000).toISOString();
    expect(answer.body).toMatchObject({ holdUntil, linkUntil });
  });

  test("a miss is kept without a number (R43)", async () => {
    const world = await setUp();
    await world.visit("anna");
    server.clock.advanceSeconds(1);
    const { impressionId } = await world.visit("bert");
    const { body } = await world.ask("GET", `impressions/${impressionId}`);
    expect(body).toMatchObject({ missedAt: expect.stringMatching(/Z$/) });
    expect(body).not.toHaveProperty("number");
    expect(body).not.toHaveProperty("holdUntil");
    const { body: list } = await world.ask("GET", `impressions?poolId=${world.poolId}`);
    const [newest, oldest] = list["items"] as { id: string; number?: string }[];
    expect(newest?.id).toBe(impressionId);
    expect(oldest?.number).toBe("+12125550100");
  });
});

test.each(["calls/cal_00000000000000000000000000", "impressions/x", "impressions/%00"])(
  "there is no %s",
  async (path) => {
    const { ask } = await server.account();
    expect(await ask("GET", path)).toMatchObject({ status: 404, body: { code: "not_found" } });
  },
);
