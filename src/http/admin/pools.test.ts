import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  makeFilledPool,
  makeTag,
  newPool as wish,
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

describe("a new pool", () => {
  test("it has the defaults (R1) and is empty (R2)", async () => {
    const { ask } = await server.account();
    const made = await ask("POST", "pools", wish);
    expect(made).toMatchObject({
      status: 201,
      body: {
        ...wish,
        idleLimitSeconds: 300,
        closedBrowserDelaySeconds: 30,
        linkRetentionSeconds: 21_600,
        releaseOnClose: false,
        status: "active",
        missesToday: 0,
        occupancy: { size: 0, held: 0, linked: 0, free: 0, quarantined: 0 },
      },
    });
    const { id } = made.body;
    expect((await ask("GET", `pools/${id}`)).body).toEqual(made.body);
    expect((await ask("GET", `pools/${id}/numbers`)).body).toEqual({ items: [], total: 0 });
  });

  test("a country that the account does not allow is refused, with how to allow it (R3)", async () => {
    const { ask } = await server.account();
    const abroad = { ...wish, country: "GB" };
    const answer = await ask("POST", "pools", abroad);
    expect(answer).toMatchObject({ status: 422, body: { code: "country_not_allowed" } });
    const detail = String(answer.body["detail"]);
    const advice = /PATCH \/api\/v1\/account with (\{.*\})/.exec(detail)?.[1] ?? "";
    expect((await ask("PATCH", "account", JSON.parse(advice))).status).toBe(200);
    expect((await ask("POST", "pools", abroad)).status).toBe(201);
  });

  test.each([
    [{ idleLimitSeconds: 2 }],
    [{ idleLimitSeconds: 86_401 }],
    [{ idleLimitSeconds: 300.5 }],
    [{ idleLimitSeconds: "300" }],
    [{ closedBrowserDelaySeconds: -1 }],
    [{ linkRetentionSeconds: 329 }],
    [{ linkRetentionSeconds: 30 * 86_400 + 1 }],
    [{ numberType: "mobile" }],
    [{ areaCode: "21a" }],
    [{ areaCode: "21" }],
    [{ areaCode: "2125" }],
    [{ areaCode: "21", country: "CA" }],
    [{ releaseOnClose: "yes" }],
    [{ size: 5 }],
  ])("%j is refused", async (change) => {
    const { ask } = await server.account();
    const answer = await ask("POST", "pools", { ...wish, ...change });
    expect(answer).toMatchObject({ status: 422, body: { code: "invalid" } });
    expect((await ask("GET", "pools")).body["items"]).toEqual([]);
  });

  test("it can be reserved for a publisher of the account, who must be there", async () => {
    const { ask, make } = await server.account();
    const publisherId = await make("publishers", { name: "Search" });
    const made = await ask("POST", "pools", { ...wish, publisherId, areaCode: "212" });
    expect(made).toMatchObject({ status: 201, body: { publisherId, areaCode: "212" } });
    const nobody = { ...wish, publisherId: "pbl_00000000000000000000000000" };
    expect(await ask("POST", "pools", nobody)).toMatchObject({ status: 404 });
  });
});

describe("changing a pool", () => {
  test("what a patch leaves out stays, null takes away, and the settings must fit together", async () => {
    const { ask, make } = await server.account();
    const publisherId = await make("publishers", { name: "Search" });
    const id = await make("pools", { ...wish, publisherId, areaCode: "212" });
    const changed = await ask("PATCH", `pools/${id}`, { name: "Other", idleLimitSeconds: 60 });
    expect(changed).toMatchObject({
      status: 200,
      body: { name: "Other", idleLimitSeconds: 60, publisherId, areaCode: "212" },
    });
    const bare = await ask("PATCH", `pools/${id}`, { publisherId: null, areaCode: null });
    expect(bare.body).not.toHaveProperty("publisherId");
    expect(bare.body).not.toHaveProperty("areaCode");
    expect(await ask("PATCH", `pools/${id}`, { areaCode: "21" })).toMatchObject({
      status: 422,
      body: { code: "invalid", errors: [{ path: "areaCode" }] },
    });
    const unfit = await ask("PATCH", `pools/${id}`, { linkRetentionSeconds: 89 });
    expect(unfit).toMatchObject({
      status: 422,
      body: { code: "invalid", errors: [{ path: "linkRetentionSeconds" }] },
    });
    expect((await ask("GET", `pools/${id}`)).body).toEqual(bare.body);
  });

  test("a pool whose publisher was deleted can still be renamed, and given free", async () => {
    const { ask, make } = await server.account();
    const publisherId = await make("publishers", { name: "Search" });
    const id = await make("pools", { ...wish, publisherId });
    await ask("DELETE", `publishers/${publisherId}`);
    expect(await ask("PATCH", `pools/${id}`, { name: "Old" })).toMatchObject({
      status: 200,
      body: { name: "Old", publisherId },
    });
    expect(await ask("PATCH", `pools/${id}`, { publisherId })).toMatchObject({ status: 409 });
    const free = await ask("PATCH", `pools/${id}`, { publisherId: null });
    expect(free.body).not.toHaveProperty("publisherId");
  });

  test.each([[{ country: "CA" }], [{ numberType: "tollfree" }], [{ status: "paused" }]])(
    "%j cannot be changed",
    async (patch) => {
      const { ask, make } = await server.account();
      const id = await make("pools", wish);
      expect(await ask("PATCH", `pools/${id}`, patch)).toMatchObject({ status: 422 });
    },
  );
});

