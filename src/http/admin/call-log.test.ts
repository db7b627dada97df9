import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dial, makeFilledPool, makeTag, visit } from "../../../test/support/admin-records.ts";
import {
  startAdminServer,
  type AccountHands,
  type AdminServer,
} from "../../../test/support/admin-server.ts";
import { addTags, makeTag as makeVisitTag, noTags } from "../../core/visit/tag.ts";

let server: AdminServer;
let account: AccountHands;
let ids: Awaited<ReturnType<typeof makeTag>>;
let poolId: string;
/** The calls, named for their visitors. */
const calls = new Map<string, string>();

/** Five visits that call, and a call to a number that nobody has. */
beforeAll(async () => {
  server = await startAdminServer("sqlite");
  account = await server.account();
  ({ id: poolId } = await makeFilledPool(account, 5));
  ids = await makeTag(account, poolId);
  await come("anna", { utm_source: "google", zip: "90210", price: "20" });
  await come("bert", { utm_source: "bing", zip: "10001", price: "9.5" });
  await come("carl", { utm_source: "google", zip: "10001" });
  await come("dora", { price: "n/a" });
  await come("emil", { utm_source: "news:letter" });
  calls.set("nobody", (await dial(server, account.accountId, "+12125550177")).id);
});

afterAll(async () => {
  await server.close();
});

async function come(who: string, pairs: Readonly<Record<string, string>>): Promise<void> {
  const found = Object.entries(pairs).map(([name, value]) =>
    makeVisitTag("User", name, value, "impression"),
  );
  const tags = addTags(noTags, found);
  const { number = "" } = await visit(server, account.accountId, ids.campaignId, who, { tags });
  server.clock.advanceSeconds(1);
  calls.set(who, (await dial(server, account.accountId, number)).id);
}

type Query = Readonly<Record<string, unknown>>;

