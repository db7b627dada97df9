import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  baseUrl,
  cookiesOf,
  inject,
  password,
  startAdminServer,
  type AdminServer,
  type PersonHands,
} from "../../../test/support/admin-server.ts";
import { totpCode } from "../../../test/support/totp.ts";

let server: AdminServer;

beforeAll(async () => {
  server = await startAdminServer();
});

afterAll(async () => {
  await server.close();
});

let addresses = 0;

/** As a page of the app asks better-auth, from an address of its own: attempts are counted. */
async function auth(path: string, body: unknown, cookie = "") {
  addresses += 1;
  const response = await server.app.inject({
    method: "POST",
    url: `/api/auth/${path}`,
    headers: { "content-type": "application/json", origin: baseUrl, cookie },
    payload: JSON.stringify(body),
    remoteAddress: `198.51.100.${addresses}`,
  });
  // better-auth answers with objects, and Callpool with problem documents.
  const answer = JSON.parse(response.body) as Record<string, unknown>;
  return { status: response.statusCode, body: answer, cookie: cookiesOf(response.cookies) };
}

const signIn = (email: string, secret = password) =>
  auth("sign-in/email", { email, password: secret });

function askWith(cookie: string) {
  return (method: string, path: string, body?: unknown) =>
    inject(server.app, method, path, body, { cookie, origin: baseUrl });
}

/** Somebody who followed a link, and so has no password. */
async function byLink(email: string): Promise<string> {
  addresses += 1;
  const url = ((await server.identity.signInLink(email)) ?? "").slice(baseUrl.length);
  const remoteAddress = `198.51.100.${addresses}`;
  return cookiesOf((await server.app.inject({ url, remoteAddress })).cookies);
}

describe("GET /me", () => {
  test("tells a person who they are here and what they may do (R67)", async () => {
    const { accountId } = await server.account("Acme");
    const viewer = await server.person(accountId, "viewer");
    expect((await viewer.ask("GET", "me")).body).toEqual({
      user: {
        id: viewer.userId,
        email: viewer.email,
        name: "viewer",
        hasPassword: true,
        isTwoFactorOn: false,
      },
      account: { id: accountId, name: "Acme", timeZone: "America/New_York" },
      role: "viewer",
      can: ["read"],
      accounts: [{ id: accountId, name: "Acme", role: "viewer" }],
    });
  });

  test("of a token says what its scopes leave", async () => {
    const { ask, accountId, userId } = await server.account();
    const made = await ask("POST", "tokens", { name: "reads", scopes: ["read"] });
    const headers = { authorization: `Bearer ${String(made.body["token"])}` };
    const me = await inject(server.app, "GET", "me", undefined, headers);
    expect(me.body).toMatchObject({ user: { id: userId }, role: "owner", can: ["read"] });
    expect(me.body).toMatchObject({ account: { id: accountId } });
  });

  test("names a publisher's publisher", async () => {
    const { accountId, make } = await server.account();
    const publisherId = await make("publishers", { name: "Search" });
    const publisher = await server.person(accountId, "publisher", publisherId);
    const me = await publisher.ask("GET", "me");
    expect(me.body).toMatchObject({ role: "publisher", publisherId, can: ["own"] });
  });

  test("a person of two accounts works in the one that they choose", async () => {
    const first = await server.account("First");
    const second = await server.account("Second");
    const person = await server.person(first.accountId, "member");
    const membership = { accountId: second.accountId, userId: person.userId, role: "viewer" };
    await server.identity.members.add({ ...membership, role: "viewer" });
    const me = await person.ask("GET", "me");
    expect(me.body).toMatchObject({ account: { name: "First" }, role: "member" });
    expect(me.body["accounts"]).toMatchObject([{ name: "First" }, { name: "Second" }]);
    const organizationId = second.accountId;
    const switched = await auth("organization/set-active", { organizationId }, person.cookie);
    expect(switched.status).toBe(200);
    const after = await person.ask("GET", "me");
    expect(after.body).toMatchObject({ account: { name: "Second" }, role: "viewer" });
    const strange = (await server.account()).accountId;
    const refused = await auth(
      "organization/set-active",
      { organizationId: strange },
      person.cookie,
    );
    expect(refused.status).toBeGreaterThanOrEqual(400);
    // better-auth then forgets the choice.
    expect((await person.ask("GET", "me")).body).toMatchObject({ account: { name: "First" } });
  });
});

