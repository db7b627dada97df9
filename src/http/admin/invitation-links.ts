import type { FastifyRequest } from "fastify";
import {
  invitationAcceptSchema,
  invitationParams,
  invitationShownSchema,
} from "../../contract/admin/invitation.ts";
import type { NewId } from "../../core/ids.ts";
import type { Audit } from "../../store/audit.ts";
import type { Invitation } from "../../identity/invitation.ts";
import { accountOf } from "../../service/admin/account.ts";
import { Problem } from "../../service/problem.ts";
import { doneSchema, iso, problemAnswers, type AdminApp } from "./admin-app.ts";
import { credentials, refuseOtherOrigin } from "./actor.ts";
import type { InvitationParts } from "./invitations.ts";
import { readJsonBodies } from "./json-body.ts";
import { browserHeaders, passCookies } from "./sign-in.ts";

export type LinkParts = InvitationParts & { readonly audit: Audit; readonly newId: NewId };

/** What whoever has an invitation's link can do: look at it, and join. Nobody is signed in yet. */
export function invitationLinkRoutes(app: AdminApp, parts: LinkParts): void {
  const { catalogue, identity, clock, baseUrl } = parts;
  const find = async (token: string): Promise<Invitation> => {
    const invitation = await identity.invitations.byToken(token, clock.now());
    if (invitation !== undefined) return invitation;
    throw new Problem(
      "not_found",
      "This invitation was used, withdrawn, or is older than 7 days. Ask for a new one.",
    );
  };
  readJsonBodies(app);
  app.addHook("onRequest", async (_request, reply) => {
    void reply.header("cache-control", "no-store");
  });
  app.get("/api/invitations/:token", {
    schema: {
      ...open("getInvitation", "What an invitation is for"),
      params: invitationParams,
      response: { 200: invitationShownSchema, ...problemAnswers },
    },
    handler: async (request) => {
      const { accountId, email, role, expiresAt } = await find(request.params.token);
      const known = await identity.persons.byEmail(email);
      return {
        email,
        role,
        accountName: (await accountOf(catalogue, accountId)).name,
        isKnown: known !== undefined,
        hasPassword: known?.hasPassword ?? false,
        expiresAt: iso(expiresAt),
      };
    },
  });
  app.post("/api/invitations/:token", {
    schema: {
      ...open(
        "acceptInvitation",
        "Join an account",
        "Somebody new gives name and password, and is signed in by the answer. Who is here " +
          "already signs in first, and sends `{}`.",
      ),
      params: invitationParams,
      body: invitationAcceptSchema,
      response: { 204: doneSchema, ...problemAnswers },
    },
    handler: async (request, reply) => {
      refuseOtherOrigin(request, baseUrl);
      const invitation = await find(request.params.token);
      const known = await identity.persons.byEmail(invitation.email);
      const response =
        known === undefined
          ? await joinAsNew(parts, invitation, request)
          : await joinAsKnown(parts, invitation, request);
      await audited(parts, invitation);
      await passCookies(reply, response);
      return reply.code(204).send();
    },
  });
}

async function audited({ identity, audit, newId }: LinkParts, invitation: Invitation) {
  const { accountId, email } = invitation;
  const person = await identity.persons.byEmail(email);
  const { id, name } = person ?? { id: email, name: email };
  await audit.append({
    id: newId("auditEntry"),
    accountId,
    actor: { kind: "user", id, name },
    action: "acceptInvitation",
    target: { kind: "invitations", id: invitation.id, name: email },
  });
}

type Accepting = FastifyRequest<{
  readonly Body: { readonly name?: string | undefined; readonly password?: string | undefined };
}>;

async function joinAsNew(
  { identity }: InvitationParts,
  invitation: Invitation,
  request: FastifyRequest,
): Promise<Response> {
  // What the schema of the body says.
  const { name, password } = (request as Accepting).body;
  const missing = Object.entries({ name, password }).filter(([, value]) => value === undefined);
  if (name === undefined || password === undefined) {
    const errors = missing.map(([path]) => ({ path, message: "is needed, as you are new here" }));
    throw new Problem("invalid", "Say what you are called and choose a password.", { errors });
  }
  const userId = await identity.invitations.makePerson(invitation, { name, password });
  if (userId === undefined)
    throw new Problem("conflict", "That person is here now. Sign in first.");
  await identity.invitations.join(invitation, userId);
  return identity.signIn(browserHeaders(request), { email: invitation.email, password });
}

async function joinAsKnown(
  { identity }: InvitationParts,
  invitation: Invitation,
  request: FastifyRequest,
): Promise<Response> {
  const person = await identity.personOf(credentials(request));
  if (person?.email !== invitation.email) {
    throw new Problem("unauthorized", `Sign in as ${invitation.email} first, then join.`);
  }
  await identity.invitations.join(invitation, person.userId);
  return identity.workIn(credentials(request), invitation.accountId);
}

/** What the reference says of a route that needs no proof of who asks but the link. */
function open(operationId: string, summary: string, description = "") {
  const security: readonly { readonly [scheme: string]: readonly string[] }[] = [];
  return { tags: ["Invitations"], operationId, summary, description, security };
}