describe("numbers of a pool", () => {
  test("those that fit are assigned, others are refused each with its reason", async () => {
    const { ask, make } = await server.account();
    const good = "+12125550100";
    const owned = [good, "+14165550101", "+18885550102", "+13105550103"];
    await ask("POST", "numbers", { numbers: owned.map((number) => ({ number })) });
    const id = await make("pools", { ...wish, areaCode: "212" });
    const numbers = [...owned, "+12125550199", "nonsense", good];
    const answer = await ask("POST", `pools/${id}/numbers`, { numbers });
    expect(answer).toMatchObject({ status: 200, body: { done: 2, refused: 5 } });
    const results = answer.body["results"] as { number: string; reason?: string }[];
    expect(results.map(({ number, reason = "" }) => [number, reason.slice(0, 30)])).toEqual(
      [
        [good, ""],
        ["+14165550101", "It is a number of CA; the pool "],
        ["+18885550102", "It is a toll-free number; the "],
        ["+13105550103", "It has area code 310; the pool"],
        ["+12125550199", "The account does not have this"],
        ["nonsense", `"nonsense" is not a phone numb`],
        [good, ""],
      ].map(([number, reason = ""]) => [number, reason.slice(0, 30)]),
    );
    const listed = (await ask("GET", `pools/${id}/numbers`)).body["items"];
    expect(listed).toMatchObject([{ number: good, poolId: id }]);
  });

  test("a number is in at most one pool, and never a publisher number's", async () => {
    const account = await server.account();
    const { numbers } = await makeFilledPool(account, 1);
    const second = await account.make("pools", wish);
    const answer = await account.ask("POST", `pools/${second}/numbers`, { numbers });
    expect(answer.body).toMatchObject({ done: 0, refused: 1 });
    expect(JSON.stringify(answer.body["results"])).toContain("is in a pool");
  });

  test("a held number is removed only by force, and others go (R6)", async () => {
    const account = await server.account();
    const { id, numbers } = await makeFilledPool(account, 2);
    const { campaignId } = await makeTag(account, id);
    const { number: held } = await visit(server, account.accountId, campaignId, "anna");
    const remove = (force?: boolean) =>
      account.ask("POST", `pools/${id}/numbers/remove`, { numbers, ...(force && { force }) });
    const first = await remove();
    expect(first.body).toMatchObject({ done: 1, refused: 1 });
    expect(first.body["results"]).toContainEqual({
      number: held,
      outcome: "refused",
      reason: expect.stringContaining("A visitor holds the number"),
    });
    const forced = await remove(true);
    expect(forced.body["results"]).toContainEqual({ number: held, outcome: "done" });
    expect(JSON.stringify(forced.body)).toContain("is not in this pool");
    expect((await account.ask("GET", "numbers?unassigned=true")).body["items"]).toHaveLength(2);
  });

  test("no numbers, and a pool that is not there, are refused", async () => {
    const account = await server.account();
    const { id, numbers } = await makeFilledPool(account, 1);
    for (const path of ["numbers", "numbers/remove"]) {
      expect(await account.ask("POST", `pools/${id}/${path}`, { numbers: [] })).toMatchObject({
        status: 422,
      });
      const nowhere = `pools/pol_00000000000000000000000000/${path}`;
      expect(await account.ask("POST", nowhere, { numbers })).toMatchObject({ status: 404 });
    }
  });
});

