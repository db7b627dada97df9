import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  askerWith,
  baseUrl,
  inject,
  password,
  startAdminServer,
  type AdminServer,
} from "../../../test/support/admin-server.ts";

let server: AdminServer;

beforeAll(async () => {
  server = await startAdminServer("sqlite");
});

afterAll(async () => {
  await server.close();
});

type Ask = (method: string, path: string, body?: unknown) => ReturnType<typeof inject>;

async function log(ask: Ask, query = ""): Promise<readonly Record<string, unknown>[]> {
  const { status, body } = await ask("GET", `audit${query}`);
  expect(status).toBe(200);
  return body["items"] as Record<string, unknown>[];
}

const pool = { name: "Main", country: "US", numberType: "local" };

describe("the audit log (R67)", () => {
  test("says who changed what, and from what to what", async () => {
    const { accountId, ask } = await server.account();
    const person = await server.person(accountId, "admin");
    const { body } = await person.ask("POST", "pools", pool);
    const id = String(body["id"]);
    await ask("PATCH", `pools/${id}`, { name: "Side", idleLimitSeconds: 300 });
    await person.ask("DELETE", `pools/${id}`);
    const actor = { kind: "user", id: person.userId, name: "admin" };
    const token = { kind: "token", name: "tests" };
    expect(await log(ask)).toMatchObject([
      { action: "deletePool", actor, target: { kind: "pools", id, name: "Side" } },
      {
        action: "updatePool",
        actor: token,
        target: { kind: "pools", id, name: "Main" },
        changes: { name: { from: "Main", to: "Side" } },
      },
      { action: "createPool", actor, target: { kind: "pools", id, name: "Main" } },
    ]);
    const [, update] = await log(ask);
    expect(Object.keys(update?.["changes"] ?? {})).toEqual(["name"]);
    expect(await log(ask, `?actor=${person.userId}`)).toHaveLength(2);
    expect(await log(ask, `?target=${id}&limit=1`)).toHaveLength(1);
    expect(await log(ask, "?target=none")).toEqual([]);
  });

  test("says what a token changed that may not read", async () => {
    const { ask } = await server.account();
    const made = await ask("POST", "tokens", { name: "writer", scopes: ["write"] });
    const writer = askerWith(server.app, made.body["token"]);
    const id = String((await writer("POST", "pools", pool)).body["id"]);
    await writer("PATCH", `pools/${id}`, { name: "Side" });
    await writer("DELETE", `pools/${id}`);
    expect(await log(ask, `?target=${id}`)).toMatchObject([
      { action: "deletePool", target: { name: "Side" } },
      { action: "updatePool", changes: { name: { from: "Main", to: "Side" } } },
      { action: "createPool" },
    ]);
  });

  test("has the account, members, invitations and tokens, by their names", async () => {
    const { accountId, ask } = await server.account("Acme");
    const person = await server.person(accountId, "viewer");
    const members = (await ask("GET", "members")).body["items"] as { id: string; email: string }[];
    const member = members.find(({ email }) => email === person.email)?.id ?? "";
    await ask("PATCH", "account", { name: "Acme & Sons" });
    await ask("PATCH", `members/${member}`, { role: "member" });
    const invitation = { email: "z@example.com", role: "viewer" };
    const { body } = await ask("POST", "invitations", invitation);
    await ask("DELETE", `invitations/${String(body["id"])}`);
    await person.ask("PATCH", "me", { name: "Ann" });
    expect(await log(ask)).toMatchObject([
      { action: "updateMe", changes: { name: { from: "viewer", to: "Ann" } } },
      { action: "withdrawInvitation", target: { name: "z@example.com" } },
      { action: "createInvitation", target: { kind: "invitations", name: "z@example.com" } },
      { action: "updateMember", target: { id: member }, changes: { role: { to: "member" } } },
      { action: "updateAccount", target: { id: accountId }, changes: { name: { from: "Acme" } } },
    ]);
  });

  test("has neither what was refused nor what was only read", async () => {
    const { accountId, ask } = await server.account();
    const viewer = await server.person(accountId, "viewer");
    await viewer.ask("POST", "pools", pool);
    await ask("POST", "pools", { name: "" });
    await ask("DELETE", "pools/none");
    await ask("GET", "pools");
    expect(await log(ask)).toEqual([]);
  });

  test("never has a secret", async () => {
    const { email, ask } = await server.account();
    const made = await ask("POST", "tokens", { name: "nightly", scopes: ["read"] });
    const invited = await ask("POST", "invitations", { email: "y@example.com", role: "viewer" });
    const url = ((await server.identity.signInLink(email)) ?? "").slice(baseUrl.length);
    const { cookies } = await server.app.inject({ url });
    const cookie = cookies
      .map(({ name, value }) => `${name}=${encodeURIComponent(value)}`)
      .join(";");
    const headers = { cookie, origin: baseUrl };
    await inject(server.app, "PUT", "me/password", { password }, headers);
    const wish = { currentPassword: password, newPassword: `${password} 2` };
    await inject(server.app, "POST", "/api/auth/change-password", wish, headers);
    const entries = await log(ask);
    expect(entries.map(({ action }) => action)).toEqual([
      "changePassword",
      "setPassword",
      "createInvitation",
      "createToken",
    ]);
    const text = JSON.stringify(entries);
    expect(text).not.toContain(password);
    expect(text).not.toContain(String(made.body["token"]));
    expect(text).not.toContain(String(invited.body["link"]).split("/").at(-1));
  });

  test("tells of somebody who joined", async () => {
    const { ask } = await server.account();
    const { body } = await ask("POST", "invitations", { email: "w@example.com", role: "viewer" });
    const token = String(body["link"]).split("/").at(-1);
    const joining = { name: "Will", password };
    await inject(server.app, "POST", `/api/invitations/${token}`, joining, { origin: baseUrl });
    const [newest] = await log(ask);
    expect(newest).toMatchObject({ action: "acceptInvitation", actor: { name: "Will" } });
  });

  test("is for who manages the account, and for it alone", async () => {
    const { accountId, ask } = await server.account();
    await ask("POST", "pools", pool);
    const stranger = await server.account();
    expect(await log(stranger.ask)).toEqual([]);
    const member = await server.person(accountId, "member");
    expect((await member.ask("GET", "audit")).status).toBe(403);
  });
});
