import { idParams } from "../../contract/admin/field.ts";
import {
  mePatchSchema,
  meSchema,
  passwordSetSchema,
  sessionSchema,
} from "../../contract/admin/me.ts";
import { pageOf } from "../../contract/admin/page.ts";
import { assert } from "../../core/assert.ts";
import type { Actor, Identity } from "../../identity/identity.ts";
import type { Session } from "../../identity/person.ts";
import { accountOf } from "../../service/admin/account.ts";
import { optional } from "../../service/admin/patch.ts";
import { readBrowser } from "../../service/learned/browser.ts";
import { Problem } from "../../service/problem.ts";
import type { Catalogue } from "../../store/catalogue.ts";
import { doneSchema, iso, operation, problemAnswers, type AdminApp } from "./admin-app.ts";
import { actorOf, credentials } from "./actor.ts";

const area = "Me";

/** Who asks, and what they change of themselves (R67). */
export function meRoutes(app: AdminApp, catalogue: Catalogue, identity: Identity): void {
  const me = (actor: Actor) => showMe(catalogue, identity, actor);
  app.get("/me", {
    schema: {
      ...operation(area, "getMe", "Who you are here, and what you may do"),
      response: { 200: meSchema, ...problemAnswers },
    },
    handler: (request) => me(actorOf(request)),
  });
  app.patch("/me", {
    schema: {
      ...operation(area, "updateMe", "Change your name"),
      body: mePatchSchema,
      response: { 200: meSchema, ...problemAnswers },
    },
    handler: async (request) => {
      const actor = actorOf(request);
      const { name } = request.body;
      if (name !== undefined) await identity.persons.rename(actor.userId, name);
      return me(actor);
    },
  });
  app.put("/me/password", {
    schema: {
      ...operation(
        area,
        "setPassword",
        "Set your first password",
        "For somebody who signed in with a link and has none. A known password is changed with " +
          "`POST /api/auth/change-password`, which asks for it.",
      ),
      body: passwordSetSchema,
      response: { 204: doneSchema, ...problemAnswers },
    },
    handler: async (request, reply) => {
      const { password } = request.body;
      const outcome = await identity.persons.setPassword(credentials(request), password);
      if (outcome === "done") return reply.code(204).send();
      const detail = "You have a password already. To change it, give the one you have, too.";
      throw new Problem("conflict", detail);
    },
  });
}

/** The browsers in which a person is signed in. */
export function sessionRoutes(app: AdminApp, { persons }: Identity): void {
  app.get("/me/sessions", {
    schema: {
      ...operation(area, "listSessions", "List the browsers you are signed in with"),
      response: { 200: pageOf(sessionSchema), ...problemAnswers },
    },
    handler: async (request) => {
      const { userId, proof } = actorOf(request);
      const sessions = await persons.sessions(userId);
      return { items: sessions.map((session) => showSession(session, proof.id)) };
    },
  });
  app.delete("/me/sessions", {
    schema: {
      ...operation(area, "endOtherSessions", "Sign out everywhere else"),
      response: { 204: doneSchema, ...problemAnswers },
    },
    handler: async (request, reply) => {
      const { userId, proof } = actorOf(request);
      await persons.endSessions(userId, (id) => id !== proof.id);
      return reply.code(204).send();
    },
  });
  app.delete("/me/sessions/:id", {
    schema: {
      ...operation(area, "endSession", "Sign one browser out"),
      params: idParams,
      response: { 204: doneSchema, ...problemAnswers },
    },
    handler: async (request, reply) => {
      const wanted = request.params.id;
      const ended = await persons.endSessions(actorOf(request).userId, (id) => id === wanted);
      if (ended > 0) return reply.code(204).send();
      throw new Problem("not_found", "That browser is not signed in any more.");
    },
  });
}

async function showMe(catalogue: Catalogue, { persons }: Identity, actor: Actor) {
  const [user, account, accounts] = await Promise.all([
    persons.find(actor.userId),
    accountOf(catalogue, actor.accountId),
    persons.accounts(actor.userId),
  ]);
  assert(user !== undefined, "whoever was let in is there");
  return {
    user,
    account: { id: account.id, name: account.name, timeZone: account.timeZone },
    role: actor.role,
    ...optional("publisherId", actor.publisherId),
    can: [...actor.can],
    accounts: await Promise.all(
      accounts.map(async ({ accountId, role }) => {
        const named = await catalogue.account(accountId);
        return { id: accountId, name: named?.name ?? "", role };
      }),
    ),
  };
}

function showSession(session: Session, currentId: string) {
  const { tags } = readBrowser({ "user-agent": session.userAgent });
  const said = (name: string) => tags.find((tag) => tag.name === name)?.value;
  return {
    id: session.id,
    isCurrent: session.id === currentId,
    createdAt: iso(session.createdAt),
    expiresAt: iso(session.expiresAt),
    ...optional("ipAddress", session.ipAddress),
    ...optional("browser", said("browser")),
    ...optional("system", said("os")),
  };
}
