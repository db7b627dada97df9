import type { FastifyInstance, FastifyRequest } from "fastify";
import type { NewId } from "../../core/ids.ts";
import type { Actor } from "../../identity/identity.ts";
import { optional } from "../../service/admin/patch.ts";
import type { Audit, AuditEntry, Change } from "../../store/audit.ts";
import { actorOf, readingAsServer } from "./actor.ts";

/*
 * Every change through the admin API leaves an entry in the audit log (R67), here and for all
 * routes alike: whoever adds a route need not think of it. What a record was like before and is
 * like after is what the API shows of it, so nothing that it keeps secret can get into the log.
 */

type Shown = Readonly<Record<string, unknown>>;

const BEFORE = "callpoolBefore";

/** A longer value is told by its length: the log is there to be read. */
const VALUE_CHARS_MAX = 2_000;

/** To be called after `requireActor`, in the same scope. */
export function keepAuditTrail(app: FastifyInstance, audit: Audit, newId: NewId): void {
  app.decorateRequest(BEFORE, null);
  app.addHook("preHandler", async (request) => {
    if (isReading(request)) return;
    request.setDecorator(BEFORE, (await shownNow(app, request)) ?? null);
  });
  // The entry is durable before the answer leaves. If it cannot be written, the answer is an error.
  app.addHook("onSend", async (request, reply, payload) => {
    if (isReading(request) || reply.statusCode >= 400) return payload;
    const before = request.getDecorator<Shown | null>(BEFORE) ?? undefined;
    const actor = actorOf(request);
    await audit.append({
      id: newId("auditEntry"),
      accountId: actor.accountId,
      actor: actorEntry(actor),
      action: String(request.routeOptions.schema?.operationId),
      ...told(request, before, parsed(payload)),
    });
    return payload;
  });
}

export function actorEntry({ userId, proof }: Actor): AuditEntry["actor"] {
  const { kind, id, name } = proof;
  return kind === "token" ? { kind, id, name } : { kind: "user", id: userId, name };
}

function isReading({ method }: FastifyRequest): boolean {
  return method === "GET" || method === "HEAD" || method === "OPTIONS";
}

/** Parts of the route's path under /api/v1: `["pools", ":id", "numbers"]`. */
function routeParts(request: FastifyRequest): readonly string[] {
  return (request.routeOptions.url ?? "").replace("/api/v1/", "").split("/");
}

function idOf(request: FastifyRequest): string | undefined {
  const { id } = (request.params ?? {}) as { readonly id?: unknown };
  return typeof id === "string" ? id : undefined;
}

/** What the API shows of the record that the route is about, to whoever asks. */
async function shownNow(app: FastifyInstance, request: FastifyRequest): Promise<Shown | undefined> {
  const [kind = "", second] = routeParts(request);
  const id = idOf(request);
  if (second === ":id" && id !== undefined) {
    const hasDetail = app.hasRoute({ method: "GET", url: `/api/v1/${kind}/:id` });
    if (hasDetail) return read(app, request, `/api/v1/${kind}/${encodeURIComponent(id)}`);
    const list = await read(app, request, `/api/v1/${kind}`);
    const items = Array.isArray(list?.["items"]) ? (list["items"] as readonly Shown[]) : [];
    return items.find((item) => item["id"] === id);
  }
  // One of its kind, such as the account.
  const isSingle = app.hasRoute({ method: "GET", url: `/api/v1/${kind}` }) && second === undefined;
  return isSingle && request.method !== "POST" ? read(app, request, `/api/v1/${kind}`) : undefined;
}

async function read(
  app: FastifyInstance,
  request: FastifyRequest,
  url: string,
): Promise<Shown | undefined> {
  // A token that may write alone changes things as well, and the log is to say what.
  const answer = await readingAsServer(actorOf(request), () =>
    (async () => app.inject({ method: "GET", url }))(),
  );
  return answer.statusCode === 200 ? recordOf(parsed(answer.payload)) : undefined;
}

/** What is said of the record; `/me` puts the person into a field. */
function recordOf(shown: Shown | undefined): Shown | undefined {
  const user = shown?.["user"];
  return typeof user === "object" && user !== null ? (user as Shown) : shown;
}

function parsed(payload: unknown): Shown | undefined {
  if (typeof payload !== "string" || !payload.startsWith("{")) return undefined;
  // Every JSON answer of the API is an object.
  return JSON.parse(payload) as Shown;
}

type Told = Pick<AuditEntry, "target" | "changes">;

function told(request: FastifyRequest, before: Shown | undefined, answer: Shown | undefined): Told {
  const [kind = ""] = routeParts(request);
  const after = recordOf(answer);
  const known = before ?? after;
  const id = idOf(request) ?? known?.["id"];
  const name = known?.["name"] ?? known?.["number"] ?? known?.["email"];
  const target =
    typeof id === "string"
      ? { kind, id, ...(typeof name === "string" ? { name } : {}) }
      : undefined;
  const changes = request.method === "PATCH" ? changed(request.body, before, after) : undefined;
  return { ...optional("target", target), ...optional("changes", changes) };
}

/** Of the fields that the request names, those that differ. */
function changed(
  body: unknown,
  before: Shown | undefined,
  after: Shown | undefined,
): AuditEntry["changes"] {
  if (typeof body !== "object" || body === null || before === undefined || after === undefined) {
    return undefined;
  }
  const differing = Object.keys(body).filter(
    (field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  );
  const changes = differing.map((field): [string, Change] => [
    field,
    { ...optional("from", short(before[field])), ...optional("to", short(after[field])) },
  ]);
  return changes.length === 0 ? undefined : Object.fromEntries(changes);
}

function short(value: unknown): unknown {
  const chars = JSON.stringify(value)?.length ?? 0;
  return chars > VALUE_CHARS_MAX ? `… (${chars} characters)` : value;
}
