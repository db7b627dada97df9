import type { CallsQuery } from "../../contract/admin/call.ts";
import { filterSchema } from "../../contract/admin/filter.ts";
import { callFields, type CallFieldName } from "../../core/call/call-field.ts";
import type { CallQuery } from "../../core/call/call-log.ts";
import { fieldText, readField } from "../../core/report/field.ts";
import type { Condition, Filter } from "../../core/report/filter.ts";
import type { Order, Position } from "../../core/report/order.ts";
import { readFilter } from "../../core/report/read-filter.ts";
import { storableText } from "../../core/text.ts";
import { toInstant } from "../../core/time.ts";
import { Problem } from "../problem.ts";
import { optional } from "./patch.ts";

/** Ids that the calls must have; each was found in the account. */
export type CallScope = {
  readonly [Name in "campaignId" | "publisherId" | "poolId"]?: string;
};

/**
 * Reads what the log is asked.
 * @throws Problem invalid, and says which part is and why
 */
export function readCallQuery(
  { where, sort, from, until, limit, after }: CallsQuery,
  scope: CallScope,
): CallQuery {
  const order = readOrder(sort);
  return {
    filter: [...scopeFilter(scope), ...(where === undefined ? [] : readWhere(where))],
    order,
    limit,
    ...optional("from", from === undefined ? undefined : toInstant(Date.parse(from))),
    ...optional("until", until === undefined ? undefined : toInstant(Date.parse(until))),
    ...optional("after", after === undefined ? undefined : readPosition(after, order)),
  };
}

function scopeFilter(scope: CallScope): Filter<CallFieldName> {
  const names = ["campaignId", "publisherId", "poolId"] as const;
  return names.flatMap((name): Condition<CallFieldName>[][] => {
    const id = scope[name];
    if (id === undefined) return [];
    const test = { kind: "isText", texts: [id] } as const;
    return [[{ field: { kind: "builtIn", name }, test, isNegated: false }]];
  });
}

function readWhere(text: string): Filter<CallFieldName> {
  const parsed = filterSchema.safeParse(fromJson(text));
  if (!parsed.success) {
    throw invalid(
      parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message })),
    );
  }
  const { filter, errors } = readFilter(parsed.data, callFields);
  if (errors.length > 0) throw invalid(errors);
  return filter;
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid([{ path: "", message: "is not JSON" }]);
  }
}

/** `receivedAt`, or `-tag:User:zip` for descending. */
function readOrder(sort: string): Order<CallFieldName> {
  const isDescending = sort.startsWith("-");
  const name = storableText(isDescending ? sort.slice(1) : sort);
  const field = readField(name, callFields);
  if (field === undefined) {
    const message = `there is no field ${JSON.stringify(name)}; GET /fields lists all`;
    throw invalid([{ path: "", message }], "sort");
  }
  return { field, isDescending };
}

type Part = "where" | "sort" | "after";

function invalid(
  errors: readonly { readonly path: string; readonly message: string }[],
  part: Part = "where",
): Problem {
  const named = errors.map(({ path, message }) => ({
    path: path === "" ? part : `${part}.${path}`,
    message,
  }));
  const detail = named.map(({ path, message }) => `${path}: ${message}`).join("; ");
  return new Problem("invalid", `The query is not valid. ${detail}.`, { errors: named });
}

/**
 * A place in the log as a text that nobody needs to understand. It names the order it is a place
 * of, since in another one it would lead anywhere.
 */
export function positionText({ key, sequence }: Position, order: Order<CallFieldName>): string {
  const parts = [orderText(order), sequence, ...(key === undefined ? [] : [key])];
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

function orderText({ field, isDescending }: Order<CallFieldName>): string {
  return `${isDescending ? "-" : ""}${fieldText(field)}`;
}

function readPosition(text: string, order: Order<CallFieldName>): Position {
  const [of, sequence, key] = partsOf(text);
  const isKey = key === undefined || typeof key === "string" || Number.isFinite(key);
  if (!Number.isSafeInteger(sequence) || !isKey || of !== orderText(order)) {
    const message = "is not the `next` of a page with the same sort; leave it out to begin anew";
    throw invalid([{ path: "", message }], "after");
  }
  // Both were just checked.
  return { key: key as Position["key"], sequence: sequence as number };
}

function partsOf(text: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, "base64url").toString());
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}
