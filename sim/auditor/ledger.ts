import type {
  CallId,
  CampaignId,
  ImpressionId,
  NumberId,
  PoolId,
  PublisherId,
  PublisherNumberId,
  SessionId,
  TagId,
  VisitorId,
} from "../../src/core/ids.ts";
import type { LeaseEvent } from "../../src/core/lease/lease-log.ts";
import type { NumberState } from "../../src/core/pool/number-state.ts";
import type { TagSet } from "../../src/core/visit/tag.ts";
import type {
  CallTrackingTag,
  Campaign,
  Pool,
  PublisherNumber,
} from "../../src/store/catalogue.ts";

/*
 * The auditor's own books: what every number, impression and call must be by now. Kept from the
 * questions that were asked, never from a store's answers, and by arithmetic of their own, so that
 * a mistake in `src/core` does not hide itself here.
 */

/** Times of a number's newest hold, in ms; 0 for never. */
export type Hold = {
  activityAt: number;
  closedAt: number | undefined;
  visitUntil: number;
  callUntil: number;
  linkUntil: number;
};

export type NumberEntry = {
  readonly id: NumberId;
  readonly e164: string;
  poolId: PoolId | undefined;
  publisherNumberId: PublisherNumberId | undefined;
  restsUntil: number;
  hold: Hold | undefined;
  /** Whose it is, as `holderKey` writes it; nobody's own any more when undefined. */
  holder: string | undefined;
  newest: ImpressionEntry | undefined;
  /** Impressions that it was shown for. */
  readonly shown: Set<ImpressionEntry>;
  /** Until when calls in progress hold it, by call. */
  readonly callsUntil: Map<CallId, number>;
};

export type ImpressionEntry = {
  readonly id: ImpressionId;
  readonly sequence: number;
  readonly campaignId: CampaignId;
  readonly publisherId: PublisherId;
  readonly publisherNumberId: PublisherNumberId;
  readonly tagId: TagId;
  readonly poolId: PoolId;
  readonly visitorId: VisitorId;
  readonly sessionId: SessionId;
  readonly landingKey: string;
  readonly receivedAt: number;
  missedAt: number | undefined;
  number: NumberEntry | undefined;
  issuedAt: number | undefined;
  activityAt: number;
  closedAt: number | undefined;
  holdUntil: number | undefined;
  linkUntil: number | undefined;
  tags: TagSet;
};

export type Settings = {
  readonly idleLimitSeconds: number;
  readonly closedBrowserDelaySeconds: number;
  readonly linkRetentionSeconds: number;
  readonly releaseOnClose: boolean;
};

export type Ledger = {
  readonly campaigns: Map<CampaignId, Campaign>;
  readonly publisherNumbers: Map<PublisherNumberId, PublisherNumber>;
  readonly pools: Map<PoolId, Pool>;
  readonly tags: Map<TagId, CallTrackingTag>;
  readonly numbers: Map<NumberId, NumberEntry>;
  readonly byE164: Map<string, NumberEntry>;
  readonly byHolder: Map<string, NumberEntry>;
  readonly impressions: Map<ImpressionId, ImpressionEntry>;
  /** Impressions without a number, oldest first, by holder and pool. */
  readonly waiting: Map<string, ImpressionEntry[]>;
  /** Impressions and misses of each pool, by when. */
  readonly received: Map<PoolId, { readonly at: number; missedAt: number | undefined }[]>;
  readonly log: LeaseEvent[];
  /** Numbers that this step has touched. */
  readonly touched: Map<NumberId, number>;
};

export function emptyLedger(): Ledger {
  return {
    campaigns: new Map(),
    publisherNumbers: new Map(),
    pools: new Map(),
    tags: new Map(),
    numbers: new Map(),
    byE164: new Map(),
    byHolder: new Map(),
    impressions: new Map(),
    waiting: new Map(),
    received: new Map(),
    log: [],
    touched: new Map(),
  };
}

export function holderKey(visitorId: VisitorId, tagId: TagId): string {
  return `${visitorId} ${tagId}`;
}

export function heldUntilOf({ hold }: NumberEntry): number {
  return hold === undefined ? 0 : Math.max(hold.visitUntil, hold.callUntil);
}

/** The state table of src/core/lease/SPEC.md, from its top. */
export function stateOf(number: NumberEntry, now: number): NumberState {
  if (now < heldUntilOf(number)) return "held";
  if (now < number.restsUntil) return "quarantined";
  return number.hold !== undefined && now < number.hold.linkUntil ? "linked" : "free";
}

export function issuableSince(number: NumberEntry): number {
  return Math.max(heldUntilOf(number), number.restsUntil);
}

/** The holder's still: held or linked (R41). */
export function isStillOf(number: NumberEntry, holder: string, now: number): boolean {
  const state = stateOf(number, now);
  return number.holder === holder && (state === "held" || state === "linked");
}

export function touch(ledger: Ledger, number: NumberEntry): void {
  ledger.touched.set(number.id, (ledger.touched.get(number.id) ?? 0) + 1);
}