describe("what a pool is doing", () => {
  test("lists show every pool's states, and today's misses by the account's clocks", async () => {
    const account = await server.account();
    const { id } = await makeFilledPool(account, 1);
    // Lists are in the order of ids, and those of one millisecond in none.
    server.clock.advanceSeconds(1);
    const empty = await account.make("pools", wish);
    const { campaignId } = await makeTag(account, id);
    // It is four in the morning in New York.
    await visit(server, account.accountId, campaignId, "anna");
    await visit(server, account.accountId, campaignId, "berta");
    // Ids of one millisecond are in any order.
    const pools = async () => {
      const { body } = await account.ask("GET", "pools");
      const items = body["items"] as Record<string, unknown>[];
      return items.toSorted((one) => (one["id"] === id ? -1 : 1));
    };
    const [filled, other] = await pools();
    expect(filled).toMatchObject({ id, missesToday: 1, occupancy: { size: 1, held: 1 } });
    expect(other).toMatchObject({ id: empty, missesToday: 0, occupancy: { size: 0 } });
    expect((await account.ask("GET", `pools/${id}`)).body).toEqual(filled);
    // In Honolulu it is still yesterday: the miss is of the day that ends in an hour.
    await account.ask("PATCH", "account", { timeZone: "Pacific/Honolulu" });
    expect(await pools()).toMatchObject([{ missesToday: 1 }, { missesToday: 0 }]);
    server.clock.advanceSeconds(3600);
    expect(await pools()).toMatchObject([{ missesToday: 0 }, { missesToday: 0 }]);
    await account.ask("PATCH", "account", { timeZone: "America/New_York" });
    expect(await pools()).toMatchObject([{ missesToday: 1 }, { missesToday: 0 }]);
    server.clock.advanceSeconds(24 * 3600);
    expect(await pools()).toMatchObject([{ missesToday: 0 }, { missesToday: 0 }]);
  });

  test("its numbers are found by state and by digits, with how many there are", async () => {
    const account = await server.account();
    const { id, numbers } = await makeFilledPool(account, 4);
    const { campaignId } = await makeTag(account, id);
    const { number, impressionId } = await visit(server, account.accountId, campaignId, "anna");
    const listed = (query: string) => account.ask("GET", `pools/${id}/numbers?${query}`);
    expect((await listed("state=held")).body).toEqual({
      items: [expect.objectContaining({ number, state: "held", impressionId })],
      total: 1,
    });
    expect((await listed("state=free&limit=2")).body).toMatchObject({ total: 3 });
    expect((await listed("search=0102")).body).toMatchObject({ items: [{ number: numbers[2] }] });
    const { body } = await listed("limit=3");
    const rest = await listed(`limit=3&after=${encodeURIComponent(String(body["next"]))}`);
    expect(rest.body).toMatchObject({ items: [{ number: numbers[3] }], total: 4 });
    expect(rest.body).not.toHaveProperty("next");
    expect(await listed("state=resting")).toMatchObject({ status: 422 });
  });

  test("its references are its tags, with their campaigns (R8)", async () => {
    const account = await server.account();
    const { id } = await makeFilledPool(account, 1);
    const { tagId, campaignId } = await makeTag(account, id);
    expect((await account.ask("GET", `pools/${id}/references`)).body).toEqual({
      items: [
        {
          id: tagId,
          name: "Header",
          status: "active",
          campaign: { id: campaignId, name: "Plumbing", status: "active" },
          primaryNumber: "+18885550100",
        },
      ],
      total: 1,
    });
  });
});

describe("statistics of a pool (R10, R43)", () => {
  test("six visitors of a pool of five: six impressions, one miss, five held", async () => {
    const account = await server.account();
    const { id } = await makeFilledPool(account, 5);
    const { campaignId } = await makeTag(account, id);
    const from = new Date(server.clock.now()).toISOString();
    const shown: unknown[] = [];
    for (let i = 0; i < 6; i++) {
      shown.push((await visit(server, account.accountId, campaignId, `visitor-${i}`)).number);
    }
    expect(new Set(shown.slice(0, 5)).size).toBe(5);
    expect(shown[5]).toBeUndefined();
    server.clock.advanceSeconds(1);
    const answer = await account.ask("GET", `pools/${id}/statistics`);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        impressions: 6,
        misses: 1,
        occupancy: { size: 5, held: 5, linked: 0, free: 0, quarantined: 0 },
      },
    });
    const period = `from=${from}&until=${new Date(server.clock.now()).toISOString()}`;
    expect((await account.ask("GET", `pools/${id}/statistics?${period}`)).body).toMatchObject({
      from,
      impressions: 6,
    });
    const before = `from=2025-01-01T00:00:00Z&until=${from}`;
    expect((await account.ask("GET", `pools/${id}/statistics?${before}`)).body).toMatchObject({
      impressions: 0,
      misses: 0,
    });
    server.clock.advanceSeconds(330);
    expect((await account.ask("GET", `pools/${id}`)).body["occupancy"]).toMatchObject({
      size: 5,
      held: 0,
      linked: 5,
    });
  });

  test.each([
    ["from=yesterday"],
    ["from=2026-01-02T00:00:00Z&until=2026-01-01T00:00:00Z"],
    ["from=2026-01-02T00:00:00Z&until=2026-01-02T00:00:00Z"],
    ["since=2026-01-02T00:00:00Z"],
  ])("?%s is refused", async (query) => {
    const { ask, make } = await server.account();
    const id = await make("pools", wish);
    const answer = await ask("GET", `pools/${id}/statistics?${query}`);
    expect(answer).toMatchObject({ status: 422, body: { code: "invalid" } });
  });
});

