import { randomUUID } from "node:crypto";
import type { AccountId } from "../core/ids.ts";
import { LINK_FAILED_PATH, LinkRecipient, type Auth } from "./auth.ts";

export type Owner = { readonly accountId: AccountId; readonly userId: string };

/** Makes the account and its owner. A person who is known already gets one more account. */
export async function createOwner(
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

/** The owner who was created first, or undefined on an empty database. */
export async function firstOwner(
  auth: Auth,
): Promise<(Owner & { readonly email: string }) | undefined> {
  const { adapter, internalAdapter } = await auth.$context;
  const [member] = await adapter.findMany<{
    readonly organizationId: string;
    readonly userId: string;
  }>({
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
export async function signInLink(auth: Auth, email: string): Promise<string | undefined> {
  const { internalAdapter } = await auth.$context;
  if ((await internalAdapter.findUserByEmail(email)) === null) return undefined;
  const recipient = new LinkRecipient();
  await auth.api.signInMagicLink({
    body: {
      email,
      callbackURL: "/app/",
      errorCallbackURL: LINK_FAILED_PATH,
      metadata: { recipient },
    },
    headers: new Headers(),
  });
  return recipient.url;
}
