import type { Call } from "../../../src/contract/admin/call.ts";
import type { Impression } from "../../../src/contract/admin/impression.ts";
import type { LiveCall, LiveEvent, LiveImpression } from "../../../src/contract/admin/live.ts";
import { counted } from "../../parts/count.ts";

/** What a visit is shown with; a visit of before the page was opened lacks the names. */
type FeedVisit = Pick<LiveImpression, "id" | "at" | "number" | "pageUrl"> &
  Partial<Pick<LiveImpression, "campaign" | "pool" | "source" | "city" | "region" | "country">>;

export type FeedItem =
  | { readonly kind: "impression" | "miss"; readonly visit: FeedVisit }
  | { readonly kind: "call"; readonly call: LiveCall };

/** What is older is not live. */
const ITEMS_MAX = 50;

export const idOf = (item: FeedItem): string =>
  item.kind === "call" ? item.call.id : item.visit.id;

export const atOf = (item: FeedItem): string =>
  item.kind === "call" ? item.call.at : item.visit.at;

/** The events that a list shows; the others are about figures. */
export function itemOf(event: LiveEvent): FeedItem | undefined {
  switch (event.event) {
    case "impression":
    case "miss":
      return { kind: event.event, visit: event.data };
    case "call":
      return { kind: "call", call: event.data };
    case "ready":
    case "occupancy":
    case "skipped":
      return undefined;
  }
}

/** The newest first, each once: an event may come twice, and a call comes again in each state. */
export function withItems(
  list: readonly FeedItem[],
  added: readonly FeedItem[],
): readonly FeedItem[] {
  const known = new Map([...list, ...added].map((item) => [idOf(item), item]));
  return [...known.values()].toSorted((a, b) => (atOf(a) < atOf(b) ? 1 : -1)).slice(0, ITEMS_MAX);
}

/** In one sentence, for those who hear it. */
export function summaryOf(items: readonly FeedItem[]): string {
  const count = (kind: FeedItem["kind"]) => items.filter((item) => item.kind === kind).length;
  const parts = [
    [count("impression"), "visit", "visits"],
    [count("miss"), "pool miss", "pool misses"],
    [count("call"), "call", "calls"],
  ] as const;
  const said = parts
    .filter(([amount]) => amount > 0)
    .map(([amount, one, many]) => counted(amount, one, many));
  return said.length === 0 ? "" : `New: ${said.join(", ")}.`;
}

export function itemOfImpression(impression: Impression): FeedItem {
  const { id, receivedAt, number, session, tags } = impression;
  const tag = (type: string, name: string) =>
    tags.find((one) => one.type === type && one.name === name)?.value;
  const source = tag("User", "utm_source");
  return {
    kind: number === undefined && impression.missedAt !== undefined ? "miss" : "impression",
    visit: {
      id,
      at: receivedAt,
      pageUrl: session.page.url,
      ...(number === undefined ? {} : { number }),
      ...(source === undefined ? {} : { source }),
    },
  };
}

export function itemOfCall(call: Call): FeedItem {
  const { id, receivedAt: at, state, from, to, lengthSeconds, campaign, decision } = call;
  return {
    kind: "call",
    call: {
      id,
      at,
      state,
      from,
      to,
      lengthSeconds,
      campaign,
      ...(decision.kind === "reject" ? { rejectReason: decision.reason } : {}),
    },
  };
}