test("a person changes their name, which the others see", async () => {
  const { accountId, ask } = await server.account();
  const person = await server.person(accountId, "viewer");
  const changed = await person.ask("PATCH", "me", { name: "Ann" });
  expect(changed).toMatchObject({ status: 200, body: { user: { name: "Ann" } } });
  expect(JSON.stringify((await ask("GET", "members")).body)).toContain('"Ann"');
  for (const body of [{ name: "" }, { name: "a\nb" }, { email: "x@example.com" }]) {
    expect(await person.ask("PATCH", "me", body)).toMatchObject({ status: 422 });
  }
});

describe("the password", () => {
  test("is set once by somebody who came with a link, and opens from then on", async () => {
    const { email } = await server.account();
    const ask = askWith(await byLink(email));
    expect((await ask("GET", "me")).body).toMatchObject({ user: { hasPassword: false } });
    expect(await ask("PUT", "me/password", { password: "short" })).toMatchObject({ status: 422 });
    expect((await ask("PUT", "me/password", { password })).status).toBe(204);
    expect((await ask("GET", "me")).body).toMatchObject({ user: { hasPassword: true } });
    const again = await ask("PUT", "me/password", { password: "another long password" });
    expect(again).toMatchObject({ status: 409, body: { code: "conflict" } });
    expect((await signIn(email)).status).toBe(200);
  });

  test("a wrong one is refused, and does not tell whether the address is known", async () => {
    const { email } = await server.account();
    const known = await signIn(email, "not the password");
    const unknown = await signIn("nobody@example.com", "not the password");
    expect(known).toMatchObject({ status: 401, body: { code: "unauthorized" } });
    expect(unknown.body).toEqual(known.body);
  });

  test("is changed by who knows it, and the other browsers can be signed out", async () => {
    const person = await newPerson();
    const other = await signIn(person.email);
    const newPassword = "an even longer password";
    const wish = { currentPassword: "wrong", newPassword, revokeOtherSessions: true };
    const refused = await auth("change-password", wish, person.cookie);
    expect(refused).toMatchObject({ status: 422, body: { code: "invalid" } });
    expect(refused.body["errors"]).toMatchObject([{ path: "password" }]);
    const short = { ...wish, currentPassword: password, newPassword: "short" };
    expect((await auth("change-password", short, person.cookie)).status).toBe(422);
    const changed = await auth(
      "change-password",
      { ...wish, currentPassword: password },
      person.cookie,
    );
    expect(changed.status).toBe(200);
    expect((await askWith(other.cookie)("GET", "me")).status).toBe(401);
    expect((await askWith(changed.cookie)("GET", "me")).status).toBe(200);
    expect((await signIn(person.email)).status).toBe(401);
    expect((await signIn(person.email, newPassword)).status).toBe(200);
  });

  test("attempts are limited, and the answer says for how long", async () => {
    const answers = [];
    for (let i = 0; i < 5; i++) {
      const headers = { origin: baseUrl, "content-type": "application/json" };
      const payload = JSON.stringify({ email: "a@example.com", password: "guess" });
      const url = "/api/auth/sign-in/email";
      const remoteAddress = "192.0.2.78";
      answers.push(
        await server.app.inject({ method: "POST", url, headers, payload, remoteAddress }),
      );
    }
    const last = answers.at(-1);
    expect(last?.statusCode).toBe(429);
    expect(last?.json()).toMatchObject({ code: "too_many_requests" });
    expect(Number(last?.headers["retry-after"])).toBeGreaterThan(0);
  });
});

