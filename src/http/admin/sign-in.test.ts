import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  baseUrl,
  inject,
  startAdminServer,
  type AccountHands,
  type AdminServer,
} from "../../../test/support/admin-server.ts";
import { CLIENT_ADDRESS_HEADER } from "../../identity/auth.ts";
import { browserHeaders } from "./sign-in.ts";

let server: AdminServer;

beforeAll(async () => {
  server = await startAdminServer();
});

afterAll(async () => {
  await server.close();
});

let addresses = 0;

/** A request as a browser makes it, from an address of its own. */
async function browse(path: string, headers: Readonly<Record<string, string>> = {}) {
  addresses += 1;
  return server.app.inject({ url: path, headers, remoteAddress: `198.51.100.${addresses}` });
}

async function linkOf(account: AccountHands): Promise<string> {
  const link = (await server.identity.signInLink(account.email)) ?? "";
  return link.slice(baseUrl.length);
}

async function sessionOf(account: AccountHands): Promise<string> {
  const response = await browse(await linkOf(account));
  return response.cookies
    .map(({ name, value }) => `${name}=${encodeURIComponent(value)}`)
    .join("; ");
}

const wish = { name: "Search ads" };

describe("signing in", () => {
  test("the link signs in, leads to the app, and the session opens the API", async () => {
    const account = await server.account();
    const response = await browse(await linkOf(account));
    expect(response.statusCode).toBe(302);
    expect(response.headers.location).toBe(`${baseUrl}/app/`);
    const cookie = await sessionOf(account);
    const answer = await inject(server.app, "GET", "account", undefined, { cookie });
    expect(answer).toMatchObject({ status: 200, body: { id: account.accountId } });
  });

  test("a link that was used says so and how to get another", async () => {
    const account = await server.account();
    const link = await linkOf(account);
    await browse(link);
    const again = await browse(link);
    const { pathname, search } = new URL(String(again.headers.location));
    const answer = await inject(server.app, "GET", pathname + search);
    expect(answer).toMatchObject({ status: 401, body: { code: "unauthorized" } });
    expect(answer.body["detail"]).toContain("npx callpool sign-in");
  });

  test("asking for the head of a link does not use it up", async () => {
    const account = await server.account();
    const link = await linkOf(account);
    expect((await inject(server.app, "HEAD", link)).status).toBe(404);
    expect((await browse(link)).cookies).not.toEqual([]);
  });

  test("attempts are counted by the client's address, not by one that it claims", async () => {
    const forged = { "x-callpool-client-address": "", "x-forwarded-for": "" };
    const statuses: number[] = [];
    for (let i = 0; i < 7; i++) {
      const headers = { ...forged, "x-callpool-client-address": `203.0.113.${i}` };
      const url = `/api/auth/magic-link/verify?token=guess${i}&callbackURL=/docs`;
      const remoteAddress = "192.0.2.77";
      statuses.push((await server.app.inject({ url, headers, remoteAddress })).statusCode);
    }
    expect(statuses[0]).toBe(302);
    expect(statuses.at(-1)).toBe(429);
  });

  test("a port that a proxy adds does not make another client of each connection", () => {
    const sent = { headers: { [CLIENT_ADDRESS_HEADER]: "forged" } };
    const clients = ["203.0.113.7:5555", "203.0.113.7:6666", "203.0.113.7"].map((ip) =>
      browserHeaders({ ...sent, ip }).get(CLIENT_ADDRESS_HEADER),
    );
    expect(new Set(clients)).toEqual(new Set(["203.0.113.7"]));
  });

  test.each([
    ["GET", "/api/auth/nothing"],
    ["POST", "/api/auth/sign-up/email"],
    ["POST", "/api/auth/organization/create"],
  ])("%s %s is not there", async (method, path) => {
    const answer = await inject(server.app, method, path, method === "GET" ? undefined : {});
    expect(answer).toMatchObject({ status: 404, body: { code: "not_found" } });
  });

  test("a body of a megabyte is refused", async () => {
    const body = { email: "x".repeat(1_000_000), password: "y" };
    const answer = await inject(server.app, "POST", "/api/auth/sign-in/email", body);
    expect(answer).toMatchObject({ status: 413, body: { code: "body_too_large" } });
  });
});

describe("a request of a signed-in browser that changes something", () => {
  test.each([
    ["from a page of this server is done", baseUrl, 201],
    ["from another site is refused", "https://evil.example", 403],
    ["from a neighbour port is refused", "http://localhost:4301", 403],
    ["from a sandboxed page is refused", "null", 403],
    ["that does not say where from is refused", undefined, 403],
  ])("%s", async (_what, origin, status) => {
    const cookie = await sessionOf(await server.account());
    const headers = { cookie, ...(origin === undefined ? {} : { origin }) };
    const answer = await inject(server.app, "POST", "publishers", wish, headers);
    expect(answer.status).toBe(status);
    if (status === 403) expect(answer.body).toMatchObject({ code: "forbidden" });
    const listed = await inject(server.app, "GET", "publishers", undefined, { cookie });
    expect(listed.body["items"]).toHaveLength(status === 201 ? 1 : 0);
  });

  test("a token needs no origin, since no browser sends it by itself", async () => {
    const { token } = await server.account();
    const headers = { authorization: `Bearer ${token}`, origin: "https://evil.example" };
    expect((await inject(server.app, "POST", "publishers", wish, headers)).status).toBe(201);
  });
});

describe("without a token or session", () => {
  test.each([
    ["nothing", {}],
    ["a wrong token", { authorization: `Bearer cp_${"x".repeat(64)}` }],
    ["an empty token", { authorization: "Bearer " }],
    ["another scheme", { authorization: "Basic YTpi" }],
    ["a session of nobody", { cookie: "callpool.session_token=abc.def" }],
  ])("%s is answered 401 on every kind of route", async (_what, headers) => {
    for (const [method, path] of [
      ["GET", "account"],
      ["GET", "pools/pol_0"],
      ["POST", "publishers"],
      ["DELETE", "tokens/1"],
    ] as const) {
      const body = method === "POST" ? wish : undefined;
      const answer = await inject(server.app, method, path, body, headers);
      expect(answer).toMatchObject({ status: 401, body: { code: "unauthorized" } });
      expect(answer.headers["www-authenticate"]).toBe("Bearer");
    }
  });

  test("a wrong token is not made good by a session; an empty one, as the reference sends it, is none", async () => {
    const cookie = await sessionOf(await server.account());
    const empty = { cookie, authorization: "Bearer " };
    expect((await inject(server.app, "GET", "account", undefined, empty)).status).toBe(200);
    const headers = { cookie, authorization: "Bearer cp_wrong" };
    expect((await inject(server.app, "GET", "account", undefined, headers)).status).toBe(401);
  });

  test("a body is not even read", async () => {
    const answer = await inject(server.app, "POST", "pools", { name: "x".repeat(2_000_000) });
    expect(answer.status).toBe(401);
  });
});
