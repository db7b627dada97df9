import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  baseUrl,
  cookiesOf,
  inject,
  password,
  startAdminServer,
  type AccountHands,
  type AdminServer,
} from "../../../test/support/admin-server.ts";
import type { InvitationMail, Mailer } from "../../ops/mail.ts";

let server: AdminServer;
let mails: InvitationMail[];

beforeAll(async () => {
  mails = [];
  const mailer: Mailer = {
    invite: async (mail) => {
      mails.push(mail);
      return !mail.to.startsWith("lost");
    },
  };
  server = await startAdminServer("memory", { mailer });
});

afterAll(async () => {
  await server.close();
});

async function invite({ ask }: AccountHands, email: string, role = "member", more: object = {}) {
  const { status, body } = await ask("POST", "invitations", { email, role, ...more });
  expect(status).toBe(201);
  const link = String(body["link"]);
  expect(link.startsWith(`${baseUrl}/app/invitation/`)).toBe(true);
  return { id: String(body["id"]), body, token: link.split("/").at(-1) ?? "" };
}

const look = (token: string) => inject(server.app, "GET", `/api/invitations/${token}`);

async function accept(token: string, body: object, headers: Record<string, string> = {}) {
  const response = await server.app.inject({
    method: "POST",
    url: `/api/invitations/${token}`,
    headers: { "content-type": "application/json", origin: baseUrl, ...headers },
    payload: JSON.stringify(body),
  });
  const cookie = cookiesOf(response.cookies);
  const answer = response.body === "" ? {} : (response.json() as Record<string, unknown>);
  return { status: response.statusCode, body: answer, cookie };
}

const me = (cookie: string) => inject(server.app, "GET", "me", undefined, { cookie });

const newPerson = { name: "Ann", password };

