import { createHash, randomBytes } from "node:crypto";
import { isRole, type Role } from "../core/access/role.ts";
import { isId, type AccountId, type PublisherId } from "../core/ids.ts";
import { limits } from "../core/limits.ts";
import { toInstant, type Instant } from "../core/time.ts";
import type { Auth } from "./auth.ts";
import { members, type Standing } from "./member.ts";

/** Somebody is asked to join an account. */
export type Invitation = {
  readonly id: string;
  readonly accountId: AccountId;
  readonly email: string;
  readonly role: Role;
  readonly publisherId?: PublisherId;
  readonly inviterId: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
};

export type Inviter = { readonly accountId: AccountId; readonly userId: string };

type InvitationRow = {
  readonly id: string;
  readonly organizationId: string;
  readonly email: string;
  readonly role: string | null;
  readonly publisherId?: string | null;
  readonly inviterId: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
};

const TOKEN_BYTES = 32;
const LIFE_MS = 7 * 24 * 3_600_000;

/**
 * Whoever has the link may join, as somebody new. It does not prove who has the address: so a
 * person who is known already joins only when signed in, and the address of a new one stays
 * unproven. A sign-in link for it, which the operator prints, takes away whatever password somebody
 * else may have set.
 */
export function invitations(auth: Auth) {
  return { ...inviting(auth), ...joining(auth) };
}

function inviting(auth: Auth) {
  const find = async (where: Where) => {
    const { adapter } = await auth.$context;
    const rows = await adapter.findMany<InvitationRow>({
      model: "invitation",
      where: [...where],
      sortBy: { field: "createdAt", direction: "desc" },
      limit: limits.invitationsPerAccountMax,
    });
    return rows.flatMap(toInvitation);
  };
  const drop = (where: Where) => dropInvitations(auth, where);
  return {
    /** Newest first; all that nobody has used yet, also those that are too old. */
    list: (accountId: AccountId): Promise<readonly Invitation[]> =>
      find([{ field: "organizationId", value: accountId }]),

    /** An earlier one to the same address is withdrawn. The token is in nothing that is stored. */
    async create(
      { accountId, userId }: Inviter,
      given: Standing & { readonly email: string },
      now: Instant,
    ): Promise<{ readonly invitation: Invitation; readonly token: string }> {
      const { adapter } = await auth.$context;
      const email = given.email.toLowerCase();
      await drop([
        { field: "organizationId", value: accountId },
        { field: "email", value: email },
      ]);
      const token = randomBytes(TOKEN_BYTES).toString("base64url");
      const createdAt = new Date(now);
      const row = await adapter.create<Record<string, unknown>, InvitationRow>({
        model: "invitation",
        data: {
          organizationId: accountId,
          email,
          role: given.role,
          status: "pending",
          publisherId: given.publisherId ?? null,
          tokenHash: hashOf(token),
          inviterId: userId,
          createdAt,
          expiresAt: new Date(now + LIFE_MS),
        },
      });
      const [invitation] = toInvitation(row);
      if (invitation === undefined) throw new Error("an invitation was not stored as it was given");
      return { invitation, token };
    },

    /** @returns whether the account had such an invitation */
    withdraw: (accountId: AccountId, id: string): Promise<boolean> =>
      drop([
        { field: "organizationId", value: accountId },
        { field: "id", value: id },
      ]),

    /** @returns undefined for a token that was used, withdrawn, is too old, or never was */
    async byToken(token: string, now: Instant): Promise<Invitation | undefined> {
      const [invitation] = await find([{ field: "tokenHash", value: hashOf(token) }]);
      return invitation !== undefined && now < invitation.expiresAt ? invitation : undefined;
    },
  };
}

function joining(auth: Auth) {
  return {
    /** Uses the invitation up. One who belongs to the account already keeps what they are. */
    async join({ id, accountId, role, publisherId }: Invitation, userId: string): Promise<void> {
      const known = await members(auth).membership(userId, accountId);
      if (known === undefined) {
        const as = publisherId === undefined ? {} : { publisherId };
        await members(auth).add({ accountId, userId, role, ...as });
      }
      await dropInvitations(auth, [{ field: "id", value: id }]);
    },

    /**
     * Makes the person whom the invitation is for.
     * @returns undefined when somebody has that address already
     */
    async makePerson(
      { email }: Invitation,
      { name, password }: { readonly name: string; readonly password: string },
    ): Promise<string | undefined> {
      const { internalAdapter, password: passwords } = await auth.$context;
      const hash = await passwords.hash(password);
      if ((await internalAdapter.findUserByEmail(email)) !== null) return undefined;
      const user = await internalAdapter.createUser(
        { email, name, emailVerified: false },
        { method: "invitation" },
      );
      await internalAdapter.linkAccount({
        userId: user.id,
        providerId: "credential",
        accountId: user.id,
        password: hash,
      });
      return user.id;
    },
  };
}

type Where = readonly { readonly field: string; readonly value: string }[];

/** @returns whether there was one */
async function dropInvitations(auth: Auth, where: Where): Promise<boolean> {
  const { adapter } = await auth.$context;
  return (await adapter.deleteMany({ model: "invitation", where: [...where] })) > 0;
}

/** The token has 256 random bits, so a fast hash is enough. */
function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}

function toInvitation(row: InvitationRow): Invitation[] {
  const { id, email, role, publisherId, inviterId, createdAt, expiresAt } = row;
  if (role === null || !isRole(role)) return [];
  const isNamed = typeof publisherId === "string" && isId("publisher", publisherId);
  return [
    {
      id,
      // An invitation's organization is an account.
      accountId: row.organizationId as AccountId,
      email,
      role,
      ...(isNamed ? { publisherId } : {}),
      inviterId,
      createdAt: toInstant(createdAt.getTime()),
      expiresAt: toInstant(expiresAt.getTime()),
    },
  ];
}
