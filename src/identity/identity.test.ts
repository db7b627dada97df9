import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { AccountId } from "../core/ids.ts";
import { migrate } from "../store/sqlite/migrate.ts";
import { createIdentity, type Identity } from "./identity.ts";

const baseUrl = "http://localhost:4300";
const email = "owner@example.com";
const everything = ["read", "write", "manage"];

let folder: string;
let databasePath: string;
let identity: Identity;
let faults: unknown[];
let addresses = 0;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "callpool-identity-"));
  databasePath = join(folder, "callpool.db");
  const database = new DatabaseSync(databasePath);
  database.exec("PRAGMA journal_mode = WAL");
  migrate(database);
  database.close();
  faults = [];
  identity = open();
});

afterEach(() => {
  identity.close();
  rmSync(folder, { recursive: true });
  expect(faults).toEqual([]);
});

function open(url = baseUrl): Identity {
  return createIdentity({
    databasePath,
    secret: "a secret for tests alone, long enough",
    baseUrl: url,
    onFault: (message, cause) => faults.push([message, cause]),
  });
}

async function owner() {
  return identity.createOwner({ email, accountName: "Acme" });
}

function bearer(token: string): Headers {
  return new Headers({ authorization: `Bearer ${token}` });
}

/** Follows the link as a browser would; each from its own address, since attempts are counted. */
async function follow(link: string, to: Identity = identity): Promise<Response> {
  addresses += 1;
  const headers = { "x-callpool-client-address": `198.51.100.${addresses}` };
  const response = await to.handle(new Request(link, { headers }));
  if (response === undefined) throw new Error("the link's path is not open");
  return response;
}

function cookieOf(response: Response): Headers {
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(";")[0]);
  return new Headers({ cookie: cookies.join("; ") });
}

async function linkFor(person: string): Promise<string> {
  const link = await identity.signInLink(person);
  if (link === undefined) throw new Error(`nobody has the email ${person}`);
  return link;
}

describe("owner", () => {
  test("an empty database has no owner; later the first who was created stays the first", async () => {
    expect(await identity.firstOwner()).toBeUndefined();
    const first = await owner();
    expect(await identity.firstOwner()).toEqual({ ...first, email });
    await identity.createOwner({ email: "b@example.com", accountName: "Other" });
    expect(await identity.firstOwner()).toEqual({ ...first, email });
  });

  test("one person can own two accounts, and a token opens exactly its own (R67)", async () => {
    const first = await owner();
    const second = await identity.createOwner({ email, accountName: "Other" });
    expect(second.userId).toBe(first.userId);
    expect(second.accountId).not.toBe(first.accountId);
    for (const holder of [first, second]) {
      const { token } = await identity.tokens.create(holder, "script");
      const actor = await identity.authenticate(bearer(token));
      const proof = { kind: "token", name: "script" };
      expect(actor).toMatchObject({ ...holder, role: "owner", can: everything, proof });
    }
  });

  test("what was created is there for the next process", async () => {
    const holder = await owner();
    const { token } = await identity.tokens.create(holder, "script");
    identity.close();
    identity = open();
    expect(await identity.firstOwner()).toMatchObject(holder);
    expect(await identity.authenticate(bearer(token))).toMatchObject(holder);
  });
});

