import { capabilitiesOf, type Capability } from "../core/access/role.ts";
import type { apiTokens } from "./api-token.ts";
import type { Auth } from "./auth.ts";
import { members, type Membership } from "./member.ts";

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

/** Who shows this token. A person who has left the account has taken their tokens along. */
export async function ofToken(
  auth: Auth,
  tokens: ReturnType<typeof apiTokens>,
  authorization: string,
): Promise<Actor | undefined> {
  const [, given] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
  const token = given === undefined ? undefined : await tokens.verify(given);
  if (token === undefined) return undefined;
  const member = await members(auth).membership(token.userId, token.accountId);
  if (member === undefined) return undefined;
  const { id, name, scopes } = token;
  const can = capabilitiesOf(member.role).filter((one) => scopes.some((scope) => scope === one));
  return { ...member, can, proof: { kind: "token", id, name } };
}

/** Whose browser this is, in the account that it works in. */
export async function ofSession(auth: Auth, headers: Headers): Promise<Actor | undefined> {
  if (!headers.has("cookie")) return undefined;
  const found = await auth.api.getSession({ headers, query: { disableRefresh: true } });
  if (found === null) return undefined;
  // The organization plugin adds this column; the inferred type of a session leaves it out.
  const { activeOrganizationId } = found.session as { activeOrganizationId?: string | null };
  const { id, name } = found.user;
  const member = await members(auth).membership(id, activeOrganizationId ?? undefined);
  if (member === undefined) return undefined;
  const proof = { kind: "session", id: found.session.id, name } as const;
  return { ...member, can: capabilitiesOf(member.role), proof };
}