describe("sessions", () => {
  test("are listed with what the browser said, and ended one by one or all others", async () => {
    const person = await newPerson();
    const [second, third] = [await signIn(person.email), await signIn(person.email)];
    const listed = await person.ask("GET", "me/sessions");
    const items = listed.body["items"] as { id: string; isCurrent: boolean }[];
    expect(items).toHaveLength(3);
    expect(items.filter(({ isCurrent }) => isCurrent)).toHaveLength(1);
    expect(JSON.stringify(listed.body)).not.toContain("token");

    const ofSecond = await askWith(second.cookie)("GET", "me/sessions");
    const own = (ofSecond.body["items"] as typeof items).find(({ isCurrent }) => isCurrent);
    expect((await person.ask("DELETE", `me/sessions/${own?.id}`)).status).toBe(204);
    expect((await askWith(second.cookie)("GET", "me")).status).toBe(401);
    expect((await askWith(third.cookie)("GET", "me")).status).toBe(200);
    expect(await person.ask("DELETE", `me/sessions/${own?.id}`)).toMatchObject({ status: 404 });

    expect((await person.ask("DELETE", "me/sessions")).status).toBe(204);
    expect((await askWith(third.cookie)("GET", "me")).status).toBe(401);
    expect((await person.ask("GET", "me")).status).toBe(200);
  });

  test("another person's session is not there", async () => {
    const [one, other] = [await newPerson(), await newPerson()];
    const { body } = await other.ask("GET", "me/sessions");
    const [theirs] = body["items"] as { id: string }[];
    expect(await one.ask("DELETE", `me/sessions/${theirs?.id}`)).toMatchObject({ status: 404 });
    expect((await other.ask("GET", "me")).status).toBe(200);
  });
});

describe("the second factor", () => {
  test("is turned on with a code, asked for at the next sign-in, and turned off", async () => {
    const person = await newPerson();
    const { uri, cookie } = await turnOn(person);
    expect((await askWith(cookie)("GET", "me")).body).toMatchObject({
      user: { isTwoFactorOn: true },
    });

    const first = await signIn(person.email);
    expect(first).toMatchObject({ status: 200, body: { twoFactorRedirect: true } });
    expect((await askWith(first.cookie)("GET", "me")).status).toBe(401);
    const wrong = await auth("two-factor/verify-totp", { code: "000000" }, first.cookie);
    expect(wrong).toMatchObject({ status: 422, body: { code: "invalid" } });
    expect(wrong.body["errors"]).toMatchObject([{ path: "code" }]);
    const right = await auth("two-factor/verify-totp", { code: totpCode(uri) }, first.cookie);
    expect(right.status).toBe(200);
    expect((await askWith(right.cookie)("GET", "me")).status).toBe(200);

    const guess = await auth("two-factor/disable", { password: "guess" }, right.cookie);
    expect(guess).toMatchObject({ status: 422, body: { code: "invalid" } });
    const off = await auth("two-factor/disable", { password }, right.cookie);
    expect(off.status).toBe(200);
    expect((await askWith(off.cookie)("GET", "me")).body).toMatchObject({
      user: { isTwoFactorOn: false },
    });
    expect((await signIn(person.email)).body).not.toHaveProperty("twoFactorRedirect");
  });

  test("a backup code works in place of the app, and once", async () => {
    const person = await newPerson();
    const { backupCodes } = await turnOn(person);
    const [code] = backupCodes;
    const first = await signIn(person.email);
    const used = await auth("two-factor/verify-backup-code", { code }, first.cookie);
    expect(used.status).toBe(200);
    expect((await askWith(used.cookie)("GET", "me")).status).toBe(200);
    const second = await signIn(person.email);
    const again = await auth("two-factor/verify-backup-code", { code }, second.cookie);
    expect(again).toMatchObject({ status: 422, body: { code: "invalid" } });
    expect((await askWith(again.cookie)("GET", "me")).status).toBe(401);
  });

  test("takes the password to turn on; without one, the answer says to set it", async () => {
    const { email } = await server.account();
    const cookie = await byLink(email);
    const refused = await auth("two-factor/enable", { password: "any" }, cookie);
    expect(refused.status).toBe(422);
    const person = await newPerson();
    const wrong = await auth("two-factor/enable", { password: "guess" }, person.cookie);
    expect(wrong).toMatchObject({ status: 422, body: { code: "invalid" } });
    expect((await signIn(person.email)).body).not.toHaveProperty("twoFactorRedirect");
  });
});

async function newPerson(): Promise<PersonHands> {
  return server.person((await server.account()).accountId, "member");
}

async function turnOn(person: PersonHands) {
  const enabled = await auth("two-factor/enable", { password }, person.cookie);
  expect(enabled.status).toBe(200);
  const uri = String(enabled.body["totpURI"]);
  expect(uri).toContain("otpauth://totp/Callpool");
  const verified = await auth("two-factor/verify-totp", { code: totpCode(uri) }, person.cookie);
  expect(verified.status).toBe(200);
  return { uri, cookie: verified.cookie, backupCodes: enabled.body["backupCodes"] as string[] };
}
