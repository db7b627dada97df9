import { afterAll, beforeAll, expect, test } from "vitest";
import { inject, startAdminServer, type AdminServer } from "../../../test/support/admin-server.ts";

let server: AdminServer;
const scopes = ["read", "write", "manage"];

beforeAll(async () => {
  server = await startAdminServer();
});

afterAll(async () => {
  await server.close();
});

function askWith(token: unknown, method: string, path: string) {
  return inject(server.app, method, path, undefined, { authorization: `Bearer ${String(token)}` });
}

test("a token is shown once, opens its account, and is revoked (R67)", async () => {
  const { ask, accountId } = await server.account();
  const made = await ask("POST", "tokens", { name: "nightly import", scopes });
  expect(made).toMatchObject({ status: 201, body: { name: "nightly import", scopes } });
  const { id, token } = made.body;
  expect(token).toMatch(/^cp_[A-Za-z]{64}$/);
  expect(await askWith(token, "GET", "account")).toMatchObject({ body: { id: accountId } });

  const listed = await ask("GET", "tokens");
  expect(listed.body["items"]).toContainEqual(
    expect.objectContaining({
      id,
      start: String(token).slice(0, 7),
      lastUsedAt: expect.anything(),
    }),
  );
  expect(JSON.stringify(listed.body)).not.toContain(String(token).slice(7));

  expect((await ask("DELETE", `tokens/${String(id)}`)).status).toBe(204);
  expect((await askWith(token, "GET", "account")).status).toBe(401);
  expect(await ask("DELETE", `tokens/${String(id)}`)).toMatchObject({ status: 404 });
});

test("a token can revoke itself", async () => {
  const { ask } = await server.account();
  const { body } = await ask("POST", "tokens", { name: "once", scopes });
  expect((await askWith(body["token"], "DELETE", `tokens/${String(body["id"])}`)).status).toBe(204);
  expect((await askWith(body["token"], "GET", "tokens")).status).toBe(401);
});

test.each([
  [{}],
  [{ name: "", scopes: ["read"] }],
  [{ name: "x".repeat(101), scopes: ["read"] }],
  [{ name: "x", scopes: ["read"], expiresIn: 1 }],
  [{ name: "x" }],
  [{ name: "x", scopes: [] }],
  [{ name: "x", scopes: ["own"] }],
])("%j is refused", async (wish) => {
  const { ask } = await server.account();
  expect(await ask("POST", "tokens", wish)).toMatchObject({ status: 422 });
});

test("an account has at most a hundred tokens", async () => {
  const { ask, accountId, userId } = await server.account();
  for (let i = 1; i < 100; i++) await server.identity.tokens.create({ accountId, userId }, `${i}`);
  expect((await ask("GET", "tokens")).body["items"]).toHaveLength(100);
  const answer = await ask("POST", "tokens", { name: "one more", scopes });
  expect(answer).toMatchObject({ status: 409, body: { code: "conflict" } });
});
