import { apiKey } from "@better-auth/api-key";
import { NodeSqliteDialect } from "@better-auth/kysely-adapter/node-sqlite-dialect";
import { betterAuth } from "better-auth";
import { createAccessControl } from "better-auth/plugins/access";
import { magicLink } from "better-auth/plugins/magic-link";
import { organization } from "better-auth/plugins/organization";
import { twoFactor } from "better-auth/plugins/two-factor";
import { DatabaseSync } from "node:sqlite";
import type { Pool } from "pg";
import { limits } from "../core/limits.ts";

/** Tokens begin so, which lets a secret scanner tell what it found. */
export const TOKEN_PREFIX = "cp_";
export const TOKEN_RANDOM_CHARS = 64;

/** Header that the HTTP layer sets to the client's address, whatever the client sent in it. */
export const CLIENT_ADDRESS_HEADER = "x-callpool-client-address";

/** Where a sign-in link leads that was used already or is too old. */
export const LINK_FAILED_PATH = "/api/auth/link-failed";

const LINK_LIFE_SECONDS = 24 * 3600;

export type AuthOptions = {
  readonly database: DatabaseSync | Pool;
  readonly secret: string;
  /** Where browsers reach the server, without a path: `https://calls.example.com`. */
  readonly baseUrl: string;
  /** Told of faults that better-auth would only log. */
  readonly onFault: (message: string, cause: unknown) => void;
};

/*
 * In SQLite, the store commits on this thread without letting go of it. Were better-auth to keep a
 * transaction open while it awaits, the store would wait for a lock that only this thread can
 * release, until its busy timeout. So the adapter has no transactions: every statement commits by
 * itself.
 */
function withoutTransactions(database: DatabaseSync) {
  const dialect = new NodeSqliteDialect({ database });
  return { dialect, type: "sqlite" as const, transaction: false };
}

/** How better-auth is set up. Its tables are in `0002-identity.sql` of each store's migrations. */
export function authOptions({ database, secret, baseUrl, onFault }: AuthOptions) {
  return {
    appName: "Callpool",
    baseURL: baseUrl,
    basePath: "/api/auth",
    secret,
    database: database instanceof DatabaseSync ? withoutTransactions(database) : database,
    telemetry: { enabled: false },
    trustedOrigins: [new URL(baseUrl).origin],
    user: { modelName: "auth_user" },
    session: { modelName: "auth_session" },
    account: { modelName: "auth_account" },
    verification: { modelName: "auth_verification" },
    // Nobody signs up by themselves: an owner comes from the command line, others by invitation.
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: limits.passwordCharsMin,
      maxPasswordLength: limits.passwordCharsMax,
    },
    rateLimit: { enabled: true, window: 60, max: 100, storage: "memory" as const },
    advanced: {
      cookiePrefix: "callpool",
      useSecureCookies: new URL(baseUrl).protocol === "https:",
      defaultCookieAttributes: { httpOnly: true, sameSite: "lax" as const },
      disableCSRFCheck: false,
      disableOriginCheck: false,
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
    },
    logger: { log: reportFaults(onFault) },
    plugins: [organizations(), signInLinks(), secondFactor(), tokens()],
  };
}

export function createAuth(options: AuthOptions) {
  return betterAuth(authOptions(options));
}

export type Auth = ReturnType<typeof createAuth>;

/*
 * Who may do what is Callpool's own table (src/core/access). better-auth asks only before it makes
 * a token: there the roles that the table lets do it may.
 */
const control = createAccessControl({ apiKey: ["create"] });
const tokenMaker = control.newRole({ apiKey: ["create"] });

/** An organization is a Callpool account: the catalogue's account has its id. */
function organizations() {
  return organization({
    ac: control,
    roles: { owner: tokenMaker, admin: tokenMaker },
    allowUserToCreateOrganization: false,
    disableOrganizationDeletion: true,
    schema: {
      organization: { modelName: "auth_organization" },
      member: {
        modelName: "auth_member",
        additionalFields: { publisherId: { type: "string", required: false } },
      },
      invitation: {
        modelName: "auth_invitation",
        additionalFields: {
          publisherId: { type: "string", required: false },
          tokenHash: { type: "string", required: true, index: true, returned: false },
        },
      },
    },
  });
}

/** Asked for after a password. A sign-in link, which the server's operator prints, goes without. */
function secondFactor() {
  return twoFactor({ issuer: "Callpool", schema: { twoFactor: { modelName: "auth_two_factor" } } });
}

/** Goes along with the request for a link and comes back with it: Callpool sends no mail. */
export class LinkRecipient {
  url: string | undefined;
}

function signInLinks() {
  return magicLink({
    disableSignUp: true,
    expiresIn: LINK_LIFE_SECONDS,
    storeToken: "hashed",
    sendMagicLink: ({ url, metadata }) => {
      const recipient: unknown = metadata?.["recipient"];
      if (recipient instanceof LinkRecipient) recipient.url = url;
    },
  });
}

/** API tokens belong to an account and are stored as hashes (R67). */
function tokens() {
  return apiKey({
    references: "organization",
    defaultPrefix: TOKEN_PREFIX,
    defaultKeyLength: TOKEN_RANDOM_CHARS,
    requireName: true,
    maximumNameLength: 100,
    enableMetadata: true,
    startingCharactersConfig: { charactersLength: TOKEN_PREFIX.length + 4 },
    // The plugin's own limit counts in the database, with a write for each request.
    rateLimit: { enabled: false },
    schema: { apikey: { modelName: "auth_api_key" } },
  });
}

/** A wrong token or link is no fault of the server: it is answered, and not worth a log line. */
function reportFaults(onFault: AuthOptions["onFault"]) {
  return (_level: string, message: string, ...details: readonly unknown[]) => {
    const cause = details.find((detail) => detail instanceof Error);
    if (cause === undefined || cause.name === "APIError") return;
    onFault(message, cause);
  };
}
