import { idParams } from "../../contract/admin/field.ts";
import {
  invitationCreateSchema,
  invitationMadeSchema,
  invitationSchema,
} from "../../contract/admin/invitation.ts";
import { pageOf } from "../../contract/admin/page.ts";
import type { Instant } from "../../core/time.ts";
import { limits } from "../../core/limits.ts";
import type { Identity } from "../../identity/identity.ts";
import type { Invitation } from "../../identity/invitation.ts";
import type { Mailer } from "../../ops/mail.ts";
import { accountOf } from "../../service/admin/account.ts";
import { optional } from "../../service/admin/patch.ts";
import { Problem } from "../../service/problem.ts";
import type { Catalogue } from "../../store/catalogue.ts";
import type { Clock } from "../../store/store.ts";
import { doneSchema, iso, operation, problemAnswers, type AdminApp } from "./admin-app.ts";
import { actorOf } from "./actor.ts";
import { refuseRole, standingOf } from "./members.ts";

const area = "Invitations";

export type InvitationParts = {
  readonly catalogue: Catalogue;
  readonly identity: Identity;
  readonly clock: Clock;
  readonly baseUrl: string;
  /** Absent where no mail server is set up. */
  readonly mailer?: Mailer | undefined;
};

/** Who is asked to join the account; what the links do is in `invitation-links.ts`. */
export function invitationRoutes(app: AdminApp, parts: InvitationParts): void {
  const { catalogue, identity, clock, baseUrl, mailer } = parts;
  const { invitations, members, persons } = identity;
  const show = async (invitation: Invitation) => {
    const inviter = await persons.find(invitation.inviterId);
    return shown(invitation, inviter?.name ?? "", clock.now());
  };
  app.get("/invitations", {
    schema: {
      ...operation(area, "listInvitations", "List open invitations, newest first"),
      response: { 200: pageOf(invitationSchema), ...problemAnswers },
    },
    handler: async (request) => {
      const listed = await invitations.list(actorOf(request).accountId);
      return { items: await Promise.all(listed.map(show)) };
    },
  });
  app.post("/invitations", {
    schema: {
      ...operation(
        area,
        "createInvitation",
        "Invite somebody",
        "The answer has the link, this once. It is mailed as well if the server has a mail " +
          "server, and works for 7 days. An earlier one to the same address stops working.",
      ),
      body: invitationCreateSchema,
      response: { 201: invitationMadeSchema, ...problemAnswers },
    },
    handler: async (request, reply) => {
      const actor = actorOf(request);
      const { email, role, publisherId } = request.body;
      refuseRole(actor, role);
      const standing = await standingOf(catalogue, actor.accountId, role, publisherId);
      refuseKnown(await members.list(actor.accountId), email);
      if ((await invitations.list(actor.accountId)).length >= limits.invitationsPerAccountMax) {
        throw new Problem("conflict", "Too many invitations wait. Withdraw some first.");
      }
      const { invitation, token } = await invitations.create(
        actor,
        { email, ...standing },
        clock.now(),
      );
      const link = `${baseUrl}/app/invitation/${token}`;
      const account = await accountOf(catalogue, actor.accountId);
      const invitedBy = (await persons.find(actor.userId))?.name ?? "";
      const isMailed =
        (await mailer?.invite({ to: email, link, accountName: account.name, invitedBy })) ?? false;
      return reply.code(201).send({ ...(await show(invitation)), link, isMailed });
    },
  });
  app.delete("/invitations/:id", {
    schema: {
      ...operation(area, "withdrawInvitation", "Withdraw an invitation", "Its link stops working."),
      params: idParams,
      response: { 204: doneSchema, ...problemAnswers },
    },
    handler: async (request, reply) => {
      const { accountId } = actorOf(request);
      if (await invitations.withdraw(accountId, request.params.id)) return reply.code(204).send();
      throw new Problem("not_found", "There is no such invitation: it was used or withdrawn.");
    },
  });
}

function refuseKnown(known: readonly { readonly email: string }[], email: string): void {
  if (known.length >= limits.membersPerAccountMax) {
    const most = limits.membersPerAccountMax;
    throw new Problem("conflict", `An account has at most ${most} members. Remove one first.`);
  }
  if (!known.some((member) => member.email === email.toLowerCase())) return;
  throw new Problem("conflict", `${email} belongs to the account already. Change the role there.`);
}

function shown(invitation: Invitation, invitedBy: string, now: Instant) {
  const { id, email, role, publisherId, createdAt, expiresAt } = invitation;
  return {
    id,
    email,
    role,
    ...optional("publisherId", publisherId),
    invitedBy,
    isExpired: expiresAt <= now,
    createdAt: iso(createdAt),
    expiresAt: iso(expiresAt),
  };
}
