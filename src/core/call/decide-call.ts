import type { Attribution, NobodysReason } from "../attribution/attribute.ts";
import {
  route,
  type RoutingDecision,
  type RoutingPlan,
  type RoutingReason,
} from "../routing/route.ts";

/** Why a call was rejected: it is nobody's (R47, R49), or its plan leads nowhere. */
export type RejectReason = NobodysReason | RoutingReason;

export type CallDecision =
  | Extract<RoutingDecision, { kind: "connect" }>
  | { readonly kind: "reject"; readonly reason: RejectReason };

/** @param plan of the campaign the call belongs to; undefined when it belongs to none */
export function decideCall(attribution: Attribution, plan: RoutingPlan | undefined): CallDecision {
  if (attribution.kind === "none") return { kind: "reject", reason: attribution.reason };
  return plan === undefined ? { kind: "reject", reason: "campaign_deleted" } : route(plan);
}
