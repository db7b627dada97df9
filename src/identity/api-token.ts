import type { AccountId } from "../core/ids.ts";
import { toInstant, type Instant } from "../core/time.ts";
import { TOKEN_PREFIX, TOKEN_RANDOM_CHARS, type Auth } from "./auth.ts";

/** An API token as it can be listed: the token itself is shown once, when it is made (R67). */
export type ApiToken = {
  readonly id: string;
  readonly name: string;
  /** Its first characters, to tell tokens apart. */
  readonly start: string;
  readonly createdAt: Instant;
  readonly lastUsedAt?: Instant;
};

export type NewApiToken = ApiToken & { readonly token: string };

/** Who made a token, and for which account: the token can do what that person can do there. */
export type TokenHolder = { readonly accountId: AccountId; readonly userId: string };

/** A row of auth_api_key as better-auth gives it. */
type KeyRow = {
  readonly id: string;
  readonly name: string | null;
  readonly start: string | null;
  readonly createdAt: Date;
  readonly lastRequest: Date | null;
};

const tokenPattern = new RegExp(`^${TOKEN_PREFIX}[A-Za-z]{${TOKEN_RANDOM_CHARS}}$`);

export function apiTokens(auth: Auth) {
  return {
    async create(holder: TokenHolder, name: string): Promise<NewApiToken> {
      const made = await auth.api.createApiKey({
        body: {
          name,
          userId: holder.userId,
          organizationId: holder.accountId,
          metadata: { userId: holder.userId },
        },
      });
      return { ...toToken(made), token: made.key };
    },

    /** Newest first; all of them, since an account has few. */
    async list(accountId: AccountId): Promise<readonly ApiToken[]> {
      const { adapter } = await auth.$context;
      const rows = await adapter.findMany<KeyRow>({
        model: "apikey",
        where: [{ field: "referenceId", value: accountId }],
        sortBy: { field: "createdAt", direction: "desc" },
      });
      return rows.map(toToken);
    },

    /** @returns whether the account had such a token */
    async revoke(accountId: AccountId, id: string): Promise<boolean> {
      const { adapter } = await auth.$context;
      const deleted = await adapter.deleteMany({
        model: "apikey",
        where: [
          { field: "id", value: id },
          { field: "referenceId", value: accountId },
        ],
      });
      return deleted > 0;
    },

    async verify(token: string): Promise<TokenHolder | undefined> {
      // Spares the database whatever cannot be a token.
      if (!tokenPattern.test(token)) return undefined;
      const { valid, key } = await auth.api.verifyApiKey({ body: { key: token } });
      const userId: unknown = key?.metadata?.["userId"];
      if (!valid || key === null || typeof userId !== "string") return undefined;
      // An API key belongs to an organization, whose id is the account's.
      return { accountId: key.referenceId as AccountId, userId };
    },
  };
}

function toToken(row: KeyRow): ApiToken {
  return {
    id: row.id,
    name: row.name ?? "",
    start: row.start ?? "",
    createdAt: toInstant(row.createdAt.getTime()),
    ...(row.lastRequest === null ? {} : { lastUsedAt: toInstant(row.lastRequest.getTime()) }),
  };
}
