import { idParams } from "../../contract/admin/field.ts";
import { memberPatchSchema, memberSchema } from "../../contract/admin/member.ts";
import { pageOf } from "../../contract/admin/page.ts";
import { capabilitiesOf, mayHandOut, type Role } from "../../core/access/role.ts";
import type { AccountId } from "../../core/ids.ts";
import type { Actor, Identity } from "../../identity/identity.ts";
import type { Member, Standing } from "../../identity/member.ts";
import { optional } from "../../service/admin/patch.ts";
import { findLiving } from "../../service/admin/record.ts";
import { Problem } from "../../service/problem.ts";
import type { Catalogue } from "../../store/catalogue.ts";
import { doneSchema, iso, operation, problemAnswers, type AdminApp } from "./admin-app.ts";
import { actorOf } from "./actor.ts";

const area = "Members";

/** The persons of the account and what they are in it (R67). */
export function memberRoutes(app: AdminApp, catalogue: Catalogue, { members }: Identity): void {
  app.get("/members", {
    schema: {
      ...operation(area, "listMembers", "List members, the longest there first"),
      response: { 200: pageOf(memberSchema), ...problemAnswers },
    },
    handler: async (request) => {
      const actor = actorOf(request);
      const listed = await members.list(actor.accountId);
      return { items: listed.map((member) => show(member, actor)) };
    },
  });
  app.patch("/members/:id", {
    schema: {
      ...operation(
        area,
        "updateMember",
        "Change a member's role",
        "It counts at once. Only owners make and change owners, and the last owner stays one.",
      ),
      params: idParams,
      body: memberPatchSchema,
      response: { 200: memberSchema, ...problemAnswers },
    },
    handler: async (request) => {
      const actor = actorOf(request);
      const member = found(await members.find(actor.accountId, request.params.id));
      const role = request.body.role ?? member.role;
      refuseRole(actor, member.role);
      refuseRole(actor, role);
      const publisherId = request.body.publisherId ?? keptPublisher(member, role);
      const standing = await standingOf(catalogue, actor.accountId, role, publisherId);
      refuseLastOwner(await members.change(member, standing));
      return show(found(await members.find(actor.accountId, member.id)), actor);
    },
  });
  app.delete("/members/:id", {
    schema: {
      ...operation(
        area,
        "removeMember",
        "Remove a member",
        "Their sessions and API tokens open nothing of the account from now on. The last owner " +
          "stays.",
      ),
      params: idParams,
      response: { 204: doneSchema, ...problemAnswers },
    },
    handler: async (request, reply) => {
      const actor = actorOf(request);
      const member = found(await members.find(actor.accountId, request.params.id));
      refuseRole(actor, member.role);
      refuseLastOwner(await members.remove(member));
      return reply.code(204).send();
    },
  });
}

/** @throws Problem forbidden for a role that the actor may neither give nor take */
export function refuseRole(actor: Actor, role: Role): void {
  if (actor.proof.kind === "token") refuseRoleBeyond(actor, role);
  if (mayHandOut(actor.role, role)) return;
  throw new Problem("forbidden", `Only an owner of the account can do this with the role ${role}.`);
}

/** A token makes nobody who can do more than itself: its scopes would hold nobody back. */
function refuseRoleBeyond({ can }: Actor, role: Role): void {
  const lacks = capabilitiesOf(role).find((one) => one !== "own" && !can.includes(one));
  if (role !== "owner" && lacks === undefined) return;
  const detail =
    role === "owner"
      ? "An API token cannot make, change or remove owners. Do that signed in."
      : `This token lacks the scope \`${lacks}\`, which the role ${role} has.`;
  throw new Problem("forbidden", detail);
}

/**
 * A role with the publisher that it needs, and no other.
 * @throws Problem invalid, not_found for a publisher that the account does not have
 */
export async function standingOf(
  catalogue: Catalogue,
  accountId: AccountId,
  role: Role,
  publisherId: string | undefined,
): Promise<Standing> {
  if ((role === "publisher") !== (publisherId !== undefined)) {
    const message =
      role === "publisher" ? "name the publisher" : `the role ${role} has no publisher`;
    const errors = [{ path: "publisherId", message }];
    throw new Problem("invalid", `publisherId: ${message}.`, { errors });
  }
  if (publisherId === undefined) return { role };
  const { publishers } = catalogue;
  return {
    role,
    publisherId: (await findLiving("publisher", publishers, accountId, publisherId)).id,
  };
}

function keptPublisher(member: Member, role: Role): string | undefined {
  return role === "publisher" ? member.publisherId : undefined;
}

function refuseLastOwner(outcome: "done" | "last_owner"): void {
  if (outcome === "done") return;
  throw new Problem("conflict", "An account keeps an owner. Make somebody else an owner first.");
}

function found(member: Member | undefined): Member {
  if (member === undefined) throw new Problem("not_found", "There is no such member.");
  return member;
}

function show(member: Member, actor: Actor) {
  const { id, userId, email, name, role, publisherId, isTwoFactorOn, createdAt } = member;
  return {
    id,
    userId,
    email,
    name,
    role,
    ...optional("publisherId", publisherId),
    isTwoFactorOn,
    isYou: userId === actor.userId,
    createdAt: iso(createdAt),
  };
}