function ask(query: Query) {
  const texts = Object.entries(query).map(([name, value]) => [
    name,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  return account.ask("GET", `calls?${String(new URLSearchParams(texts))}`);
}

/** Who called, in the order of the page. */
async function callers(query: Query): Promise<string[]> {
  const { status, body } = await ask(query);
  expect(status, JSON.stringify(body)).toBe(200);
  const names = new Map([...calls].map(([who, id]) => [id, who]));
  return (body["items"] as { id: string }[]).map(({ id }) => names.get(id) ?? id);
}

const google = { field: "tag:User:utm_source", op: "equals", value: "google" };
const zip = { field: "tag:User:zip", op: "anyOf", value: ["10001", "60601"] };

describe("the call log's query", () => {
  test("of a group's conditions one must hold, and every group must (R61)", async () => {
    expect(await callers({ where: [[google, zip]] })).toEqual(["carl", "bert", "anna"]);
    expect(await callers({ where: [[google], [zip]] })).toEqual(["carl"]);
    expect((await ask({ where: [[google, zip]], limit: 1 })).body).toMatchObject({ total: 3 });
  });

  test("a condition that is turned around holds where the tag is missing (R61)", async () => {
    const where = [[{ ...google, not: true }]];
    expect(await callers({ where })).toEqual(["nobody", "emil", "dora", "bert"]);
  });

  test("any built-in field filters (R59)", async () => {
    const rejected = { field: "rejectReason", op: "equals", value: "unknown_number" };
    expect(await callers({ where: [[rejected]] })).toEqual(["nobody"]);
    const fromPool = { field: "isFromPool", op: "equals", value: true };
    expect(await callers({ where: [[{ ...fromPool, not: true }]] })).toEqual(["nobody"]);
    const dialled = { field: "to", op: "beginsWith", value: "+1212555010" };
    expect(await callers({ where: [[dialled]] })).toHaveLength(5);
    const early = { field: "secondsFromImpression", op: "less", value: 1 };
    expect(await callers({ where: [[early]] })).toEqual([]);
  });

  test("a number among the tags is ordered as one; what is missing comes last (R59)", async () => {
    const sort = "tag:User:price";
    const none = ["carl", "emil", "nobody"];
    expect(await callers({ sort })).toEqual(["bert", "anna", "dora", ...none]);
    expect(await callers({ sort: `-${sort}` })).toEqual([
      "anna",
      "bert",
      "dora",
      ...none.toReversed(),
    ]);
    const cheap = { field: "tag:User:price", op: "less", value: "10" };
    expect(await callers({ where: [[cheap]] })).toEqual(["bert"]);
  });

  test("pages follow each other in any order (R59)", async () => {
    const sort = "-tag:User:utm_source";
    const whole = await callers({ sort });
    const seen: string[] = [];
    let after: Query = {};
    for (;;) {
      const { body } = await ask({ sort, limit: 1, ...after });
      seen.push(...(await callers({ sort, limit: 1, ...after })));
      expect(body).toMatchObject({ total: 6 });
      if (body["next"] === undefined) break;
      after = { after: body["next"] };
    }
    expect(seen).toEqual(whole);
    const other = await ask({ sort: "to", ...after });
    expect(other).toMatchObject({ status: 422, body: { errors: [{ path: "after" }] } });
  });

  test("from is included, until is not", async () => {
    const { body } = await account.ask("GET", `calls/${calls.get("bert")}`);
    const at = String(body["receivedAt"]);
    expect(await callers({ from: at })).toEqual(["nobody", "emil", "dora", "carl", "bert"]);
    expect(await callers({ until: at })).toEqual(["anna"]);
    expect(await callers({ until: at.replace("Z", "+00:00"), sort: "to" })).toEqual(["anna"]);
  });

  test("only calls of the campaign, publisher or pool that was named", async () => {
    const { campaignId, publisherId } = ids;
    for (const scope of [{ campaignId }, { publisherId }, { poolId }]) {
      expect(await callers(scope)).toEqual(["emil", "dora", "carl", "bert", "anna"]);
    }
    expect(await callers({ campaignId, where: [[zip]] })).toEqual(["carl", "bert"]);
  });

  test.each([
    ["text that is no JSON", "{", "where", /not JSON/],
    ["another shape", { field: "to" }, "where", /array/],
    ["an empty group", [[]], "where.0", /./],
    ["no such field", [[{ ...google, field: "zip" }]], "where.0.0", /no field "zip"/],
    ["a tag without a name", [[{ ...google, field: "tag:User:" }]], "where.0.0", /no field/],
    ["what comes with every object", [[{ ...google, field: "constructor" }]], "where.0.0", /no/],
    ["no such operator", [[{ ...google, op: "like" }]], "where.0.0.op", /./],
    ["a list for one value", [[{ ...google, value: ["a"] }]], "where.0.0", /takes one value/],
    ["one value for a list", [[{ ...zip, value: "a" }]], "where.0.0", /takes a list/],
    ["no value", [[{ field: "to", op: "equals" }]], "where.0.0", /needs a value/],
    ["a value for exists", [[{ field: "to", op: "exists", value: "x" }]], "where.0.0", /no value/],
    ["order among texts", [[{ field: "to", op: "less", value: 1 }]], "where.0.0", /not by less/],
    [
      "a number that is none",
      [[google], [google, { field: "lengthSeconds", op: "greater", value: "long" }]],
      "where.1.1",
      /takes a number/,
    ],
    [
      "a day for a time",
      [[{ field: "endedAt", op: "less", value: "2026-01-05" }]],
      "where.0.0",
      /ISO 8601/,
    ],
  ])("%s is refused, and the answer says where", async (_, where, path, message) => {
    const { status, body } = await ask({ where });
    expect(status).toBe(422);
    expect(body["errors"]).toContainEqual({ path, message: expect.stringMatching(message) });
  });

  test.each([
    ["sort=zip", "sort"],
    ["sort=", "sort"],
    ["sort=--to", "sort"],
    ["after=zzz", "after"],
    ["after=W10", "after"],
    ["from=yesterday", "from"],
    ["colour=red", ""],
  ])("calls?%s is refused", async (query, path) => {
    const { status, body } = await account.ask("GET", `calls?${query}`);
    expect(status).toBe(422);
    expect(body["errors"]).toContainEqual(expect.objectContaining({ path }));
  });

  test("every field is listed with what it can be compared by, tags with their values (R59)", async () => {
    const { status, body } = await account.ask("GET", "fields");
    expect(status).toBe(200);
    expect(body).toMatchObject({ recordsRead: 11, isCut: false });
    expect(body["items"]).toContainEqual(
      expect.objectContaining({
        field: "state",
        kind: "builtIn",
        title: "State",
        valueType: "choice",
        choices: expect.arrayContaining(["completed"]),
        ops: ["equals", "anyOf", "exists"],
      }),
    );
    expect(body["items"]).toContainEqual(
      expect.objectContaining({
        field: "tag:User:zip",
        kind: "tag",
        type: "User",
        name: "zip",
        valueType: "number",
        examples: ["10001", "90210"],
      }),
    );
    for (const { field } of body["items"] as { field: string }[]) {
      const where = [[{ field, op: "exists" }]];
      expect((await ask({ where, sort: field })).status, field).toBe(200);
    }
  });

  test("campaign and publisher come with their names, also after they were deleted", async () => {
    const { body } = await account.ask("GET", `calls/${calls.get("anna")}`);
    expect(body).toMatchObject({
      campaign: { id: ids.campaignId, name: "Plumbing" },
      publisher: { id: ids.publisherId, name: "Search" },
      pool: { id: poolId, name: "Main" },
      tag: { id: ids.tagId, name: "Header" },
    });
    await account.ask("DELETE", `campaigns/${ids.campaignId}?force=true`);
    const listed = await ask({ limit: 2 });
    expect(listed.body["items"]).toMatchObject([
      { id: calls.get("nobody") },
      { campaign: { name: "Plumbing" }, publisher: { name: "Search" } },
    ]);
  });
});
