import { randomUUID } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import type { Pool } from "pg";
import {
  capabilitiesOf,
  isRole,
  type Capability,
  type Role,
  type TokenScope,
} from "../core/access/role.ts";
import { isId, type AccountId, type PublisherId } from "../core/ids.ts";
import { isUnavailable } from "../store/postgres/failure.ts";
import { StoreUnavailable } from "../store/store.ts";
import { apiTokens, type TokenHolder } from "./api-token.ts";
import {
  createAuth,
  LINK_FAILED_PATH,
  LinkRecipient,
  type Auth,
  type AuthOptions,
} from "./auth.ts";

/** Who asks, for which account, and what proved it. */
export type Actor = Membership & {
  /** What the role allows, less what a token is not for. */
  readonly can: readonly Capability[];
  /**
   * A browser sends its session by itself, also when another site's page makes the request. The id
   * is the token's or the session's, the name the token's or the person's.
   */
  readonly proof: {
    readonly kind: "token" | "session";
    readonly id: string;
    readonly name: string;
  };
};

/** What a person is in an account. */
export type Membership = {
  readonly accountId: AccountId;
  readonly userId: string;
  readonly role: Role;
  /** The publisher whose numbers and calls the person sees: there exactly for that role. */
  readonly publisherId?: PublisherId;
};

export type Owner = { readonly accountId: AccountId; readonly userId: string };

/** The store's database, migrated by the store. In a file, identity has its own connection. */
type Home = { readonly databasePath: string } | { readonly pool: Pool };

export type IdentityOptions = Omit<AuthOptions, "database"> & Home;

/** How long a statement waits for another process that writes to the same file. */
const BUSY_TIMEOUT_MS = 5_000;

/**
 * The paths of better-auth that browsers use. Its many others stay closed: accounts, members and
 * tokens are changed through Callpool's own API.
 */
const browserPaths: ReadonlySet<string> = new Set([
  "/api/auth/get-session",
  "/api/auth/magic-link/verify",
  "/api/auth/organization/list",
  "/api/auth/organization/set-active",
  "/api/auth/sign-in/email",
  "/api/auth/sign-out",
]);

export type Identity = ReturnType<typeof createIdentity>;

/** Persons, their roles in accounts, and how they prove who they are. */
export function createIdentity(options: IdentityOptions) {
  const database = "pool" in options ? options.pool : openFile(options.databasePath);
  const auth = createAuth({ ...options, database });
  const tokens = apiTokens(auth);
  const durably = <T>(work: Promise<T>) => flushed(database, work);
  return {
    tokens: {
      /** @param scopes all of them unless given */
      create: (holder: TokenHolder, name: string, scopes?: readonly TokenScope[]) =>
        durably(tokens.create(holder, name, scopes)),
      list: (accountId: AccountId) => tokens.list(accountId),
      revoke: (accountId: AccountId, id: string) => durably(tokens.revoke(accountId, id)),
    },
    createOwner: (owner: { readonly email: string; readonly accountName: string }) =>
      durably(createOwner(auth, owner)),
    /** The owner who was created first, or undefined on an empty database. */
    firstOwner: () => firstOwner(auth),
    signInLink: (email: string) => durably(signInLink(auth, email)),

    /**
     * The token prevails over a session; one that is wrong is not made good by a session. A form
     * that was left empty sends `Bearer` and no token: that is none.
     */
    async authenticate(headers: Headers): Promise<Actor | undefined> {
      const authorization = headers.get("authorization");
      const actor = await reaching(
        authorization === null || /^Bearer *$/i.test(authorization)
          ? ofSession(auth, headers)
          : ofToken(auth, tokens, authorization),
      );
      // Where the database is away, better-auth calls every token and session wrong.
      if (actor === undefined) await reach(database);
      return actor;
    },

    /** Answers a browser's request under /api/auth, or nothing when the path is not open. */
    async handle(request: Request): Promise<Response | undefined> {
      const isOpen = browserPaths.has(new URL(request.url).pathname);
      return isOpen ? durably(auth.handler(request)) : undefined;
    },

    /** Gives up the file; a pool is its owner's to end. */
    close: () => {
      if (database instanceof DatabaseSync) database.close();
    },
  };
}

function openFile(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
  database.exec("PRAGMA synchronous = NORMAL");
  return database;
}

/** @throws StoreUnavailable */
async function reach(database: DatabaseSync | Pool): Promise<void> {
  if (!(database instanceof DatabaseSync)) await reaching(database.query("SELECT 1"));
}

/** @throws StoreUnavailable in place of the database's own errors */
async function reaching<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw isUnavailable(error) ? new StoreUnavailable({ cause: error }) : error;
  }
}

