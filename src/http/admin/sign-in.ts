import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { limits } from "../../core/limits.ts";
import { CLIENT_ADDRESS_HEADER, LINK_FAILED_PATH } from "../../identity/auth.ts";
import type { NewId } from "../../core/ids.ts";
import { browserPathOf } from "../../identity/browser-path.ts";
import type { Identity } from "../../identity/identity.ts";
import type { Audit, AuditEntry } from "../../store/audit.ts";
import { actorEntry } from "./audit-trail.ts";
import { visitorAddress } from "../../service/learned/visitor-address.ts";
import { Problem } from "../../service/problem.ts";
import { signInProblem } from "./sign-in-problem.ts";

export type SignInParts = {
  readonly identity: Identity;
  readonly baseUrl: string;
  readonly audit: Audit;
  readonly newId: NewId;
};

/** What browsers need to sign in and out, under /api/auth; better-auth answers. */
export function signInRoutes(app: FastifyInstance, parts: SignInParts): void {
  const { identity, baseUrl } = parts;
  app.removeAllContentTypeParsers();
  // better-auth reads and checks the body itself.
  app.addContentTypeParser("application/json", { parseAs: "string" }, (_request, body, done) => {
    done(null, body);
  });
  app.get(LINK_FAILED_PATH, { schema: { hide: true } }, async () => {
    throw new Problem(
      "unauthorized",
      "This sign-in link was used already, or is older than 24 hours. `npx callpool sign-in` " +
        "prints a new one.",
    );
  });
  app.route({
    method: ["GET", "POST"],
    url: "/api/auth/*",
    // HEAD would use a sign-in link up without anybody being signed in.
    exposeHeadRoute: false,
    schema: { hide: true },
    bodyLimit: limits.edgeBodyBytesMax,
    handler: async (request, reply) => {
      const asked = toWebRequest(request, baseUrl);
      // Asked before: a change of how one signs in gives the browser another session.
      const change = await changeOf(identity, asked);
      const response = await identity.handle(asked);
      if (response === undefined) throw new Problem("not_found", "There is nothing here.");
      if (change !== undefined && response.ok) {
        await parts.audit.append({ ...change, id: parts.newId("auditEntry") });
      }
      return sendWebResponse(reply, response);
    },
  });
}

/** What somebody is about to change of how they sign in, for the audit log (R67). */
async function changeOf(
  identity: Identity,
  { method, url, headers }: Request,
): Promise<Omit<AuditEntry, "id" | "at"> | undefined> {
  const { change } = browserPathOf(method, new URL(url).pathname) ?? {};
  const cookie = headers.get("cookie");
  if (change === undefined || cookie === null) return undefined;
  const actor = await identity.authenticate(new Headers({ cookie }));
  if (actor === undefined) return undefined;
  return { accountId: actor.accountId, actor: actorEntry(actor), action: change };
}

/**
 * What a browser sent, with the address that it really has. A port, as some proxies add it, would
 * make another client of each connection, none of which has used up its attempts.
 */
export function browserHeaders(request: Pick<FastifyRequest, "headers" | "ip">): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  }
  headers.set(CLIENT_ADDRESS_HEADER, visitorAddress(request.ip) ?? request.ip);
  return headers;
}

function toWebRequest(request: FastifyRequest, baseUrl: string): Request {
  const headers = browserHeaders(request);
  const { body } = request;
  return new Request(new URL(baseUrl).origin + request.url, {
    method: request.method,
    headers,
    ...(typeof body === "string" ? { body } : {}),
  });
}

async function sendWebResponse(reply: FastifyReply, response: Response): Promise<FastifyReply> {
  void reply.header("cache-control", "no-store");
  await passCookies(reply, response);
  void reply.code(response.status);
  for (const [name, value] of response.headers) {
    if (name !== "set-cookie") void reply.header(name, value);
  }
  return reply.send(await response.text());
}

/**
 * What better-auth did for the browser, without its words.
 * @throws Problem for what it refuses
 */
export async function passCookies(reply: FastifyReply, response: Response): Promise<void> {
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) void reply.header("set-cookie", cookies);
  if (response.status < 400) return;
  const wait = response.headers.get("x-retry-after");
  if (wait !== null) void reply.header("retry-after", wait);
  throw signInProblem(response.status, await response.text());
}
