import type { Call, CallDetail } from "../../src/contract/admin/call.ts";

/* What the app calls the states, classes and reasons of calls. */

type Rejection = Extract<Call["decision"], { readonly kind: "reject" }>["reason"];

export const callStates = {
  ringing: { label: "Ringing", color: "cyan" },
  connected: { label: "Connected", color: "teal" },
  completed: { label: "Completed", color: "green" },
  rejected: { label: "Rejected", color: "red" },
  busy: { label: "Busy", color: "orange" },
  no_answer: { label: "No answer", color: "orange" },
  failed: { label: "Failed", color: "red" },
} as const satisfies Record<Call["state"], object>;

export const confidences = {
  exclusive: {
    label: "Exclusive",
    color: "green",
    meaning:
      "As sure as it gets: the number was reserved for this visitor alone when the call came.",
  },
  tail: {
    label: "Tail",
    color: "blue",
    meaning:
      "Very likely: the visitor had been idle for so long that the number was not reserved any " +
      "more, but nobody else had been given it since.",
  },
  contested: {
    label: "Contested",
    color: "orange",
    meaning:
      "Not certain: the number had gone to another visitor, while an earlier one could still " +
      "remember it and call. The call counts for the newest. A larger pool makes this rarer.",
  },
} as const satisfies Record<NonNullable<Call["confidence"]>, object>;

/** Why a call was put through to nobody, and what helps. */
export const rejectReasons = {
  unknown_number: {
    title: "Unknown number",
    remedy: "The dialled number is not in this account. Add it under All Numbers if it is yours.",
  },
  no_active_impression: {
    title: "No active visit",
    remedy:
      "No visit was linked to the pool number any more. If real customers call this late, " +
      "lengthen the pool's link retention.",
  },
  unassigned_number: {
    title: "Unassigned number",
    remedy: "Assign the number to a publisher, or add it to a pool, and its calls have a place.",
  },
  campaign_paused: {
    title: "Campaign paused",
    remedy: "Activate the campaign to take its calls again.",
  },
  campaign_deleted: {
    title: "Campaign deleted",
    remedy: "Assign the number to another campaign, or let it go at the carrier.",
  },
  publisher_number_paused: {
    title: "Publisher number paused",
    remedy: "Activate the publisher number in its campaign to take its calls again.",
  },
  publisher_number_deleted: {
    title: "Publisher number deleted",
    remedy: "Assign the number to a publisher again, or let it go at the carrier.",
  },
  no_target: {
    title: "No target",
    remedy: "The campaign does not say where its calls go: set its target.",
  },
} as const satisfies Record<Rejection, { readonly title: string; readonly remedy: string }>;

export const traceRoles = {
  chosen: { label: "Chosen", meaning: "the call is counted for this visit" },
  same_visitor: { label: "Same visitor", meaning: "an earlier page of that visitor" },
  rival: { label: "Rival", meaning: "another visitor who could be the caller" },
  past: { label: "Past", meaning: "could not call any more" },
} as const satisfies Record<
  CallDetail["attribution"]["impressions"][number]["role"],
  { readonly label: string; readonly meaning: string }
>;

export const attributionRules = {
  last_impression: "Last impression",
  publisher_number: "Publisher number",
  unknown_number: "Unknown number",
  no_active_impression: "No active visit",
  unassigned_number: "Unassigned number",
} as const satisfies Record<CallDetail["attribution"]["rule"], string>;
