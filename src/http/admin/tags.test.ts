import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startAdminServer, type AdminServer } from "../../../test/support/admin-server.ts";

let server: AdminServer;

beforeAll(async () => {
  server = await startAdminServer();
});

afterAll(async () => {
  await server.close();
});

const number = "+18885550100";

/** An account with all that a tag refers to. */
async function setUp() {
  const hands = await server.account();
  const campaignId = await hands.make("campaigns", { name: "Plumbing" });
  const publisherId = await hands.make("publishers", { name: "Search" });
  const poolId = await hands.make("pools", { name: "P", country: "US", numberType: "local" });
  const publisherNumber = (its: string) =>
    hands.make("publisher-numbers", { number: its, campaignId, publisherId });
  const publisherNumberId = await publisherNumber(number);
  const wish = { name: "Header", campaignId, publisherNumberId };
  return { ...hands, publisherId, poolId, publisherNumber, publisherNumberId, campaignId, wish };
}

describe("a call tracking tag (R13)", () => {
  test("without Capture User Data it has no pool, and replaces the primary number (R14)", async () => {
    const { ask, wish } = await setUp();
    const made = await ask("POST", "tags", wish);
    expect(made).toMatchObject({
      status: 201,
      body: { ...wish, numberToReplace: number, captureUserData: false, status: "active" },
    });
    expect(made.body).not.toHaveProperty("poolId");
    expect((await ask("GET", "tags")).body["items"]).toEqual([made.body]);
  });

  test("with Capture User Data it has a pool, and may replace any number", async () => {
    const { ask, wish, poolId } = await setUp();
    const capturing = { ...wish, captureUserData: true, poolId };
    const made = await ask("POST", "tags", { ...capturing, numberToReplace: "(888) 555-0123" });
    expect(made).toMatchObject({
      status: 201,
      body: { ...capturing, numberToReplace: "+18885550123" },
    });
  });

  test("a pool is needed exactly when Capture User Data is on", async () => {
    const { ask, wish, poolId } = await setUp();
    for (const wrong of [
      { captureUserData: true },
      { poolId },
      { captureUserData: false, poolId },
    ]) {
      const answer = await ask("POST", "tags", { ...wish, ...wrong });
      expect(answer).toMatchObject({
        status: 422,
        body: { code: "invalid", errors: [{ path: "poolId" }] },
      });
    }
    expect((await ask("GET", "tags")).body["items"]).toEqual([]);
  });

  test("its primary number must be an active one of its campaign", async () => {
    const { ask, make, wish, publisherId, publisherNumberId } = await setUp();
    const other = await make("campaigns", { name: "Other" });
    const foreign = await make("publisher-numbers", {
      number: "+18885550101",
      campaignId: other,
      publisherId,
    });
    const ofOther = await ask("POST", "tags", { ...wish, publisherNumberId: foreign });
    expect(ofOther).toMatchObject({
      status: 422,
      body: {
        errors: [{ path: "publisherNumberId", message: expect.stringContaining("another") }],
      },
    });
    await ask("PATCH", `publisher-numbers/${publisherNumberId}`, { status: "paused" });
    expect(await ask("POST", "tags", wish)).toMatchObject({
      status: 422,
      body: { errors: [{ path: "publisherNumberId", message: "is not active" }] },
    });
    await ask("DELETE", `publisher-numbers/${publisherNumberId}`);
    expect(await ask("POST", "tags", wish)).toMatchObject({ status: 409 });
  });

  test("a publisher number has at most one tag", async () => {
    const { ask, make, wish } = await setUp();
    const first = await make("tags", wish);
    const second = await ask("POST", "tags", { ...wish, name: "Footer" });
    expect(second).toMatchObject({ status: 409, body: { code: "conflict" } });
    expect((await ask("DELETE", `tags/${first}`)).status).toBe(204);
    expect((await ask("POST", "tags", wish)).status).toBe(201);
  });

  test("what it refers to must be there", async () => {
    const { ask, wish, poolId, campaignId } = await setUp();
    const none = "00000000000000000000000000";
    for (const wrong of [
      { campaignId: `cmp_${none}` },
      { publisherNumberId: `pbn_${none}` },
      { captureUserData: true, poolId: `pol_${none}` },
      { captureUserData: true, poolId: campaignId },
    ]) {
      expect(await ask("POST", "tags", { ...wish, ...wrong })).toMatchObject({ status: 404 });
    }
    await ask("DELETE", `pools/${poolId}`);
    const gone = await ask("POST", "tags", { ...wish, captureUserData: true, poolId });
    expect(gone).toMatchObject({ status: 409 });
  });

  test("a pool that is reserved for another publisher is refused", async () => {
    const { ask, make, wish, publisherId } = await setUp();
    const others = await make("publishers", { name: "Newspaper" });
    const pool = { name: "P", country: "US", numberType: "local" };
    const theirs = await make("pools", { ...pool, publisherId: others });
    const ours = await make("pools", { ...pool, publisherId });
    const capturing = { ...wish, captureUserData: true };
    expect(await ask("POST", "tags", { ...capturing, poolId: theirs })).toMatchObject({
      status: 422,
      body: { errors: [{ path: "poolId" }] },
    });
    expect(await ask("POST", "tags", { ...capturing, poolId: ours })).toMatchObject({
      status: 201,
    });
  });

  test("a campaign has at most twenty tags, each with a number of its own", async () => {
    const { ask, make, wish, publisherNumber } = await setUp();
    for (let i = 0; i < 20; i++) {
      const publisherNumberId = await publisherNumber(`+12125550${100 + i}`);
      await make("tags", { ...wish, name: `Tag ${i}`, publisherNumberId });
    }
    const answer = await ask("POST", "tags", wish);
    expect(answer).toMatchObject({ status: 409, body: { code: "conflict" } });
    expect(answer.body["detail"]).toContain("at most 20 tags");
  });

  test.each([["call me"], ["123"], [""]])("the number to replace %j is refused", async (text) => {
    const { ask, wish } = await setUp();
    const answer = await ask("POST", "tags", { ...wish, numberToReplace: text });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: "numberToReplace" }] } });
  });
});

