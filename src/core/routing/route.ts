/** Active, paused or deleted, as campaigns and publisher numbers are. */
export type Status = "active" | "paused" | "deleted";

/** Where calls of a campaign go: a phone number (E.164) or a SIP address. */
export type Target = { readonly kind: "phone" | "sip"; readonly address: string };

/** The routing plan of a campaign, at its simplest: one target or none. */
export type RoutingPlan = {
  readonly campaignStatus: Status;
  /** Of the publisher number that was dialled; absent when a pool number was. */
  readonly publisherNumberStatus?: Status;
  readonly target?: Target;
};

export type RoutingReason =
  | "campaign_paused"
  | "campaign_deleted"
  | "publisher_number_paused"
  | "publisher_number_deleted"
  | "no_target";

export type RoutingDecision =
  | { readonly kind: "connect"; readonly target: Target }
  | { readonly kind: "reject"; readonly reason: RoutingReason };

/** Decides where an attributed call goes, or why it goes nowhere (R49). */
export function route(plan: RoutingPlan): RoutingDecision {
  const { campaignStatus, publisherNumberStatus = "active", target } = plan;
  if (campaignStatus !== "active") return { kind: "reject", reason: `campaign_${campaignStatus}` };
  if (publisherNumberStatus !== "active") {
    return { kind: "reject", reason: `publisher_number_${publisherNumberStatus}` };
  }
  if (target === undefined) return { kind: "reject", reason: "no_target" };
  return { kind: "connect", target };
}
