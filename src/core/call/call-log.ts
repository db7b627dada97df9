import { fieldValue, type Field, type FieldValue } from "../report/field.ts";
import { fits, type Filter } from "../report/filter.ts";
import { comparePositions, orderKey, type Order, type Position } from "../report/order.ts";
import type { Instant } from "../time.ts";
import { callFields, type CallFieldName, type LoggedCall } from "./call-field.ts";

/** What the call log is asked (R59). */
export type CallQuery = {
  readonly filter: Filter<CallFieldName>;
  readonly from?: Instant;
  /** Calls received at this instant or later are left out. */
  readonly until?: Instant;
  readonly order: Order<CallFieldName>;
  readonly limit: number;
  /** The position of the last call of the page before. */
  readonly after?: Position;
};

export type CallPage<Call> = {
  readonly items: readonly Call[];
  /** The position of the last item, when more follow. */
  readonly next?: Position;
  /** How many calls fit, on all pages. */
  readonly total: number;
};

export const newestFirst: Order<CallFieldName> = {
  field: { kind: "builtIn", name: "receivedAt" },
  isDescending: true,
};

function callFieldValue(call: LoggedCall, field: Field<CallFieldName>): FieldValue | undefined {
  if (field.kind === "builtIn") return fieldValue(callFields[field.name].read(call));
  const tag = call.tags.find(({ type, name }) => type === field.type && name === field.name);
  if (tag === undefined) return undefined;
  const { value: text, numericValue: number } = tag;
  return number === undefined ? { text } : { text, number };
}

/** The log as it must be, whatever store keeps it: the stores' tests compare with this. */
export function callLog<Call extends LoggedCall>(
  calls: readonly Call[],
  { filter, from, until, order, limit, after }: CallQuery,
): CallPage<Call> {
  const { field, isDescending } = order;
  const found = calls
    .filter(
      (call) =>
        (from === undefined || call.receivedAt >= from) &&
        (until === undefined || call.receivedAt < until) &&
        fits(filter, (asked: Field<CallFieldName>) => callFieldValue(call, asked)),
    )
    .map((call) => ({
      call,
      at: { key: orderKey(callFieldValue(call, field)), sequence: call.sequence },
    }))
    .toSorted((a, b) => comparePositions(a.at, b.at, isDescending));
  const rest =
    after === undefined
      ? found
      : found.filter(({ at }) => comparePositions(at, after, isDescending) > 0);
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(({ call }) => call),
    ...(last !== undefined && rest.length > limit ? { next: last.at } : {}),
    total: found.length,
  };
}
