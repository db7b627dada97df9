import { isRole, type Role } from "../core/access/role.ts";
import { isId, type AccountId, type PublisherId } from "../core/ids.ts";
import { limits } from "../core/limits.ts";
import { toInstant, type Instant } from "../core/time.ts";
import type { Auth } from "./auth.ts";
import { isTwoFactorOn, persons } from "./person.ts";

/** What a person is in an account. */
export type Membership = {
  readonly accountId: AccountId;
  readonly userId: string;
  readonly role: Role;
  /** The publisher whose numbers and calls the person sees: there exactly for that role. */
  readonly publisherId?: PublisherId;
};

export type Member = Membership & {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly isTwoFactorOn: boolean;
  readonly createdAt: Instant;
};

export type Standing = Pick<Membership, "role" | "publisherId">;

type MemberRow = {
  readonly id: string;
  readonly organizationId: string;
  readonly userId: string;
  readonly role: string;
  readonly publisherId?: string | null;
  readonly createdAt: Date;
};

type UserRow = { readonly id: string; readonly email: string; readonly name: string };

/** The persons of accounts. */
export function members(auth: Auth) {
  return { ...memberReading(auth), ...memberChanges(auth) };
}

function memberReading(auth: Auth) {
  const rowsOf = async (where: readonly { field: string; value: string }[]) => {
    const { adapter } = await auth.$context;
    return adapter.findMany<MemberRow>({
      model: "member",
      where: [...where],
      sortBy: { field: "createdAt", direction: "asc" },
      limit: limits.membersPerAccountMax,
    });
  };
  const withUsers = async (rows: readonly MemberRow[]): Promise<readonly Member[]> => {
    if (rows.length === 0) return [];
    const { adapter } = await auth.$context;
    const users = await adapter.findMany<UserRow>({
      model: "user",
      where: [{ field: "id", operator: "in", value: rows.map((row) => row.userId) }],
      limit: rows.length,
    });
    const byId = new Map(users.map((user) => [user.id, user]));
    return rows.flatMap((row) => {
      const user = byId.get(row.userId);
      const membership = toMembership(row);
      if (user === undefined || membership === undefined) return [];
      const { email, name } = user;
      const createdAt = toInstant(row.createdAt.getTime());
      return [
        { ...membership, id: row.id, email, name, isTwoFactorOn: isTwoFactorOn(user), createdAt },
      ];
    });
  };
  return {
    /** The oldest membership first; all of them. */
    list: async (accountId: AccountId): Promise<readonly Member[]> =>
      withUsers(await rowsOf([{ field: "organizationId", value: accountId }])),

    async find(accountId: AccountId, id: string): Promise<Member | undefined> {
      const where = [
        { field: "organizationId", value: accountId },
        { field: "id", value: id },
      ];
      return (await withUsers(await rowsOf(where)))[0];
    },

    /** In the named account, or without a name in the first that the person belongs to. */
    async membership(userId: string, accountId?: string): Promise<Membership | undefined> {
      const inAccount =
        accountId === undefined ? [] : [{ field: "organizationId", value: accountId }];
      const [row] = await rowsOf([{ field: "userId", value: userId }, ...inAccount]);
      return row && toMembership(row);
    },
  };
}

function memberChanges(auth: Auth) {
  return {
    async add({ accountId, userId, role, publisherId }: Membership): Promise<void> {
      const { adapter } = await auth.$context;
      await adapter.create({
        model: "member",
        data: {
          organizationId: accountId,
          userId,
          role,
          publisherId: publisherId ?? null,
          createdAt: new Date(),
        },
      });
    },

    /** Counts from the person's next request on. */
    async change({ id }: Member, { role, publisherId }: Standing): Promise<"done" | "last_owner"> {
      const { adapter } = await auth.$context;
      return keepingAnOwner(
        adapter.update({
          model: "member",
          where: [{ field: "id", value: id }],
          update: { role, publisherId: publisherId ?? null },
        }),
      );
    },

    /**
     * From now on the person's sessions and tokens open nothing of the account. Who belongs to no
     * other account is signed out.
     */
    async remove({ id, accountId, userId }: Member): Promise<"done" | "last_owner"> {
      const { adapter, internalAdapter } = await auth.$context;
      const where = [{ field: "id", value: id }];
      const outcome = await keepingAnOwner(adapter.delete({ model: "member", where }));
      if (outcome === "last_owner") return outcome;
      const others = await persons(auth).accounts(userId);
      if (others.length === 0) await internalAdapter.deleteUserSessions(userId);
      else await leaveAccount(auth, userId, accountId);
      return "done";
    },
  };
}

/** Sessions that worked in that account go on in the person's first other one. */
async function leaveAccount(auth: Auth, userId: string, accountId: AccountId): Promise<void> {
  const { adapter } = await auth.$context;
  await adapter.updateMany({
    model: "session",
    where: [
      { field: "userId", value: userId },
      { field: "activeOrganizationId", value: accountId },
    ],
    update: { activeOrganizationId: null },
  });
}

function toMembership({
  organizationId,
  userId,
  role,
  publisherId,
}: MemberRow): Membership | undefined {
  if (!isRole(role)) return undefined;
  // A member's organization is an account.
  const found = { accountId: organizationId as AccountId, userId, role };
  if (role !== "publisher") return found;
  // Without its publisher that role would see nothing, or by a mistake of ours everything.
  const isNamed = typeof publisherId === "string" && isId("publisher", publisherId);
  return isNamed ? { ...found, publisherId } : undefined;
}

/** The database keeps an owner in every account; see `0002-identity.sql`. */
async function keepingAnOwner(work: Promise<unknown>): Promise<"done" | "last_owner"> {
  try {
    await work;
    return "done";
  } catch (error) {
    for (let cause = error; cause instanceof Error; cause = cause.cause) {
      if (cause.message.includes("callpool: last owner")) return "last_owner";
    }
    throw error;
  }
}