describe("changing a tag", () => {
  test("Capture User Data is turned on with a pool, and turning it off lets go of the pool", async () => {
    const { ask, make, wish, poolId } = await setUp();
    const id = await make("tags", wish);
    const bare = await ask("PATCH", `tags/${id}`, { captureUserData: true });
    expect(bare).toMatchObject({ status: 422, body: { errors: [{ path: "poolId" }] } });
    const on = await ask("PATCH", `tags/${id}`, { captureUserData: true, poolId });
    expect(on).toMatchObject({ status: 200, body: { captureUserData: true, poolId } });
    const renamed = await ask("PATCH", `tags/${id}`, { name: "Footer", status: "paused" });
    expect(renamed.body).toMatchObject({ name: "Footer", status: "paused", poolId });
    expect(await ask("PATCH", `tags/${id}`, { poolId: null })).toMatchObject({ status: 422 });
    const both = await ask("PATCH", `tags/${id}`, { captureUserData: false, poolId });
    expect(both).toMatchObject({ status: 422 });
    const off = await ask("PATCH", `tags/${id}`, { captureUserData: false });
    expect(off).toMatchObject({ status: 200, body: { captureUserData: false } });
    expect(off.body).not.toHaveProperty("poolId");
    expect((await ask("GET", `tags/${id}`)).body).toEqual(off.body);
  });

  test("another primary number must be free, active and of the campaign", async () => {
    const { ask, make, wish, publisherNumber } = await setUp();
    const id = await make("tags", wish);
    const second = await publisherNumber("+18885550102");
    const other = await make("tags", { ...wish, name: "Footer", publisherNumberId: second });
    const taken = await ask("PATCH", `tags/${id}`, { publisherNumberId: second });
    expect(taken).toMatchObject({ status: 409, body: { code: "conflict" } });
    await ask("DELETE", `tags/${other}`);
    const moved = await ask("PATCH", `tags/${id}`, { publisherNumberId: second });
    // The page's number is not the tag's to change: it stands on the page.
    expect(moved).toMatchObject({
      status: 200,
      body: { publisherNumberId: second, numberToReplace: number },
    });
  });

  test("a tag whose publisher number was paused can still be renamed", async () => {
    const { ask, make, wish, publisherNumberId } = await setUp();
    const id = await make("tags", wish);
    await ask("PATCH", `publisher-numbers/${publisherNumberId}`, { status: "paused" });
    expect(await ask("PATCH", `tags/${id}`, { name: "Old" })).toMatchObject({ status: 200 });
  });

  test("its campaign stays", async () => {
    const { ask, make, wish } = await setUp();
    const id = await make("tags", wish);
    const other = await make("campaigns", { name: "Other" });
    expect(await ask("PATCH", `tags/${id}`, { campaignId: other })).toMatchObject({ status: 422 });
  });
});
