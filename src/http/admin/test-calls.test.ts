import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeFilledPool, makeTag, visit } from "../../../test/support/admin-records.ts";
import { startAdminServer, type AdminServer } from "../../../test/support/admin-server.ts";
import { makeTag as makeVisitTag, noTags } from "../../core/visit/tag.ts";

let server: AdminServer;

beforeAll(async () => {
  server = await startAdminServer();
});

afterAll(async () => {
  await server.close();
});

async function setUp() {
  const account = await server.account();
  const { id } = await makeFilledPool(account, 1);
  const ids = await makeTag(account, id);
  const tags = { ...noTags, tags: [makeVisitTag("User", "utm_source", "google", "impression")] };
  const { accountId } = account;
  const issued = await visit(server, accountId, ids.campaignId, "anna", { tags });
  return { ...account, ...ids, number: issued.number ?? "", impressionId: issued.impressionId };
}

describe("a test call", () => {
  test("comes back with the visit it belongs to, and ends at once (R46)", async () => {
    const world = await setUp();
    const answer = await world.ask("POST", "test-calls", { to: world.number, lengthSeconds: 42 });
    expect(answer).toMatchObject({
      status: 201,
      body: {
        to: world.number,
        from: "+12125550199",
        state: "completed",
        lengthSeconds: 42,
        impressionId: world.impressionId,
        campaign: { id: world.campaignId, name: "Plumbing" },
        tag: { id: world.tagId, name: "Header" },
        tags: [{ type: "User", name: "utm_source", value: "google" }],
        signals: [{ type: "incoming" }, { type: "answered" }, { type: "completed" }],
        carrier: "simulator",
      },
    });
    const { body } = await world.ask("GET", `calls/${String(answer.body["id"])}`);
    expect(body).toEqual(answer.body);
  });

  test("goes on and holds its number if it is told to (R50)", async () => {
    const world = await setUp();
    const { body } = await world.ask("POST", "test-calls", { to: world.number, hangUp: false });
    expect(body).toMatchObject({ state: "ringing", signals: [{ type: "incoming" }] });
    server.clock.advanceSeconds(3600);
    const next = await visit(server, world.accountId, world.campaignId, "bert");
    expect(next.number).toBeUndefined();
  });

  test("reads numbers as people of the account write them, and a caller may withhold", async () => {
    const world = await setUp();
    const to = `(${world.number.slice(2, 5)}) ${world.number.slice(5, 8)}-${world.number.slice(8)}`;
    const { body } = await world.ask("POST", "test-calls", { to, from: "" });
    expect(body).toMatchObject({ to: world.number, impressionId: world.impressionId });
    expect(body).not.toHaveProperty("from");
  });

  test("to a number that nobody has is rejected and in the log, and is a good answer (R49)", async () => {
    const world = await setUp();
    const answer = await world.ask("POST", "test-calls", { to: "+12125550177" });
    expect(answer).toMatchObject({
      status: 201,
      body: { state: "rejected", decision: { kind: "reject", reason: "unknown_number" } },
    });
  });

  test("an account has one connection to the simulator, however often it calls", async () => {
    const world = await setUp();
    await world.ask("POST", "test-calls", { to: world.number });
    await world.ask("POST", "test-calls", { to: world.number });
    expect(await server.store.calls.connections(world.accountId)).toHaveLength(1);
  });

  test.each([
    [{ to: "call me" }, "to"],
    [{ to: "+12125550100", from: "12" }, "from"],
    [{ to: "+12125550100", lengthSeconds: -1 }, "lengthSeconds"],
    [{ to: "+12125550100", hangup: true }, ""],
    [{}, "to"],
  ])("%j is refused", async (body, path) => {
    const world = await setUp();
    const answer = await world.ask("POST", "test-calls", body);
    expect(answer.status).toBe(422);
    expect(answer.body["errors"]).toContainEqual(expect.objectContaining({ path }));
  });
});
