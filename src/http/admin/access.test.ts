import Fastify from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  baseUrl,
  inject,
  startAdminServer,
  type AccountHands,
  type AdminServer,
  type PersonHands,
} from "../../../test/support/admin-server.ts";
import { capabilitiesOf, roles, tokenScopes, type Role } from "../../core/access/role.ts";
import { browserPaths } from "../../identity/browser-path.ts";
import { declareNeeds, isSatisfied, needs, type Need } from "./needs.ts";

/*
 * Who is let in where, over every route of the document (R67): a route that is new is in these
 * tests already, and one that says nothing of what it needs fails them. That another account's ids
 * find nothing is in `isolation.test.ts`.
 */

type Operation = {
  readonly method: string;
  readonly path: string;
  readonly operationId: string;
  readonly need: Need | undefined;
  /** Its answer goes on until whoever asked leaves. */
  readonly isStream: boolean;
};

type Documented = { readonly operationId: string; readonly responses: object };

let server: AdminServer;
let owner: AccountHands;
let people: Readonly<Record<Role, PersonHands>>;
let operations: readonly Operation[];
let before: string;

beforeAll(async () => {
  server = await startAdminServer("sqlite");
  owner = await server.account();
  const publisherId = await owner.make("publishers", { name: "Search" });
  const made: [Role, PersonHands][] = [];
  for (const role of roles) {
    const only = role === "publisher" ? publisherId : undefined;
    made.push([role, await server.person(owner.accountId, role, only)]);
  }
  // One for each role.
  people = Object.fromEntries(made) as Record<Role, PersonHands>;
  operations = await documented();
  before = await everything();
});

afterAll(async () => {
  await server.close();
});

async function documented(): Promise<readonly Operation[]> {
  const { body } = await inject(server.app, "GET", "/openapi.json");
  const paths = body["paths"] as Record<string, Record<string, Documented>>;
  return Object.entries(paths)
    .filter(([path]) => path.startsWith("/api/v1/"))
    .flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId, responses }]) => ({
        method: method.toUpperCase(),
        path: path.replaceAll(/\{\w+\}/g, "nothing"),
        operationId,
        need: needs[operationId],
        isStream: JSON.stringify(responses).includes("text/event-stream"),
      })),
    );
}

function changing(): readonly Operation[] {
  return operations.filter(({ method }) => method !== "GET");
}

/** What the owner sees in every list. */
async function everything(): Promise<string> {
  const lists = operations.filter(
    ({ method, path, need, isStream }) =>
      method === "GET" && !path.includes("nothing") && need !== "self" && !isStream,
  );
  const answers = [];
  for (const { path } of lists) answers.push((await owner.ask("GET", path)).body);
  // When a token was last used changes with the very request that asks.
  return JSON.stringify(answers).replaceAll(/"lastUsedAt":"[^"]*"/g, "");
}

function bodyOf(method: string): object | undefined {
  return method === "GET" || method === "DELETE" ? undefined : {};
}

async function expectRefused(
  headers: Readonly<Record<string, string>>,
  asked: readonly Operation[],
  status: number,
  code: string,
): Promise<void> {
  for (const { method, path, operationId } of asked) {
    const answer = await inject(server.app, method, path, bodyOf(method), headers);
    expect(answer, operationId).toMatchObject({ status, body: { code } });
  }
  expect(await everything()).toBe(before);
}

describe("what a route needs", () => {
  test("every documented operation says it, and none is said that is not there", () => {
    expect(operations.length).toBeGreaterThan(40);
    expect(operations.filter(({ need }) => need === undefined)).toEqual([]);
    const there = new Set(operations.map(({ operationId }) => operationId));
    expect(Object.keys(needs).filter((operationId) => !there.has(operationId))).toEqual([]);
  });

  test.each([
    ["an operation that is not in the table", { operationId: "inventedJustNow" }],
    ["an operation called as objects are", { operationId: "constructor" }],
    ["no operation", {}],
  ])("a server with a route of %s does not start", async (_what, schema) => {
    const app = Fastify();
    declareNeeds(app);
    expect(() => app.post("/new", { schema }, async () => "done")).toThrow("/new");
    await app.close();
  });

  test("whatever changes something needs more than to read, or is about oneself", () => {
    const weak = changing().filter(({ need }) => need !== "write" && need !== "manage");
    expect(weak.map(({ operationId, need }) => `${operationId} ${need}`).toSorted()).toEqual([
      "endOtherSessions self",
      "endSession self",
      "setPassword self",
      "updateMe self",
    ]);
  });
});

