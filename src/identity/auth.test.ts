import { DatabaseSync } from "node:sqlite";
import { expect, test, vi } from "vitest";
import { migrate } from "../store/sqlite/migrate.ts";
import { createAuth, LinkRecipient } from "./auth.ts";

test("no transaction stays open across an await, where it would lock the store out", async () => {
  const database = new DatabaseSync(":memory:");
  migrate(database);
  const prepare = vi.spyOn(database, "prepare");
  const auth = createAuth({
    database,
    secret: "a secret for tests alone, long enough",
    baseUrl: "http://localhost:4300",
    onFault: () => undefined,
  });
  const { internalAdapter } = await auth.$context;
  const email = "owner@example.com";
  await internalAdapter.createUser({ email, name: email, emailVerified: true }, { method: "test" });
  const recipient = new LinkRecipient();
  await auth.api.signInMagicLink({
    body: { email, callbackURL: "/docs", metadata: { recipient } },
    headers: new Headers(),
  });
  // Using a link up is what better-auth wraps into a transaction where the adapter has them.
  const response = await auth.handler(new Request(recipient.url ?? ""));
  expect(response.headers.getSetCookie()).not.toEqual([]);

  const statements = prepare.mock.calls.map(([sql]) => sql.toLowerCase());
  expect(statements.filter((sql) => sql.includes("auth_verification"))).not.toEqual([]);
  expect(statements.filter((sql) => /^(begin|commit|savepoint)/.test(sql))).toEqual([]);
});
