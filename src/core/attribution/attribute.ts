import type {
  CampaignId,
  ImpressionId,
  PublisherId,
  PublisherNumberId,
  VisitorId,
} from "../ids.ts";
import { isHeld, isLinked, type Lease } from "../lease/lease.ts";
import type { Instant } from "../time.ts";
import { explain } from "./explanation.ts";

/** One impression that a number was shown for, as the store kept it. */
export type ShownImpression = {
  readonly id: ImpressionId;
  /** The stored sequence that breaks ties of receipt (R51). */
  readonly sequence: number;
  readonly visitorId: VisitorId;
  readonly issuedAt: Instant;
  readonly holdUntil: Instant;
  /** Until when this visitor could still call, had nobody else been given the number. */
  readonly linkUntil: Instant;
};

/** What the store knows of a dialled number, at the instant of the call. */
export type DialledNumber =
  | { readonly kind: "unknown" }
  | {
      readonly kind: "known";
      /** A number outside every pool still answers for its last impression (R7). */
      readonly isInPool: boolean;
      /** Absent when the number was never issued. */
      readonly lease?: Lease;
      /** The last impression that the number was issued for (R46). */
      readonly newestId?: ImpressionId;
      /** That one, and all whose own link has not ended, in any order. */
      readonly impressions: readonly ShownImpression[];
      readonly publisherNumber?: {
        readonly id: PublisherNumberId;
        readonly campaignId: CampaignId;
        readonly publisherId: PublisherId;
      };
    };

/** How sure the attribution is (R52). */
export type Confidence = "exclusive" | "tail" | "contested";

/** Why a call belongs to nobody (R47, R49). */
export type NobodysReason = "unknown_number" | "no_active_impression" | "unassigned_number";

export type AttributionRule = "last_impression" | "publisher_number" | NobodysReason;

export type TracedImpression = ShownImpression & {
  /** `past`: another visitor's, whose own link had ended by the time of the call. */
  readonly role: "chosen" | "same_visitor" | "rival" | "past";
};

/** Why a call belongs to what it belongs to; kept with the call for good (R52). */
export type AttributionTrace = {
  readonly rule: AttributionRule;
  readonly confidence?: Confidence;
  /** One sentence for a person. */
  readonly explanation: string;
  /** Newest first. */
  readonly impressions: readonly TracedImpression[];
};

export type Attribution =
  | {
      readonly kind: "impression";
      readonly impressionId: ImpressionId;
      readonly confidence: Confidence;
      readonly trace: AttributionTrace;
    }
  | {
      readonly kind: "publisher_number";
      readonly publisherNumberId: PublisherNumberId;
      readonly campaignId: CampaignId;
      readonly publisherId: PublisherId;
      readonly trace: AttributionTrace;
    }
  | {
      readonly kind: "none";
      readonly reason: NobodysReason;
      readonly trace: AttributionTrace;
    };

/**
 * Finds whose call this is: the newest impression of a linked number (R46), else the publisher of a
 * publisher number (R48), else nobody, with the reason (R47, R49).
 */
export function attribute(dialled: DialledNumber, now: Instant): Attribution {
  if (dialled.kind === "unknown") return toNobody("unknown_number", now);
  const { lease, publisherNumber } = dialled;
  const newestFirst = dialled.impressions.toSorted(byReceiptDescending);
  const newest = newestFirst.find((shown) => shown.id === dialled.newestId);
  if (lease !== undefined && newest !== undefined && isLinked(lease, now)) {
    return toImpression(newest, newestFirst, lease, now);
  }
  if (publisherNumber === undefined) {
    return toNobody(dialled.isInPool ? "no_active_impression" : "unassigned_number", now);
  }
  const explanation = explain({ rule: "publisher_number", impressions: [] }, now);
  return {
    kind: "publisher_number",
    publisherNumberId: publisherNumber.id,
    campaignId: publisherNumber.campaignId,
    publisherId: publisherNumber.publisherId,
    trace: { rule: "publisher_number", explanation, impressions: [] },
  };
}

function toImpression(
  newest: ShownImpression,
  newestFirst: readonly ShownImpression[],
  lease: Lease,
  now: Instant,
): Attribution {
  const rule = "last_impression";
  const impressions = newestFirst.map((shown) => ({ ...shown, role: roleOf(shown, newest, now) }));
  const confidence = confidenceOf(impressions, lease, now);
  const explanation = explain({ rule, confidence, impressions }, now);
  return {
    kind: "impression",
    impressionId: newest.id,
    confidence,
    trace: { rule, confidence, explanation, impressions },
  };
}

function toNobody(reason: NobodysReason, now: Instant): Attribution {
  const explanation = explain({ rule: reason, impressions: [] }, now);
  return { kind: "none", reason, trace: { rule: reason, explanation, impressions: [] } };
}

/** When the number was shown for it; a tie is broken by the stored sequence (R51). */
function byReceiptDescending(a: ShownImpression, b: ShownImpression): number {
  return b.issuedAt - a.issuedAt || b.sequence - a.sequence;
}

/** A rival is an earlier visitor whose own link would still run, had the number not moved on. */
function roleOf(
  shown: ShownImpression,
  newest: ShownImpression,
  now: Instant,
): TracedImpression["role"] {
  if (shown.id === newest.id) return "chosen";
  if (shown.visitorId === newest.visitorId) return "same_visitor";
  return now < shown.linkUntil ? "rival" : "past";
}

function confidenceOf(
  impressions: readonly TracedImpression[],
  lease: Lease,
  now: Instant,
): Confidence {
  if (impressions.some((shown) => shown.role === "rival")) return "contested";
  return isHeld(lease, now) ? "exclusive" : "tail";
}
