import { tokenScopes, type TokenScope } from "../core/access/role.ts";
import type { AccountId } from "../core/ids.ts";
import { limits } from "../core/limits.ts";
import { toInstant, type Instant } from "../core/time.ts";
import { TOKEN_PREFIX, TOKEN_RANDOM_CHARS, type Auth } from "./auth.ts";

/** An API token as it can be listed: the token itself is shown once, when it is made (R67). */
export type ApiToken = {
  readonly id: string;
  readonly name: string;
  /** What it may do, as long as the one who made it may. */
  readonly scopes: readonly TokenScope[];
  /** Its first characters, to tell tokens apart. */
  readonly start: string;
  readonly createdAt: Instant;
  readonly lastUsedAt?: Instant;
};

export type NewApiToken = ApiToken & { readonly token: string };

/** Who made a token, and for which account: the token can do no more than that person there. */
export type TokenHolder = { readonly accountId: AccountId; readonly userId: string };

/** A token that was shown and is good. */
export type VerifiedToken = TokenHolder & Pick<ApiToken, "id" | "name" | "scopes">;

/** A row of auth_api_key as better-auth gives it. */
type KeyRow = {
  readonly id: string;
  readonly name: string | null;
  readonly start: string | null;
  readonly createdAt: Date;
  readonly lastRequest: Date | null;
  /** JSON text in the database; better-auth's own answers have it parsed. */
  readonly metadata: unknown;
};

const tokenPattern = new RegExp(`^${TOKEN_PREFIX}[A-Za-z]{${TOKEN_RANDOM_CHARS}}$`);

export function apiTokens(auth: Auth) {
  const rowsOf = async (accountId: AccountId): Promise<readonly KeyRow[]> => {
    const { adapter } = await auth.$context;
    return adapter.findMany<KeyRow>({
      model: "apikey",
      where: [{ field: "referenceId", value: accountId }],
      sortBy: { field: "createdAt", direction: "desc" },
      limit: limits.tokensPerAccountMax,
    });
  };
  return {
    async create(
      holder: TokenHolder,
      name: string,
      scopes: readonly TokenScope[] = tokenScopes,
    ): Promise<NewApiToken> {
      const made = await auth.api.createApiKey({
        body: {
          name,
          userId: holder.userId,
          organizationId: holder.accountId,
          metadata: { userId: holder.userId, scopes },
        },
      });
      return { ...toToken(made), token: made.key };
    },

    /** Newest first; all of them, since an account has few. */
    async list(accountId: AccountId): Promise<readonly ApiToken[]> {
      return (await rowsOf(accountId)).map(toToken);
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

    /** Those that the person made for the account. */
    async revokeAllOf({ accountId, userId }: TokenHolder): Promise<void> {
      const { adapter } = await auth.$context;
      const rows = await rowsOf(accountId);
      const theirs = rows.filter((row) => metadataOf(row).userId === userId).map(({ id }) => id);
      if (theirs.length === 0) return;
      const where = [{ field: "id", operator: "in" as const, value: theirs }];
      await adapter.deleteMany({ model: "apikey", where });
    },

    async verify(token: string): Promise<VerifiedToken | undefined> {
      // Spares the database whatever cannot be a token.
      if (!tokenPattern.test(token)) return undefined;
      const { valid, key } = await auth.api.verifyApiKey({ body: { key: token } });
      if (!valid || key === null) return undefined;
      const { userId, scopes } = metadataOf(key);
      if (userId === undefined) return undefined;
      // An API key belongs to an organization, whose id is the account's.
      const accountId = key.referenceId as AccountId;
      return { accountId, userId, scopes, id: key.id, name: key.name ?? "" };
    },
  };
}

function toToken(row: KeyRow): ApiToken {
  return {
    id: row.id,
    name: row.name ?? "",
    scopes: metadataOf(row).scopes,
    start: row.start ?? "",
    createdAt: toInstant(row.createdAt.getTime()),
    ...(row.lastRequest === null ? {} : { lastUsedAt: toInstant(row.lastRequest.getTime()) }),
  };
}

type Metadata = { readonly userId?: string; readonly scopes: readonly TokenScope[] };

/** What Callpool noted with a key. A scope that it does not know opens nothing. */
function metadataOf({ metadata }: Pick<KeyRow, "metadata">): Metadata {
  const noted: unknown = typeof metadata === "string" ? JSON.parse(metadata) : metadata;
  if (typeof noted !== "object" || noted === null) return { scopes: [] };
  const { userId, scopes } = noted as { readonly userId?: unknown; readonly scopes?: unknown };
  const given: readonly unknown[] = Array.isArray(scopes) ? scopes : [];
  return {
    ...(typeof userId === "string" ? { userId } : {}),
    scopes: tokenScopes.filter((scope) => given.includes(scope)),
  };
}
