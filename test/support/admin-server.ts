import Fastify, { type FastifyInstance } from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Role } from "../../src/core/access/role.ts";
import type { AccountId } from "../../src/core/ids.ts";
import { adminApi, type AdminApiParts } from "../../src/http/admin/admin-api.ts";
import { documentation } from "../../src/http/docs/documentation.ts";
import { readBuiltSnippet } from "../../src/http/edge/snippet-files.ts";
import { answerWithProblems } from "../../src/http/problem.ts";
import { createIdentity, type Identity } from "../../src/identity/identity.ts";
import type { Standing } from "../../src/identity/member.ts";
import { toInstant } from "../../src/core/time.ts";
import type { NewId } from "../../src/core/ids.ts";
import { live, type Live } from "../../src/service/live/live.ts";
import { systemIds } from "../../src/ops/system.ts";
import { testClock, type TestClock } from "../../src/store/contract/test-clock.ts";
import { createMemoryStore } from "../../src/store/memory/memory-store.ts";
import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import type { Store } from "../../src/store/store.ts";

import { manualPulse, type ManualPulse } from "./manual-pulse.ts";

export const baseUrl = "http://localhost:4300";

export type Answer = {
  readonly status: number;
  readonly type: string;
  /** Parsed when it is JSON, else empty. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, unknown>>;
};

/** One account with an owner and a token, and a way to ask the API in its name. */
export type AccountHands = {
  readonly accountId: AccountId;
  readonly userId: string;
  readonly email: string;
  readonly token: string;
  ask(method: string, path: string, body?: unknown): Promise<Answer>;
  /** Creates a record and gives its id. */
  make(path: string, body: unknown): Promise<string>;
};

/** A person with a role in an account, signed in with a browser. */
export type PersonHands = {
  readonly userId: string;
  readonly email: string;
  readonly cookie: string;
  /** As a page of the app does. */
  ask(method: string, path: string, body?: unknown): Promise<Answer>;
};

export const password = "correct horse battery";

export type AdminServer = {
  readonly app: FastifyInstance;
  readonly store: Store;
  readonly identity: Identity;
  readonly clock: TestClock;
  readonly newId: NewId;
  readonly pulse: ManualPulse;
  readonly live: Live;
  account(name?: string): Promise<AccountHands>;
  /** Somebody new joins the account. */
  person(accountId: AccountId, role: Role, publisherId?: string): Promise<PersonHands>;
  close(): Promise<void>;
};

/** The admin API with real sign-in, and a clock that moves only when told. */
export async function startAdminServer(
  kind: "memory" | "sqlite" = "memory",
  more: Pick<AdminApiParts, "mailer"> = {},
): Promise<AdminServer> {
  const folder = mkdtempSync(join(tmpdir(), "callpool-admin-"));
  const databasePath = join(folder, "callpool.db");
  const clock = testClock();
  const sqlite = openSqliteStore({ path: databasePath, clock });
  // Identity is at home in SQLite; the catalogue is in the reference store where a test allows it.
  const store = kind === "sqlite" ? sqlite : createMemoryStore({ clock });
  const newId = systemIds(clock);
  const identity = createIdentity({
    databasePath,
    secret: "a secret for tests alone, long enough",
    baseUrl,
    onFault: (message, cause) => {
      throw new Error(message, { cause });
    },
  });
  const snippet = readBuiltSnippet();
  const pulse = manualPulse();
  const watched = live(store, pulse.start);
  const app = Fastify();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  answerWithProblems(app);
  await documentation(app);
  const parts = { store, identity, clock, newId, baseUrl, snippet, live: watched };
  await app.register(adminApi({ ...parts, ...more }));
  await app.ready();
  return {
    app,
    store,
    identity,
    clock,
    newId,
    pulse,
    live: watched,
    person: (accountId, role, publisherId) =>
      newPerson(app, identity, {
        accountId,
        role,
        ...(publisherId === undefined ? {} : { publisherId }),
      }),
    account: (name = "Acme") => newAccount(app, store, identity, clock, name),
    close: async () => {
      watched.end();
      await app.close();
      identity.close();
      await sqlite.close();
      rmSync(folder, { recursive: true });
    },
  };
}

async function newPerson(
  app: FastifyInstance,
  identity: Identity,
  { accountId, ...given }: { accountId: AccountId; role: Role; publisherId?: string },
): Promise<PersonHands> {
  const email = `${randomUUID()}@example.com`;
  const inviter = (await identity.members.list(accountId))[0];
  if (inviter === undefined) throw new Error("the account has no owner");
  // A test gives an id of a publisher.
  const standing = given as Standing;
  const { invitation } = await identity.invitations.create(
    inviter,
    { email, ...standing },
    toInstant(Date.now()),
  );
  const userId = await identity.invitations.makePerson(invitation, { name: given.role, password });
  if (userId === undefined) throw new Error("the person is there already");
  await identity.invitations.join(invitation, userId);
  const cookie = cookieOf(await identity.signIn(new Headers(), { email, password }));
  const ask: PersonHands["ask"] = (method, path, body) =>
    inject(app, method, path, body, { cookie, origin: baseUrl });
  return { userId, email, cookie, ask };
}

/** What a browser sends back of the cookies that it was given. */
function cookieOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}

/** The same, of what was injected. */
export function cookiesOf(cookies: readonly { name: string; value: string }[]): string {
  return cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join("; ");
}

async function newAccount(
  app: FastifyInstance,
  store: Store,
  identity: Identity,
  clock: TestClock,
  name: string,
): Promise<AccountHands> {
  const email = `${randomUUID()}@example.com`;
  const { accountId, userId } = await identity.createOwner({ email, accountName: name });
  await store.catalogue.insertAccount({
    id: accountId,
    name,
    allowedCountries: ["US", "CA"],
    truncateIpAddresses: false,
    timeZone: "America/New_York",
    createdAt: clock.now(),
  });
  const { token } = await identity.tokens.create({ accountId, userId }, "tests");
  const ask = askerWith(app, token);
  const make: AccountHands["make"] = async (path, body) => {
    const answer = await ask("POST", path, body);
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
    return String(answer.body["id"]);
  };
  return { accountId, userId, email, token, ask, make };
}

/** Asks with a token. */
export function askerWith(app: FastifyInstance, token: unknown): AccountHands["ask"] {
  return (method, path, body) =>
    inject(app, method, path, body, { authorization: `Bearer ${String(token)}` });
}

/** A string goes as it is, with the content type of the headers; anything else as JSON. */
export async function inject(
  app: FastifyInstance,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const isText = typeof body === "string";
  const response = await app.inject({
    // Fastify's list of methods is narrower than a table of them in a test.
    method: method as "GET",
    url: path.startsWith("/") ? path : `/api/v1/${path}`,
    headers: {
      ...(body === undefined || isText ? {} : { "content-type": "application/json" }),
      ...headers,
    },
    ...(body === undefined ? {} : { payload: isText ? body : JSON.stringify(body) }),
  });
  const type = String(response.headers["content-type"] ?? "");
  const isJson = type.includes("json") && response.body !== "";
  return {
    status: response.statusCode,
    type,
    // Every JSON answer of the API is an object.
    body: isJson ? (JSON.parse(response.body) as Answer["body"]) : {},
    headers: response.headers,
  };
}