describe("a request that changes something", () => {
  test.each([
    ["without a session or token", {}],
    ["with a token that nobody has", { authorization: `Bearer cp_${"x".repeat(64)}` }],
    [
      "with a session that nobody has",
      { cookie: "callpool.session_token=abc.def", origin: baseUrl },
    ],
  ])("%s is refused on every route", async (_what, headers) => {
    await expectRefused(headers, changing(), 401, "unauthorized");
  });

  test.each(["https://evil.example", "http://localhost:4301", "null", ""])(
    "of an owner's browser on a page of %j is refused on every route",
    async (origin) => {
      const from = origin === "" ? {} : { origin };
      const headers = { cookie: people.owner.cookie, ...from };
      await expectRefused(headers, changing(), 403, "forbidden");
    },
  );

  test.each(["viewer", "publisher"] as const)(
    "of a %s is refused on every route that is not about oneself",
    async (role) => {
      const headers = { cookie: people[role].cookie, origin: baseUrl };
      const others = changing().filter(({ need }) => need !== "self");
      await expectRefused(headers, others, 403, "forbidden");
    },
  );

  test("about oneself is refused to a token", async () => {
    const headers = { authorization: `Bearer ${owner.token}` };
    const self = operations.filter(({ need }) => need === "self");
    await expectRefused(headers, self, 403, "forbidden");
  });
});

describe("every route, by role", () => {
  test.each(roles)("%s is let in exactly where the role can", async (role) => {
    const headers = { cookie: people[role].cookie };
    for (const { method, path, operationId, need = "manage", isStream } of operations) {
      const isIn = isSatisfied(need, { can: capabilitiesOf(role), isToken: false });
      // A change is not made: the origin is missing, which is looked at before the role.
      if (method !== "GET" || (isStream && isIn)) continue;
      const { status } = await inject(server.app, method, path, undefined, headers);
      expect(status === 403, `${operationId} answers ${status}`).toBe(!isIn);
    }
  });

  test.each(tokenScopes)("a token with the scope %s is let in there alone", async (scope) => {
    const { token } = await server.identity.tokens.create(owner, scope, [scope]);
    const headers = { authorization: `Bearer ${token}` };
    const closed = operations.filter(
      ({ need = "manage" }) => !isSatisfied(need, { can: [scope], isToken: true }),
    );
    expect(closed.length).toBeGreaterThan(10);
    for (const { method, path, operationId } of closed) {
      const answer = await inject(server.app, method, path, bodyOf(method), headers);
      expect(answer, operationId).toMatchObject({ status: 403, body: { code: "forbidden" } });
    }
    const { id } = (await server.identity.tokens.list(owner.accountId))[0] ?? { id: "" };
    await server.identity.tokens.revoke(owner.accountId, id);
  });

  test("a token of an owner who became a viewer reads, and no more", async () => {
    const account = await server.account("Other");
    const person = await server.person(account.accountId, "owner");
    const made = await person.ask("POST", "tokens", { name: "mine", scopes: ["read", "write"] });
    const headers = { authorization: `Bearer ${String(made.body["token"])}` };
    const members = (await account.ask("GET", "members")).body["items"] as {
      id: string;
      userId: string;
    }[];
    const { id = "" } = members.find(({ userId }) => userId === person.userId) ?? {};
    const other = await server.person(account.accountId, "owner");
    expect((await other.ask("PATCH", `members/${id}`, { role: "viewer" })).status).toBe(200);
    expect((await inject(server.app, "GET", "pools", undefined, headers)).status).toBe(200);
    expect((await inject(server.app, "POST", "pools", {}, headers)).status).toBe(403);
  });
});

describe("the paths under /api/auth", () => {
  const open = new Set(["/sign-in/email", "/sign-out"]);
  const posts = Object.entries(browserPaths)
    .filter(([, { method }]) => method === "POST")
    .map(([path]) => path);
  const body = { password: "x", currentPassword: "x", newPassword: "x", code: "x" };

  test.each(posts.filter((path) => !open.has(path)))("%s needs a session", async (path) => {
    const headers = { origin: baseUrl };
    const answer = await inject(server.app, "POST", `/api/auth${path}`, body, headers);
    expect(answer).toMatchObject({ type: expect.stringContaining("problem+json") });
    expect([401, 422]).toContain(answer.status);
    expect(answer.headers["set-cookie"]).toBeUndefined();
  });

  test.each(posts)("%s is refused from a page of another site", async (path) => {
    const headers = { cookie: people.owner.cookie, origin: "https://evil.example" };
    const answer = await inject(server.app, "POST", `/api/auth${path}`, body, headers);
    expect(answer).toMatchObject({ status: 403, body: { code: "forbidden" } });
    expect((await people.owner.ask("GET", "me")).status).toBe(200);
  });
});
