import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  askerWith,
  inject,
  startAdminServer,
  type AccountHands,
  type AdminServer,
} from "../../../test/support/admin-server.ts";

let server: AdminServer;

beforeAll(async () => {
  server = await startAdminServer();
});

afterAll(async () => {
  await server.close();
});

type Ask = AccountHands["ask"];
type Item = { readonly id: string; readonly userId: string; readonly role: string };

async function memberOf(ask: Ask, userId: string): Promise<string> {
  const items = (await ask("GET", "members")).body["items"] as Item[];
  return items.find((item) => item.userId === userId)?.id ?? "none";
}

describe("members (R67)", () => {
  test("are listed with their roles, the longest there first", async () => {
    const { ask, accountId, userId, email, make } = await server.account();
    const publisherId = await make("publishers", { name: "Search" });
    const person = await server.person(accountId, "publisher", publisherId);
    expect((await ask("GET", "members")).body["items"]).toMatchObject([
      { userId, email, role: "owner", isYou: true, isTwoFactorOn: false },
      { userId: person.userId, email: person.email, role: "publisher", publisherId, isYou: false },
    ]);
  });

  test("a changed role counts from the next request on", async () => {
    const { ask, accountId } = await server.account();
    const person = await server.person(accountId, "viewer");
    const wish = { name: "P", country: "US", numberType: "local" };
    expect((await person.ask("POST", "pools", wish)).status).toBe(403);
    const id = await memberOf(ask, person.userId);
    expect(await ask("PATCH", `members/${id}`, { role: "member" })).toMatchObject({
      status: 200,
      body: { id, role: "member" },
    });
    expect((await person.ask("POST", "pools", wish)).status).toBe(201);
    expect((await person.ask("GET", "members")).status).toBe(403);
  });

  test("one who is removed is let in no more, nor are their tokens", async () => {
    const { ask, accountId } = await server.account();
    const person = await server.person(accountId, "admin");
    const made = await person.ask("POST", "tokens", { name: "theirs", scopes: ["read"] });
    expect(made.status).toBe(201);
    const headers = { authorization: `Bearer ${String(made.body["token"])}` };
    expect((await inject(server.app, "GET", "me", undefined, headers)).status).toBe(200);
    const id = await memberOf(ask, person.userId);
    expect((await ask("DELETE", `members/${id}`)).status).toBe(204);
    expect((await person.ask("GET", "me")).status).toBe(401);
    expect((await inject(server.app, "GET", "me", undefined, headers)).status).toBe(401);
    const { body } = await ask("GET", "tokens");
    expect(body["items"]).not.toContainEqual(expect.objectContaining({ name: "theirs" }));
    expect((await ask("DELETE", `members/${id}`)).status).toBe(404);
  });

  test("one who is removed goes on in their other account", async () => {
    const first = await server.account("First");
    const second = await server.account("Second");
    const person = await server.person(first.accountId, "member");
    const { userId } = person;
    await server.identity.members.add({ accountId: second.accountId, userId, role: "viewer" });
    const id = await memberOf(first.ask, userId);
    expect((await first.ask("DELETE", `members/${id}`)).status).toBe(204);
    const me = await person.ask("GET", "me");
    expect(me.body).toMatchObject({ account: { name: "Second" }, role: "viewer" });
  });

  test("the last owner is neither demoted nor removed", async () => {
    const { ask, userId, accountId } = await server.account();
    const owner = await server.person(accountId, "owner");
    const [first, last] = [await memberOf(ask, userId), await memberOf(ask, owner.userId)];
    const demoted = await owner.ask("PATCH", `members/${first}`, { role: "admin" });
    expect(demoted.status).toBe(200);
    const refused = { status: 409, body: { code: "conflict" } };
    expect(await owner.ask("PATCH", `members/${last}`, { role: "admin" })).toMatchObject(refused);
    expect(await owner.ask("DELETE", `members/${last}`)).toMatchObject(refused);
  });

  test("two owners who demote each other at once leave one", async () => {
    const { ask, userId, accountId } = await server.account();
    const [one, other] = [
      await server.person(accountId, "owner"),
      await server.person(accountId, "owner"),
    ];
    await one.ask("DELETE", `members/${await memberOf(ask, userId)}`);
    const { items } = (await one.ask("GET", "members")).body as {
      readonly items: readonly { readonly id: string; readonly userId: string }[];
    };
    const idOf = (person: string) => items.find((item) => item.userId === person)?.id;
    const statuses = await Promise.all([
      one.ask("PATCH", `members/${idOf(other.userId)}`, { role: "viewer" }),
      other.ask("PATCH", `members/${idOf(one.userId)}`, { role: "viewer" }),
    ]);
    expect(statuses.map(({ status }) => status).toSorted()).toContain(200);
    const left = await server.identity.members.list(accountId);
    expect(left.filter(({ role }) => role === "owner")).toHaveLength(1);
  });

  test("an admin cannot make, change or remove owners", async () => {
    const { ask, userId, accountId } = await server.account();
    const admin = await server.person(accountId, "admin");
    const [owner, own] = [await memberOf(ask, userId), await memberOf(ask, admin.userId)];
    const refused = { status: 403, body: { code: "forbidden" } };
    expect(await admin.ask("PATCH", `members/${owner}`, { role: "viewer" })).toMatchObject(refused);
    expect(await admin.ask("DELETE", `members/${owner}`)).toMatchObject(refused);
    expect(await admin.ask("PATCH", `members/${own}`, { role: "owner" })).toMatchObject(refused);
    const invitation = { email: "b@example.com", role: "owner" };
    expect(await admin.ask("POST", "invitations", invitation)).toMatchObject(refused);
  });

  test("a token hands out no more than it has itself, and makes no owners", async () => {
    const { accountId, ask } = await server.account();
    const { userId } = await server.person(accountId, "viewer");
    const viewer = await memberOf(ask, userId);
    const refused = { status: 403, body: { code: "forbidden" } };
    const withScopes = async (scopes: readonly string[]) => {
      const made = await ask("POST", "tokens", { name: scopes.join(), scopes });
      return askerWith(server.app, made.body["token"]);
    };
    const manager = await withScopes(["manage"]);
    const email = "c@example.com";
    for (const role of ["owner", "admin", "member", "viewer"]) {
      expect(await manager("POST", "invitations", { email, role })).toMatchObject(refused);
      expect(await manager("PATCH", `members/${viewer}`, { role })).toMatchObject(refused);
    }
    const reader = await withScopes(["read", "manage"]);
    expect(await reader("POST", "invitations", { email, role: "viewer" })).toMatchObject({
      status: 201,
    });
    const all = await withScopes(["read", "write", "manage"]);
    const owner = { email, role: "owner" };
    expect(await all("POST", "invitations", owner)).toMatchObject(refused);
  });

  test("the role publisher comes with a publisher of the account, and no other does", async () => {
    const { ask, accountId, make } = await server.account();
    const stranger = await server.account();
    const theirs = await stranger.make("publishers", { name: "Theirs" });
    const publisherId = await make("publishers", { name: "Ours" });
    const person = await server.person(accountId, "viewer");
    const id = await memberOf(ask, person.userId);
    const change = (body: object) => ask("PATCH", `members/${id}`, body);
    expect(await change({ role: "publisher" })).toMatchObject({ status: 422 });
    expect(await change({ role: "member", publisherId })).toMatchObject({ status: 422 });
    expect(await change({ role: "publisher", publisherId: theirs })).toMatchObject({ status: 404 });
    expect(await change({ role: "publisher", publisherId })).toMatchObject({ status: 200 });
    expect((await person.ask("GET", "me")).body).toMatchObject({ role: "publisher", publisherId });
    const back = await change({ role: "viewer" });
    expect(back.body).not.toHaveProperty("publisherId");
  });
});
