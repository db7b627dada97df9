import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dial, makeFilledPool, makeTag, visit } from "../../../test/support/admin-records.ts";
import {
  inject,
  startAdminServer,
  type AccountHands,
  type AdminServer,
} from "../../../test/support/admin-server.ts";

/*
 * Nothing crosses accounts: over every route of the document, with every id of another account, on
 * the store that runs in production.
 */

/** Short lists, read whole, whose records are not shown alone. */
const wholeLists: ReadonlySet<string> = new Set(["members", "invitations", "tokens"]);

let server: AdminServer;
let owner: AccountHands;
let stranger: AccountHands;
let ids: Readonly<Record<string, string>>;
let routes: readonly { readonly method: string; readonly path: string }[];

beforeAll(async () => {
  server = await startAdminServer("sqlite");
  owner = await server.account("Owner");
  stranger = await server.account("Stranger");
  ids = await fill(owner);
  routes = await documentedRoutes();
});

afterAll(async () => {
  await server.close();
});

/** One record of every kind. */
async function fill(account: AccountHands) {
  const { id: poolId } = await makeFilledPool(account, 1);
  const tag = await makeTag(account, poolId);
  const { impressionId, number = "" } = await visit(
    server,
    account.accountId,
    tag.campaignId,
    "anna",
  );
  const call = await dial(server, account.accountId, number);
  const { body: numbers } = await account.ask("GET", `pools/${poolId}/numbers`);
  const { body: members } = await account.ask("GET", "members");
  const invitation = { email: "new@example.com", role: "viewer" };
  const { body: token } = await account.ask("POST", "tokens", { name: "theirs", scopes: ["read"] });
  return {
    publishers: tag.publisherId,
    campaigns: tag.campaignId,
    "publisher-numbers": tag.publisherNumberId,
    numbers: (numbers["items"] as { id: string }[])[0]?.id ?? "",
    pools: poolId,
    tags: tag.tagId,
    calls: call.id,
    impressions: impressionId,
    members: (members["items"] as { id: string }[])[0]?.id ?? "",
    invitations: await account.make("invitations", invitation),
    tokens: String(token["id"]),
  };
}

async function documentedRoutes() {
  const { body } = await inject(server.app, "GET", "/openapi.json");
  // Events of an account are tested where they are made: such an answer does not end.
  const isStream = (operation: unknown) => JSON.stringify(operation).includes("event-stream");
  const paths = Object.entries(body["paths"] as Record<string, Record<string, unknown>>);
  return (
    paths
      // What is about oneself alone takes a session, and is tested with it.
      .filter(([path]) => path.startsWith("/api/v1/") && !path.startsWith("/api/v1/me/"))
      .flatMap(([path, methods]) =>
        Object.entries(methods)
          .filter(([, operation]) => !isStream(operation))
          .map(([method]) => ({ method: method.toUpperCase(), path })),
      )
  );
}

/** A body that the owner's own request would be done with. */
function bodyOf(method: string, path: string): unknown {
  if (method === "GET" || method === "DELETE") return undefined;
  if (path.endsWith("/rest")) return { until: "2027-01-01T00:00:00Z" };
  if (path.endsWith("/numbers") || path.endsWith("/remove")) return { numbers: ["+12125550100"] };
  if (path.includes("/members/")) return { role: "viewer" };
  return path.includes("publisher-numbers") ? { status: "paused" } : { name: "Taken over" };
}

/** Everything that the owner sees. */
async function snapshot(): Promise<string> {
  const answers: unknown[] = [(await owner.ask("GET", "account")).body];
  for (const [kind, id] of Object.entries(ids)) {
    const { body } = await owner.ask("GET", wholeLists.has(kind) ? kind : `${kind}?limit=200`);
    answers.push(body);
    if (!wholeLists.has(kind)) answers.push((await owner.ask("GET", `${kind}/${id}`)).body);
  }
  // When a token was last used changes with the very request that asks.
  return JSON.stringify(answers).replaceAll(/"lastUsedAt":"[^"]*"/g, "");
}

