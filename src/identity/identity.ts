import { DatabaseSync } from "node:sqlite";
import type { Pool } from "pg";
import type { TokenScope } from "../core/access/role.ts";
import type { AccountId } from "../core/ids.ts";
import type { Instant } from "../core/time.ts";
import { isUnavailable } from "../store/postgres/failure.ts";
import { StoreUnavailable } from "../store/store.ts";
import { ofSession, ofToken, type Actor } from "./actor.ts";
import { apiTokens, type TokenHolder } from "./api-token.ts";
import { createAuth, type Auth, type AuthOptions } from "./auth.ts";
import { browserPathOf } from "./browser-path.ts";
import { invitations, type Invitation, type Inviter } from "./invitation.ts";
import { members, type Member, type Membership, type Standing } from "./member.ts";
import { createOwner, firstOwner, signInLink } from "./owner.ts";
import { persons } from "./person.ts";

export type { Actor } from "./actor.ts";
export type { Owner } from "./owner.ts";

/** The store's database, migrated by the store. In a file, identity has its own connection. */
type Home = { readonly databasePath: string } | { readonly pool: Pool };

export type IdentityOptions = Omit<AuthOptions, "database"> & Home;

/** How long a statement waits for another process that writes to the same file. */
const BUSY_TIMEOUT_MS = 5_000;

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
    persons: durablePersons(auth, durably),
    members: durableMembers(auth, durably),
    invitations: durableInvitations(auth, durably),
    createOwner: (owner: { readonly email: string; readonly accountName: string }) =>
      durably(createOwner(auth, owner)),
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

    /** Who is signed in, also one who belongs to no account. */
    personOf: (headers: Headers) => reaching(personOf(auth, headers)),

    /** Signs in as the app's page does, with the answer for the browser. */
    signIn: (headers: Headers, given: { readonly email: string; readonly password: string }) =>
      durably(auth.api.signInEmail({ body: given, headers, asResponse: true })),

    /** From now on this browser works in that account. */
    workIn: (headers: Headers, accountId: AccountId) =>
      durably(
        auth.api.setActiveOrganization({
          body: { organizationId: accountId },
          headers,
          asResponse: true,
        }),
      ),

    /** Answers a browser's request under /api/auth, or nothing when the path is not open. */
    async handle(request: Request): Promise<Response | undefined> {
      const isOpen = browserPathOf(request.method, new URL(request.url).pathname) !== undefined;
      return isOpen ? durably(auth.handler(request)) : undefined;
    },

    /** Gives up the file; a pool is its owner's to end. */
    close: () => {
      if (database instanceof DatabaseSync) database.close();
    },
  };
}

type Durably = <T>(work: Promise<T>) => Promise<T>;

function durablePersons(auth: Auth, durably: Durably) {
  const people = persons(auth);
  return {
    ...people,
    rename: (userId: string, name: string) => durably(people.rename(userId, name)),
    setPassword: (headers: Headers, password: string) =>
      durably(people.setPassword(headers, password)),
    endSessions: (userId: string, isMeant: (id: string) => boolean) =>
      durably(people.endSessions(userId, isMeant)),
  };
}

function durableMembers(auth: Auth, durably: Durably) {
  const membersOf = members(auth);
  return {
    ...membersOf,
    add: (membership: Membership) => durably(membersOf.add(membership)),
    change: (member: Member, to: Standing) => durably(membersOf.change(member, to)),
    async remove(member: Member) {
      const outcome = await durably(membersOf.remove(member));
      if (outcome === "done") await durably(apiTokens(auth).revokeAllOf(member));
      return outcome;
    },
  };
}

function durableInvitations(auth: Auth, durably: Durably) {
  const invited = invitations(auth);
  return {
    ...invited,
    create: (inviter: Inviter, wish: Standing & { readonly email: string }, now: Instant) =>
      durably(invited.create(inviter, wish, now)),
    withdraw: (accountId: AccountId, id: string) => durably(invited.withdraw(accountId, id)),
    join: (invitation: Invitation, userId: string) => durably(invited.join(invitation, userId)),
    makePerson: (
      invitation: Invitation,
      person: { readonly name: string; readonly password: string },
    ) => durably(invited.makePerson(invitation, person)),
  };
}

async function personOf(auth: Auth, headers: Headers) {
  if (!headers.has("cookie")) return undefined;
  const found = await auth.api.getSession({ headers, query: { disableRefresh: true } });
  return found === null ? undefined : { userId: found.user.id, email: found.user.email };
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