describe("an invitation", () => {
  test("lets somebody new in, once, and signs them in (R67)", async () => {
    const account = await server.account("Acme");
    const { token, body } = await invite(account, "Ann@Example.com");
    expect(body).toMatchObject({ email: "ann@example.com", role: "member", isExpired: false });
    expect((await look(token)).body).toMatchObject({
      email: "ann@example.com",
      role: "member",
      accountName: "Acme",
      isKnown: false,
      hasPassword: false,
    });
    const joined = await accept(token, newPerson);
    expect(joined.status).toBe(204);
    expect((await me(joined.cookie)).body).toMatchObject({
      user: { name: "Ann", email: "ann@example.com", hasPassword: true },
      account: { id: account.accountId },
      role: "member",
    });
    expect(await look(token)).toMatchObject({ status: 404, body: { code: "not_found" } });
    expect(await accept(token, newPerson)).toMatchObject({ status: 404 });
    expect((await account.ask("GET", "invitations")).body["items"]).toEqual([]);
  });

  test("is listed without its link, which is stored nowhere", async () => {
    const account = await server.account();
    const { token, id } = await invite(account, "b@example.com", "viewer");
    const { body } = await account.ask("GET", "invitations");
    expect(body["items"]).toMatchObject([{ id, email: "b@example.com", role: "viewer" }]);
    expect(JSON.stringify(body)).not.toContain(token);
  });

  test("for somebody new needs a name and a good password", async () => {
    const { token } = await invite(await server.account(), "c@example.com");
    for (const body of [{}, { name: "C" }, { password }, { name: "C", password: "short" }]) {
      expect(await accept(token, body)).toMatchObject({ status: 422, body: { code: "invalid" } });
    }
    expect((await look(token)).status).toBe(200);
  });

  test("that was withdrawn, replaced, is too old or was made up opens nothing", async () => {
    const account = await server.account();
    const withdrawn = await invite(account, "d@example.com");
    expect((await account.ask("DELETE", `invitations/${withdrawn.id}`)).status).toBe(204);
    const replaced = await invite(account, "e@example.com");
    const second = await invite(account, "e@example.com", "viewer");
    for (const token of [withdrawn.token, replaced.token, "x".repeat(43), "%00"]) {
      expect(await accept(token, newPerson), token).toMatchObject({ status: 404 });
    }
    server.clock.advanceSeconds(8 * 24 * 3_600);
    expect((await look(second.token)).status).toBe(404);
    expect((await account.ask("GET", "invitations")).body["items"]).toMatchObject([
      { id: second.id, isExpired: true },
    ]);
  });

  test("of somebody who is known takes their own session, and not the link alone", async () => {
    const victim = await server.account("Victim");
    const person = await server.person(victim.accountId, "owner");
    const attacker = await server.account("Attacker");
    const { token } = await invite(attacker, person.email, "viewer");
    expect((await look(token)).body).toMatchObject({ isKnown: true, hasPassword: true });
    const refused = { status: 401, body: { code: "unauthorized" } };
    expect(await accept(token, newPerson)).toMatchObject({ ...refused, cookie: "" });
    const other = await server.person(attacker.accountId, "member");
    expect(await accept(token, {}, { cookie: other.cookie })).toMatchObject(refused);

    const joined = await accept(token, {}, { cookie: person.cookie });
    expect(joined.status).toBe(204);
    const now = await person.ask("GET", "me");
    expect(now.body).toMatchObject({ account: { id: attacker.accountId }, role: "viewer" });
    expect(now.body["accounts"]).toHaveLength(2);
  });

  test("is not accepted from a page of another site", async () => {
    const { token } = await invite(await server.account(), "f@example.com");
    for (const origin of ["https://evil.example", "null"]) {
      expect(await accept(token, newPerson, { origin })).toMatchObject({ status: 403 });
    }
    expect((await look(token)).body).toMatchObject({ isKnown: false });
  });

  test("is refused for a member, a role without its publisher, and what is no address", async () => {
    const { ask, email, make } = await server.account();
    const publisherId = await make("publishers", { name: "Search" });
    const wishes: readonly (readonly [object, number])[] = [
      [{ email: email.toUpperCase(), role: "viewer" }, 409],
      [{ email: "g@example.com", role: "publisher" }, 422],
      [{ email: "g@example.com", role: "viewer", publisherId }, 422],
      [{ email: "g@example.com", role: "king" }, 422],
      [{ email: "g", role: "viewer" }, 422],
      [{ email: "g@example.com\nbcc: h@example.com", role: "viewer" }, 422],
    ];
    for (const [body, status] of wishes) {
      expect((await ask("POST", "invitations", body)).status, JSON.stringify(body)).toBe(status);
    }
  });

  test("of a publisher lets in to that publisher's alone", async () => {
    const account = await server.account();
    const publisherId = await account.make("publishers", { name: "Search" });
    const { token } = await invite(account, "h@example.com", "publisher", { publisherId });
    const { cookie } = await accept(token, newPerson);
    expect((await me(cookie)).body).toMatchObject({ role: "publisher", publisherId });
  });

  test("goes out by mail, and says so; if not, the link is still there", async () => {
    const account = await server.account("Acme");
    const { body } = await invite(account, "i@example.com");
    expect(body["isMailed"]).toBe(true);
    expect(mails.at(-1)).toMatchObject({
      to: "i@example.com",
      link: body["link"],
      accountName: "Acme",
    });
    expect((await invite(account, "lost@example.com")).body["isMailed"]).toBe(false);
  });

  test("of an unproven address yields to a sign-in link for it", async () => {
    const { token } = await invite(await server.account(), "j@example.com");
    await accept(token, newPerson);
    const url = ((await server.identity.signInLink("j@example.com")) ?? "").slice(baseUrl.length);
    const response = await server.app.inject({ url, remoteAddress: "198.51.100.250" });
    const { body } = await me(cookiesOf(response.cookies));
    expect(body).toMatchObject({ user: { email: "j@example.com", hasPassword: false } });
  });
});