describe("history of a pool", () => {
  test("what its numbers did, minute by minute, with impressions and misses", async () => {
    const account = await server.account();
    const { id } = await makeFilledPool(account, 1);
    const { campaignId } = await makeTag(account, id);
    server.clock.advanceSeconds(60);
    const from = new Date(Math.floor(server.clock.now() / 60_000) * 60_000).toISOString();
    await visit(server, account.accountId, campaignId, "anna");
    await visit(server, account.accountId, campaignId, "berta");
    await server.store.figures.samplePools();
    server.clock.advanceSeconds(60);
    const until = new Date(Date.parse(from) + 60_000).toISOString();
    const answer = await account.ask("GET", `pools/${id}/history?from=${from}&until=${until}`);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      bucketSeconds: 60,
      points: [
        { at: from, held: 1, linked: 0, free: 0, quarantined: 0, impressions: 2, misses: 1 },
      ],
    });
    const day = await account.ask("GET", `pools/${id}/history`);
    expect(day.body).toMatchObject({ bucketSeconds: 300 });
    const points = day.body["points"] as Record<string, unknown>[];
    expect(points.length).toBeLessThanOrEqual(500);
    expect(points[0]).toMatchObject({ impressions: 0, misses: 0 });
    expect(points[0]).not.toHaveProperty("held");
  });

  test.each([
    ["from=2026-01-02T00:00:00Z&until=2026-01-01T00:00:00Z"],
    ["from=0001-01-01T00:00:00Z"],
    ["buckets=5"],
  ])("?%s is refused", async (query) => {
    const { ask, make } = await server.account();
    const id = await make("pools", wish);
    const answer = await ask("GET", `pools/${id}/history?${query}`);
    expect(answer).toMatchObject({ status: 422, body: { code: "invalid" } });
  });
});

describe("deleting a pool (R8)", () => {
  test("while tags use it, it is refused with its references; by force it goes and its numbers stay", async () => {
    const account = await server.account();
    const { id } = await makeFilledPool(account, 2);
    const { tagId, campaignId } = await makeTag(account, id);
    const refused = await account.ask("DELETE", `pools/${id}`);
    expect(refused).toMatchObject({
      status: 409,
      body: { code: "in_use", references: [{ kind: "tag", id: tagId, name: "Header" }] },
    });
    expect((await account.ask("GET", `pools/${id}`)).body).toMatchObject({ status: "active" });
    expect(await account.ask("DELETE", `pools/${id}?force=1`)).toMatchObject({ status: 422 });

    expect((await account.ask("DELETE", `pools/${id}?force=true`)).status).toBe(204);
    expect((await account.ask("GET", "pools")).body["items"]).toEqual([]);
    expect((await account.ask("GET", `pools/${id}`)).body).toMatchObject({ status: "deleted" });
    expect((await account.ask("GET", "numbers?unassigned=true")).body["items"]).toHaveLength(2);
    const tag = (await account.ask("GET", `tags/${tagId}`)).body;
    expect(tag).toMatchObject({ captureUserData: false, status: "active", campaignId });
    expect(tag).not.toHaveProperty("poolId");
    expect((await account.ask("DELETE", `pools/${id}`)).status).toBe(204);
  });

  test("without tags it goes at once, and takes no more numbers", async () => {
    const account = await server.account();
    const { id, numbers } = await makeFilledPool(account, 1);
    expect((await account.ask("DELETE", `pools/${id}`)).status).toBe(204);
    const assigned = await account.ask("POST", `pools/${id}/numbers`, { numbers });
    expect(assigned).toMatchObject({ status: 409, body: { code: "conflict" } });
    expect(await account.ask("PATCH", `pools/${id}`, {})).toMatchObject({ status: 409 });
  });
});