describe("API tokens (R67)", () => {
  test("one that was made or revoked is so in the file itself, whatever becomes of the log", async () => {
    const holder = await owner();
    const { id } = await identity.tokens.create(holder, "script");
    const idsOnDisk = () => {
      const copy = join(folder, "copy.db");
      copyFileSync(databasePath, copy);
      const database = new DatabaseSync(copy);
      const rows = database.prepare("SELECT id FROM auth_api_key").all();
      database.close();
      return rows.map((row) => row["id"]);
    };
    expect(idsOnDisk()).toEqual([id]);
    await identity.tokens.revoke(holder.accountId, id);
    expect(idsOnDisk()).toEqual([]);
  });

  test("a token is stored as a hash, and listed by its first characters", async () => {
    const holder = await owner();
    const made = await identity.tokens.create(holder, "nightly import");
    expect(made.token).toMatch(/^cp_[A-Za-z]{64}$/);
    const [listed, ...others] = await identity.tokens.list(holder.accountId);
    expect(others).toEqual([]);
    expect(listed).toEqual({
      id: made.id,
      name: "nightly import",
      scopes: everything,
      start: made.token.slice(0, 7),
      createdAt: made.createdAt,
    });
    const database = new DatabaseSync(databasePath, { readOnly: true });
    const rows = JSON.stringify(database.prepare("SELECT * FROM auth_api_key").all());
    database.close();
    expect(rows).not.toContain(made.token.slice(7));
  });

  test("use is remembered, and is not limited in number", async () => {
    const holder = await owner();
    const { token } = await identity.tokens.create(holder, "script");
    for (let i = 0; i < 30; i++) {
      expect(await identity.authenticate(bearer(token))).toMatchObject(holder);
    }
    const [listed] = await identity.tokens.list(holder.accountId);
    expect(listed?.lastUsedAt).toBeGreaterThan(0);
  });

  test("a revoked token opens nothing, and only its own account can revoke it", async () => {
    const holder = await owner();
    const { id, token } = await identity.tokens.create(holder, "script");
    const other = await identity.createOwner({ email: "b@example.com", accountName: "Other" });
    expect(await identity.tokens.revoke(other.accountId, id)).toBe(false);
    expect(await identity.authenticate(bearer(token))).toMatchObject(holder);
    expect(await identity.tokens.revoke(holder.accountId, id)).toBe(true);
    expect(await identity.authenticate(bearer(token))).toBeUndefined();
    expect(await identity.tokens.revoke(holder.accountId, id)).toBe(false);
  });

  test("who is no member of an account gets no token of it", async () => {
    const { userId } = await owner();
    const other = await identity.createOwner({ email: "b@example.com", accountName: "Other" });
    const wish = { userId, accountId: other.accountId };
    await expect(identity.tokens.create(wish, "script")).rejects.toThrow();
    const nowhere = { userId, accountId: "none" as AccountId };
    await expect(identity.tokens.create(nowhere, "script")).rejects.toThrow();
  });

  test("a token ends with the membership of whoever made it", async () => {
    const holder = await owner();
    const { token } = await identity.tokens.create(holder, "script");
    const database = new DatabaseSync(databasePath);
    database.exec("DELETE FROM auth_organization");
    database.close();
    expect(await identity.authenticate(bearer(token))).toBeUndefined();
  });

  test.each([
    ["nothing", ""],
    ["no scheme", "cp_x"],
    ["another scheme", "Basic b3duZXI6"],
    ["an unknown token", `Bearer cp_${"a".repeat(64)}`],
    ["a token that is too long", `Bearer cp_${"a".repeat(5000)}`],
    ["a token with a quote", `Bearer cp_${"a".repeat(63)}'`],
  ])("%s in Authorization opens nothing", async (_what, authorization) => {
    await owner();
    expect(await identity.authenticate(new Headers({ authorization }))).toBeUndefined();
  });
});

describe("sign-in link", () => {
  test("the link signs in, leads to the app, and works once", async () => {
    const holder = await owner();
    const link = await linkFor(email);
    expect(link).toMatch(/^http:\/\/localhost:4300\/api\/auth\/magic-link\/verify\?token=/);

    const response = await follow(link);
    expect(response.status).toBe(302);
    expect(response.headers.get("location")).toBe(`${baseUrl}/app/`);
    const actor = await identity.authenticate(cookieOf(response));
    const proof = { kind: "session", name: email };
    expect(actor).toMatchObject({ ...holder, role: "owner", can: everything, proof });

    const again = await follow(link);
    expect(again.headers.get("location")).toMatch(/\/api\/auth\/link-failed\?error=INVALID_TOKEN/);
    expect(again.headers.getSetCookie()).toEqual([]);
  });

  test("two uses at the same instant sign in once", async () => {
    await owner();
    const link = await linkFor(email);
    const responses = await Promise.all([follow(link), follow(link)]);
    const signedIn = responses.filter((response) => response.headers.getSetCookie().length > 0);
    expect(signedIn).toHaveLength(1);
  });

  test("a link is good for 24 hours and no longer", async () => {
    await owner();
    const link = await linkFor(email);
    const database = new DatabaseSync(databasePath);
    const row = database.prepare("SELECT expiresAt, createdAt FROM auth_verification").get();
    const life = Date.parse(String(row?.["expiresAt"])) - Date.parse(String(row?.["createdAt"]));
    expect(Math.round(life / 1000)).toBe(24 * 3600);
    database
      .prepare("UPDATE auth_verification SET expiresAt = ?")
      .run(new Date(Date.now() - 1).toISOString());
    database.close();
    const response = await follow(link);
    expect(response.headers.getSetCookie()).toEqual([]);
    expect(response.headers.get("location")).toMatch(/link-failed/);
  });

  test("nobody gets a link for an email that nobody has", async () => {
    await owner();
    expect(await identity.signInLink("stranger@example.com")).toBeUndefined();
  });

  test("the link is stored as a hash", async () => {
    await owner();
    const token = new URL(await linkFor(email)).searchParams.get("token") ?? "";
    expect(token).not.toBe("");
    const database = new DatabaseSync(databasePath, { readOnly: true });
    const rows = JSON.stringify(database.prepare("SELECT * FROM auth_verification").all());
    database.close();
    expect(rows).not.toContain(token);
  });
});