/**
 * Waits for the work, then until what it wrote would survive a loss of power. PostgreSQL has
 * flushed it by then; in a file, a checkpoint flushes the log. There not every statement is
 * flushed, since better-auth notes each use of a token with two writes, and a disk flush for those
 * would hold up the visitors that this thread serves.
 */
async function flushed<T>(database: DatabaseSync | Pool, work: Promise<T>): Promise<T> {
  const result = await reaching(work);
  if (database instanceof DatabaseSync) database.exec("PRAGMA wal_checkpoint(PASSIVE)");
  return result;
}

/** Makes the account and its owner. A person who is known already gets one more account. */
async function createOwner(
  auth: Auth,
  { email, accountName }: { readonly email: string; readonly accountName: string },
): Promise<Owner> {
  const { internalAdapter } = await auth.$context;
  const known = await internalAdapter.findUserByEmail(email);
  const user =
    known?.user ??
    (await internalAdapter.createUser(
      { email, name: email, emailVerified: true },
      { method: "command-line" },
    ));
  const organization = await auth.api.createOrganization({
    body: { name: accountName, slug: randomUUID(), userId: user.id },
  });
  // An account's id is its organization's.
  return { accountId: organization.id as AccountId, userId: user.id };
}

async function firstOwner(auth: Auth): Promise<(Owner & { readonly email: string }) | undefined> {
  const { adapter, internalAdapter } = await auth.$context;
  const [member] = await adapter.findMany<MemberRow & { readonly userId: string }>({
    model: "member",
    where: [{ field: "role", value: "owner" }],
    sortBy: { field: "createdAt", direction: "asc" },
    limit: 1,
  });
  const user = member && (await internalAdapter.findUserById(member.userId));
  if (!member || !user) return undefined;
  // An account's id is its organization's.
  return { accountId: member.organizationId as AccountId, userId: user.id, email: user.email };
}

/**
 * A link that signs its first user in as the person with this email, within 24 hours.
 * @returns undefined when nobody has that email
 */
async function signInLink(auth: Auth, email: string): Promise<string | undefined> {
  const { internalAdapter } = await auth.$context;
  if ((await internalAdapter.findUserByEmail(email)) === null) return undefined;
  const recipient = new LinkRecipient();
  await auth.api.signInMagicLink({
    body: {
      email,
      callbackURL: "/docs",
      errorCallbackURL: LINK_FAILED_PATH,
      metadata: { recipient },
    },
    headers: new Headers(),
  });
  return recipient.url;
}

async function ofToken(
  auth: Auth,
  tokens: ReturnType<typeof apiTokens>,
  authorization: string,
): Promise<Actor | undefined> {
  const [, given] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
  const token = given === undefined ? undefined : await tokens.verify(given);
  if (token === undefined) return undefined;
  const member = await membership(auth, token.userId, token.accountId);
  if (member === undefined) return undefined;
  const { id, name, scopes } = token;
  const can = capabilitiesOf(member.role).filter((one) => scopes.some((scope) => scope === one));
  return { ...member, can, proof: { kind: "token", id, name } };
}

async function ofSession(auth: Auth, headers: Headers): Promise<Actor | undefined> {
  if (!headers.has("cookie")) return undefined;
  const found = await auth.api.getSession({ headers, query: { disableRefresh: true } });
  if (found === null) return undefined;
  // The organization plugin adds this column; the inferred type of a session leaves it out.
  const { activeOrganizationId } = found.session as { activeOrganizationId?: string | null };
  const { id, name } = found.user;
  const member = await membership(auth, id, activeOrganizationId ?? undefined);
  if (member === undefined) return undefined;
  const proof = { kind: "session", id: found.session.id, name } as const;
  return { ...member, can: capabilitiesOf(member.role), proof };
}

type MemberRow = {
  readonly organizationId: string;
  readonly role: string;
  readonly publisherId?: string | null;
};

/** A person's role in the named account, or without a name in the first that they belong to. */
async function membership(
  auth: Auth,
  userId: string,
  accountId: string | undefined,
): Promise<Membership | undefined> {
  const { adapter } = await auth.$context;
  const inAccount = accountId === undefined ? [] : [{ field: "organizationId", value: accountId }];
  const [member] = await adapter.findMany<MemberRow>({
    model: "member",
    where: [{ field: "userId", value: userId }, ...inAccount],
    sortBy: { field: "createdAt", direction: "asc" },
    limit: 1,
  });
  if (member === undefined || !isRole(member.role)) return undefined;
  const { role, publisherId } = member;
  // A member's organization is an account.
  const found = { accountId: member.organizationId as AccountId, userId, role };
  if (role !== "publisher") return found;
  // Without its publisher that role would see nothing, or by a mistake of ours everything.
  const isNamed = typeof publisherId === "string" && isId("publisher", publisherId);
  return isNamed ? { ...found, publisherId } : undefined;
}
