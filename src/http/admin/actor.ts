import { AsyncLocalStorage } from "node:async_hooks";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { capabilities, capabilitiesOf } from "../../core/access/role.ts";
import type { Actor, Identity } from "../../identity/identity.ts";
import { Problem } from "../../service/problem.ts";
import { isSatisfied, needOf, type Need } from "./needs.ts";

const ACTOR = "callpoolActor";

/** Methods that change nothing (RFC 9110 section 9.2.1). */
const safeMethods: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/** Who asks within the server, on behalf of a request that was let in already. */
const reading = new AsyncLocalStorage<Actor>();

/** Reads through the API's own routes, whatever the scopes of who asks allow to read. */
export function readingAsServer<T>(actor: Actor, read: () => Promise<T>): Promise<T> {
  return reading.run({ ...actor, can: capabilities }, read);
}

/** Lets nobody past who does not prove who they are and may not do what they ask. */
export function requireActor(app: FastifyInstance, identity: Identity, baseUrl: string): void {
  app.decorateRequest(ACTOR, null);
  app.addHook("onRequest", async (request, reply) => {
    // What an account has is nothing for a shared cache.
    void reply.header("cache-control", "no-store");
    const actor = reading.getStore() ?? (await identity.authenticate(credentials(request)));
    if (actor === undefined) {
      await refuseLeftAlone(request, identity);
      void reply.header("www-authenticate", "Bearer");
      throw new Problem(
        "unauthorized",
        "Send an API token as `Authorization: Bearer cp_…`, or sign in: with e-mail address and " +
          "password, or with the link that `npx callpool sign-in` prints.",
      );
    }
    refuseForgery(request, actor, baseUrl);
    refuseRole(actor, needOf(request));
    request.setDecorator(ACTOR, actor);
  });
}

/** @throws Problem forbidden for somebody who is signed in, which `unauthorized` would deny */
async function refuseLeftAlone(request: FastifyRequest, identity: Identity): Promise<void> {
  if (request.headers.authorization !== undefined) return;
  if ((await identity.personOf(credentials(request))) === undefined) return;
  const detail = "You do not belong to this account any more. An owner or admin can invite you.";
  throw new Problem("forbidden", detail);
}

/** Who asks; every handler of the admin API looks up records of this actor's account alone. */
export function actorOf(request: FastifyRequest): Actor {
  return request.getDecorator<Actor>(ACTOR);
}

/** What proves who asks. */
export function credentials(request: FastifyRequest): Headers {
  const { authorization, cookie } = request.headers;
  const headers = new Headers();
  if (authorization !== undefined) headers.set("authorization", authorization);
  if (cookie !== undefined) headers.set("cookie", cookie);
  return headers;
}

/**
 * A browser sends its session along also when another site's page makes the request. It then says
 * whose page that was, and every browser does so for a method that changes something.
 */
function refuseForgery(request: FastifyRequest, actor: Actor, baseUrl: string): void {
  if (actor.proof.kind !== "session" || safeMethods.has(request.method)) return;
  refuseOtherOrigin(request, baseUrl);
}

/** @throws Problem forbidden for what no page of this server asks */
export function refuseOtherOrigin(request: FastifyRequest, baseUrl: string): void {
  const { origin } = new URL(baseUrl);
  if (request.headers.origin === origin) return;
  throw new Problem(
    "forbidden",
    `A browser can change things from pages of ${origin} only. Scripts use an API token.`,
  );
}

/** What a person can do is in the table of roles, what a route needs in that of needs (R67). */
function refuseRole({ role, can, proof }: Actor, need: Need): void {
  if (isSatisfied(need, { can, isToken: proof.kind === "token" })) return;
  if (need === "self") {
    throw new Problem("forbidden", "Only a signed-in person can do this, not an API token.");
  }
  const isOfScope = isSatisfied(need, { can: capabilitiesOf(role), isToken: false });
  const detail = isOfScope
    ? `This token does not have the scope \`${need}\`. Make one that has it.`
    : `Your role in this account is ${role}, which does not allow this. An owner or admin of the ` +
      "account can give you another.";
  throw new Problem("forbidden", detail);
}
