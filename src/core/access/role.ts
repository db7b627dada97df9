/*
 * Who may do what (R67). A role is what a person is in one account; a capability is what the role
 * lets them do there. This is the one table; every route of the admin API names what it needs, in
 * src/http/admin/needs.ts.
 */

export const roles = ["owner", "admin", "member", "viewer", "publisher"] as const;
export type Role = (typeof roles)[number];

export const capabilities = ["read", "write", "manage", "own"] as const;
/**
 * - `read`: everything of the account, but for what `manage` opens.
 * - `write`: campaigns, publishers, numbers, pools, tags, test calls and page checks.
 * - `manage`: the account's settings, members, invitations, tokens and audit log.
 * - `own`: of one publisher, its own numbers and calls, and nothing else.
 */
export type Capability = (typeof capabilities)[number];

const capabilitiesByRole: Readonly<Record<Role, readonly Capability[]>> = {
  owner: ["read", "write", "manage"],
  admin: ["read", "write", "manage"],
  member: ["read", "write"],
  viewer: ["read"],
  publisher: ["own"],
};

export function capabilitiesOf(role: Role): readonly Capability[] {
  return capabilitiesByRole[role];
}

export function isRole(text: string): text is Role {
  return (roles as readonly string[]).includes(text);
}

/**
 * Whether somebody with one role may give or take another: only owners make, change and remove
 * owners, so that an admin cannot lock them out or become one.
 */
export function mayHandOut(giver: Role, role: Role): boolean {
  return role === "owner" ? giver === "owner" : capabilitiesOf(giver).includes("manage");
}

/** Capabilities that a token can have: a publisher's token would need a publisher. */
export const tokenScopes = ["read", "write", "manage"] as const satisfies readonly Capability[];
export type TokenScope = (typeof tokenScopes)[number];