describe("a stranger with the owner's ids", () => {
  test("finds nothing on any route with an id, and changes nothing", async () => {
    const withId = routes.filter(({ path }) => path.includes("{id}"));
    expect(withId.length).toBeGreaterThan(20);
    const before = await snapshot();
    for (const { method, path } of withId) {
      const id = ids[path.split("/")[3] ?? ""];
      expect(id, `no record for ${path}`).toBeDefined();
      const answer = await stranger.ask(
        method,
        path.replace("{id}", id ?? ""),
        bodyOf(method, path),
      );
      expect(answer, `${method} ${path}`).toMatchObject({
        status: 404,
        body: { code: "not_found" },
      });
    }
    expect(await snapshot()).toBe(before);
  });

  test("sees none of them in any list", async () => {
    const lists = routes.filter(({ method, path }) => method === "GET" && !path.includes("{id}"));
    expect(lists.length).toBeGreaterThan(8);
    for (const { path } of lists) {
      const { status, body } = await stranger.ask("GET", path);
      expect(status).toBe(200);
      const text = JSON.stringify(body);
      for (const id of [...Object.values(ids), owner.accountId]) expect(text).not.toContain(id);
    }
  });

  test("cannot filter by them", async () => {
    for (const list of ["calls", "impressions"]) {
      for (const query of [`campaignId=${ids["campaigns"]}`, `poolId=${ids["pools"]}`]) {
        expect(await stranger.ask("GET", `${list}?${query}`)).toMatchObject({ status: 404 });
      }
    }
    const ofPublisher = await stranger.ask("GET", `calls?publisherId=${ids["publishers"]}`);
    expect(ofPublisher).toMatchObject({ status: 404 });
    const where = JSON.stringify([[{ field: "id", op: "equals", value: ids["calls"] }]]);
    const byFilter = await stranger.ask("GET", `calls?where=${encodeURIComponent(where)}`);
    expect(byFilter.body).toMatchObject({ items: [], total: 0 });
    const numbers = await stranger.ask("GET", `numbers?poolId=${ids["pools"]}`);
    expect(numbers).toMatchObject({ status: 404 });
    for (const [kind, id] of Object.entries(ids)) {
      if (wholeLists.has(kind)) continue;
      for (const after of [id, "zzz", "%00", "'"]) {
        const page = await stranger.ask("GET", `${kind}?after=${after}`);
        // The call log's pages do not go by ids.
        const nothing = kind === "calls" ? { status: 422 } : { status: 200, body: { items: [] } };
        expect(page, `${kind} after ${after}`).toMatchObject(nothing);
      }
    }
  });

  test("cannot name them in a body", async () => {
    const own = await fill(stranger);
    const number = "+18885550123";
    const ofOwn = { campaignId: own.campaigns, publisherId: own.publishers };
    const pool = { name: "P", country: "US", numberType: "local" };
    const free = await stranger.make("publisher-numbers", { number: "+18885550124", ...ofOwn });
    const tag = { name: "T", campaignId: own.campaigns, publisherNumberId: free };
    const wishes: readonly (readonly [string, string, object])[] = [
      ["POST", "publisher-numbers", { number, ...ofOwn, campaignId: ids["campaigns"] }],
      ["POST", "publisher-numbers", { number, ...ofOwn, publisherId: ids["publishers"] }],
      ["POST", "pools", { ...pool, publisherId: ids["publishers"] }],
      ["PATCH", `pools/${own.pools}`, { publisherId: ids["publishers"] }],
      ["POST", "tags", { ...tag, campaignId: ids["campaigns"] }],
      ["POST", "tags", { ...tag, publisherNumberId: ids["publisher-numbers"] }],
      ["POST", "tags", { ...tag, captureUserData: true, poolId: ids["pools"] }],
      ["PATCH", `tags/${own.tags}`, { poolId: ids["pools"] }],
      ["PATCH", `tags/${own.tags}`, { publisherNumberId: ids["publisher-numbers"] }],
    ];
    for (const [method, path, body] of wishes) {
      const answer = await stranger.ask(method, path, body);
      expect(answer, `${method} ${path}`).toMatchObject({ status: 404 });
    }
  });

  test("cannot use the numbers: they are not in the stranger's inventory", async () => {
    const poolId = await stranger.make("pools", { name: "P", country: "US", numberType: "local" });
    const number = "+12125550155";
    await owner.ask("POST", "numbers", { numbers: [{ number }] });
    const answer = await stranger.ask("POST", `pools/${poolId}/numbers`, { numbers: [number] });
    expect(answer.body).toMatchObject({ done: 0, refused: 1 });
  });
});
