import { idParams } from "../../contract/admin/field.ts";
import { pageOf } from "../../contract/admin/page.ts";
import { tokenCreateSchema, tokenMadeSchema, tokenSchema } from "../../contract/admin/token.ts";
import { limits } from "../../core/limits.ts";
import type { ApiToken } from "../../identity/api-token.ts";
import type { Identity } from "../../identity/identity.ts";
import { Problem } from "../../service/problem.ts";
import {
  doneSchema,
  iso,
  isoFields,
  operation,
  problemAnswers,
  type AdminApp,
} from "./admin-app.ts";
import { actorOf } from "./actor.ts";

const area = "Tokens";

/** API tokens of the account (R67). */
export function tokenRoutes(app: AdminApp, { tokens }: Identity): void {
  app.get("/tokens", {
    schema: {
      ...operation(area, "listTokens", "List tokens, newest first"),
      response: { 200: pageOf(tokenSchema), ...problemAnswers },
    },
    handler: async (request) => {
      const listed = await tokens.list(actorOf(request).accountId);
      return { items: listed.map(show) };
    },
  });
  app.post("/tokens", {
    schema: {
      ...operation(
        area,
        "createToken",
        "Make a token",
        "The token is shown in this answer and never again. It can do what its scopes say, as " +
          "long as you can.",
      ),
      body: tokenCreateSchema,
      response: { 201: tokenMadeSchema, ...problemAnswers },
    },
    handler: async (request, reply) => {
      const { accountId, userId, can } = actorOf(request);
      const { name, scopes } = request.body;
      const beyond = scopes.find((scope) => !can.includes(scope));
      if (beyond !== undefined) {
        const detail = `You cannot give a token the scope ${beyond}, which you do not have.`;
        throw new Problem("forbidden", detail);
      }
      if ((await tokens.list(accountId)).length >= limits.tokensPerAccountMax) {
        const most = limits.tokensPerAccountMax;
        const detail = `An account has at most ${most} tokens. Revoke one first.`;
        throw new Problem("conflict", detail);
      }
      const made = await tokens.create({ accountId, userId }, name, scopes);
      return reply.code(201).send({ ...show(made), token: made.token });
    },
  });
  app.delete("/tokens/:id", {
    schema: {
      ...operation(area, "revokeToken", "Revoke a token", "It opens nothing from now on."),
      params: idParams,
      response: { 204: doneSchema, ...problemAnswers },
    },
    handler: async (request, reply) => {
      const { id } = request.params;
      if (await tokens.revoke(actorOf(request).accountId, id)) return reply.code(204).send();
      throw new Problem("not_found", `There is no token ${JSON.stringify(id.slice(0, 64))}.`);
    },
  });
}

function show({ id, name, scopes, start, createdAt, lastUsedAt }: ApiToken) {
  return {
    id,
    name,
    scopes: [...scopes],
    start,
    createdAt: iso(createdAt),
    ...isoFields({ lastUsedAt }),
  };
}