describe("session cookie", () => {
  test("it is out of reach of scripts and of other sites' requests", async () => {
    await owner();
    const [cookie] = (await follow(await linkFor(email))).headers.getSetCookie();
    expect(cookie).toMatch(/^callpool\.session_token=/);
    expect(cookie).toMatch(/; HttpOnly/i);
    expect(cookie).toMatch(/; SameSite=Lax/i);
    expect(cookie).not.toMatch(/; Secure/i);
  });

  test("it is secure where the server is reached over https", async () => {
    const secure = open("https://calls.example.com");
    await secure.createOwner({ email, accountName: "Acme" });
    const link = (await secure.signInLink(email)) ?? "";
    const [cookie] = (await follow(link, secure)).headers.getSetCookie();
    expect(cookie).toMatch(/^__Secure-callpool\.session_token=.*; Secure/i);
    secure.close();
  });

  test("a cookie that was changed by one character opens nothing", async () => {
    await owner();
    const cookie = cookieOf(await follow(await linkFor(email))).get("cookie") ?? "";
    const changed = cookie.replace(
      /=(.)/,
      (_all, first: string) => `=${first === "a" ? "b" : "a"}`,
    );
    expect(await identity.authenticate(new Headers({ cookie }))).toBeDefined();
    expect(await identity.authenticate(new Headers({ cookie: changed }))).toBeUndefined();
  });

  test("signing out ends the session", async () => {
    await owner();
    const headers = cookieOf(await follow(await linkFor(email)));
    headers.set("origin", baseUrl);
    const signOut = new Request(`${baseUrl}/api/auth/sign-out`, { method: "POST", headers });
    expect((await identity.handle(signOut))?.status).toBe(200);
    expect(await identity.authenticate(headers)).toBeUndefined();
  });

  test("another site's page cannot sign its visitor out", async () => {
    await owner();
    const headers = cookieOf(await follow(await linkFor(email)));
    headers.set("origin", "https://evil.example");
    const signOut = new Request(`${baseUrl}/api/auth/sign-out`, { method: "POST", headers });
    expect((await identity.handle(signOut))?.status).toBe(403);
    expect(await identity.authenticate(headers)).toBeDefined();
  });

  test("a person of two accounts chooses the one that the session works in", async () => {
    const first = await owner();
    const second = await identity.createOwner({ email, accountName: "Other" });
    const headers = cookieOf(await follow(await linkFor(email)));
    expect(await identity.authenticate(headers)).toMatchObject(first);
    headers.set("origin", baseUrl);
    headers.set("content-type", "application/json");
    const choose = new Request(`${baseUrl}/api/auth/organization/set-active`, {
      method: "POST",
      headers,
      body: JSON.stringify({ organizationId: second.accountId }),
    });
    expect((await identity.handle(choose))?.status).toBe(200);
    expect(await identity.authenticate(headers)).toMatchObject(second);
  });
});

describe("what browsers can reach", () => {
  test.each([
    "/api/auth/sign-up/email",
    "/api/auth/sign-in/magic-link",
    "/api/auth/organization/create",
    "/api/auth/organization/delete",
    "/api/auth/organization/update",
    "/api/auth/api-key/create",
    "/api/auth/delete-user",
    "/api/auth/sign-out/",
    "/api/auth//sign-up/email",
  ])("%s is closed", async (path) => {
    const request = new Request(baseUrl + path, { method: "POST", body: "{}" });
    expect(await identity.handle(request)).toBeUndefined();
  });

  test("guessing passwords is slowed down by address", async () => {
    await owner();
    const guess = () =>
      identity.handle(
        new Request(`${baseUrl}/api/auth/sign-in/email`, {
          method: "POST",
          headers: {
            "content-type": "application/json",
            "x-callpool-client-address": "192.0.2.1",
          },
          body: JSON.stringify({ email, password: "wrong password, long" }),
        }),
      );
    const statuses: (number | undefined)[] = [];
    for (let i = 0; i < 5; i++) statuses.push((await guess())?.status);
    expect(statuses.slice(0, 3)).toEqual([401, 401, 401]);
    expect(statuses.at(-1)).toBe(429);
  });
});
