import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dial, makeFilledPool, visit } from "../../../test/support/admin-records.ts";
import {
  startAdminServer,
  type AccountHands,
  type AdminServer,
  type PersonHands,
} from "../../../test/support/admin-server.ts";
import { needs } from "./needs.ts";

/* What somebody of the role publisher sees (R67): of one publisher, and nothing of the others. */

type Side = { readonly publisherId: string; readonly numberId: string; readonly callId: string };

let server: AdminServer;
let account: AccountHands;
let publisher: PersonHands;
let campaignId: string;
let own: Side;
let others: Side;

beforeAll(async () => {
  server = await startAdminServer("sqlite");
  account = await server.account();
  const target = { kind: "phone", address: "+12125550190" };
  campaignId = await account.make("campaigns", { name: "Plumbing", target });
  own = await side("Ours", "+18885550100");
  others = await side("Theirs", "+18885550101");
  publisher = await server.person(account.accountId, "publisher", own.publisherId);
});

afterAll(async () => {
  await server.close();
});

async function side(name: string, number: string): Promise<Side> {
  const publisherId = await account.make("publishers", { name });
  const wish = { number, campaignId, publisherId };
  const numberId = await account.make("publisher-numbers", wish);
  const { id } = await dial(server, account.accountId, number);
  return { publisherId, numberId, callId: id };
}

const idsOf = (body: Readonly<Record<string, unknown>>) =>
  (body["items"] as readonly { id: string }[]).map(({ id }) => id);

test("these are all the routes that let a publisher in to records", () => {
  const open = Object.entries(needs).filter(([, need]) => need === "own");
  expect(open.map(([operationId]) => operationId).toSorted()).toEqual([
    "getCall",
    "getPublisherNumber",
    "listCalls",
    "listPublisherNumbers",
  ]);
});

describe("a publisher's numbers", () => {
  test("are the list, whoever else is asked for", async () => {
    for (const query of ["", `?publisherId=${others.publisherId}`, "?limit=1"]) {
      const { status, body } = await publisher.ask("GET", `publisher-numbers${query}`);
      expect(status).toBe(200);
      expect(idsOf(body)).toEqual([own.numberId]);
      expect(body).not.toHaveProperty("next");
    }
    const all = await account.ask("GET", "publisher-numbers");
    expect(idsOf(all.body).toSorted()).toEqual([own.numberId, others.numberId].toSorted());
    const theirs = await account.ask("GET", `publisher-numbers?publisherId=${others.publisherId}`);
    expect(idsOf(theirs.body)).toEqual([others.numberId]);
  });

  test("are shown with the names of their campaign and publisher", async () => {
    const { body } = await publisher.ask("GET", `publisher-numbers/${own.numberId}`);
    expect(body).toMatchObject({ campaignName: "Plumbing", publisherName: "Ours" });
  });

  test("of another publisher are not there", async () => {
    const answer = await publisher.ask("GET", `publisher-numbers/${others.numberId}`);
    expect(answer).toMatchObject({ status: 404, body: { code: "not_found" } });
  });
});

describe("a publisher's calls", () => {
  test("are the log, whatever is asked for", async () => {
    const everybody = JSON.stringify([
      [
        { field: "publisherId", op: "exists" },
        { field: "from", op: "exists" },
      ],
    ]);
    const queries = [
      "",
      "?limit=1",
      `?publisherId=${others.publisherId}`,
      "?sort=receivedAt",
      "?sort=publisherId",
      `?where=${encodeURIComponent(everybody)}`,
    ];
    for (const query of queries) {
      const { status, body } = await publisher.ask("GET", `calls${query}`);
      expect(status, query).toBe(200);
      expect(idsOf(body), query).toEqual([own.callId]);
      expect(body, query).toMatchObject({ total: 1 });
      expect(body, query).not.toHaveProperty("next");
    }
    expect((await account.ask("GET", "calls")).body).toMatchObject({ total: 2 });
  });

  test("of another publisher are not there", async () => {
    expect((await publisher.ask("GET", `calls/${own.callId}`)).status).toBe(200);
    const answer = await publisher.ask("GET", `calls/${others.callId}`);
    expect(answer).toMatchObject({ status: 404, body: { code: "not_found" } });
  });

  test("say nothing of other visitors, whom the number may have been shown to for anybody", async () => {
    const { id: poolId } = await makeFilledPool(account, 1);
    const wish = { name: "T", campaignId, publisherNumberId: own.numberId };
    await account.make("tags", { ...wish, captureUserData: true, poolId });
    const first = await visit(server, account.accountId, campaignId, "anna");
    server.clock.advanceSeconds(3600);
    const second = await visit(server, account.accountId, campaignId, "bert");
    expect(second.number).toBe(first.number);
    const call = await dial(server, account.accountId, second.number ?? "");
    expect(call.attribution.impressions).toHaveLength(2);
    const { body } = await publisher.ask("GET", `calls/${call.id}`);
    expect(body).toMatchObject({ attribution: { impressions: [{ id: second.impressionId }] } });
    expect(JSON.stringify(body)).not.toContain(first.impressionId);
  });
});
