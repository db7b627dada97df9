import { isAPIError } from "better-auth/api";
import { isRole, type Role } from "../core/access/role.ts";
import type { AccountId } from "../core/ids.ts";
import { toInstant, type Instant } from "../core/time.ts";
import type { Auth } from "./auth.ts";

/** Somebody who can sign in. */
export type Person = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly hasPassword: boolean;
  readonly isTwoFactorOn: boolean;
};

/** A browser that is signed in. */
export type Session = {
  readonly id: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly ipAddress?: string;
  readonly userAgent?: string;
};

export type OwnAccount = { readonly accountId: AccountId; readonly role: Role };

/** What a person sees and changes of themselves. */
export function persons(auth: Auth) {
  return {
    async byEmail(email: string): Promise<Person | undefined> {
      const { internalAdapter } = await auth.$context;
      const found = await internalAdapter.findUserByEmail(email);
      return found === null ? undefined : findPerson(auth, found.user.id);
    },

    find: (userId: string) => findPerson(auth, userId),

    async rename(userId: string, name: string): Promise<void> {
      const { internalAdapter } = await auth.$context;
      await internalAdapter.updateUser(userId, { name });
    },

    /** Gives the first password to whoever is signed in with these headers. */
    async setPassword(headers: Headers, newPassword: string): Promise<"done" | "already_set"> {
      try {
        await auth.api.setPassword({ body: { newPassword }, headers });
        return "done";
      } catch (error) {
        if (isAPIError(error) && error.body?.code === "PASSWORD_ALREADY_SET") return "already_set";
        throw error;
      }
    },

    /** Every account that the person belongs to, the oldest membership first. */
    async accounts(userId: string): Promise<readonly OwnAccount[]> {
      const { adapter } = await auth.$context;
      const members = await adapter.findMany<{ organizationId: string; role: string }>({
        model: "member",
        where: [{ field: "userId", value: userId }],
        sortBy: { field: "createdAt", direction: "asc" },
      });
      return members.flatMap(({ organizationId, role }) =>
        // A member's organization is an account.
        isRole(role) ? [{ accountId: organizationId as AccountId, role }] : [],
      );
    },

    /** Those that have not ended, newest first. */
    async sessions(userId: string): Promise<readonly Session[]> {
      const { internalAdapter } = await auth.$context;
      const rows = await internalAdapter.listSessions(userId, { onlyActiveSessions: true });
      return rows.map(toSession).toSorted((one, other) => other.createdAt - one.createdAt);
    },

    /** @returns how many of the person's sessions ended */
    async endSessions(userId: string, isMeant: (id: string) => boolean): Promise<number> {
      const { internalAdapter } = await auth.$context;
      const rows = await internalAdapter.listSessions(userId);
      const ended = rows.filter(({ id }) => isMeant(id)).map(({ token }) => token);
      await Promise.all(ended.map((token) => internalAdapter.deleteSession(token)));
      return ended.length;
    },
  };
}

async function findPerson(auth: Auth, userId: string): Promise<Person | undefined> {
  const { internalAdapter } = await auth.$context;
  const user = await internalAdapter.findUserById(userId);
  if (user === null) return undefined;
  const credential = await internalAdapter.findCredentialAccount(userId);
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    hasPassword: typeof credential?.password === "string",
    isTwoFactorOn: isTwoFactorOn(user),
  };
}

/** The two-factor plugin adds this column; the inferred type of a user leaves it out. */
export function isTwoFactorOn(user: object): boolean {
  return "twoFactorEnabled" in user && user.twoFactorEnabled === true;
}

type SessionRow = {
  readonly id: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly ipAddress?: string | null | undefined;
  readonly userAgent?: string | null | undefined;
};

function toSession({ id, createdAt, expiresAt, ipAddress, userAgent }: SessionRow): Session {
  return {
    id,
    createdAt: toInstant(createdAt.getTime()),
    expiresAt: toInstant(expiresAt.getTime()),
    ...(ipAddress ? { ipAddress } : {}),
    ...(userAgent ? { userAgent } : {}),
  };
}
