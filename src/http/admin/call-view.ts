import type { AttributionTrace } from "../../core/attribution/attribute.ts";
import { callLengthSeconds, callState, type CallSignal } from "../../core/call/call-progress.ts";
import type { CallDetailNames, CallNames } from "../../service/admin/call-names.ts";
import { optional } from "../../service/admin/patch.ts";
import type { CallRecord } from "../../store/calls.ts";
import { iso, isoFields } from "./admin-app.ts";

/** A call as the log shows it. */
export function showCall(call: CallRecord, { campaign, publisher }: CallNames) {
  return {
    id: call.id,
    receivedAt: iso(call.receivedAt),
    ...optional("from", call.from),
    to: call.to,
    state: callState(call),
    ...isoFields({ answeredAt: call.answeredAt, endedAt: call.endedAt }),
    ...optional("lengthSeconds", callLengthSeconds(call)),
    decision: call.decision,
    isFromPool: call.impressionId !== undefined,
    ...optional("confidence", call.attribution.confidence),
    ...optional("campaignId", call.campaignId),
    ...optional("campaign", campaign),
    ...optional("publisherId", call.publisherId),
    ...optional("publisher", publisher),
    ...optional("publisherNumberId", call.publisherNumberId),
    ...optional("poolId", call.poolId),
    ...optional("poolName", call.poolName),
    ...optional("impressionId", call.impressionId),
    ...optional("secondsFromImpression", call.secondsFromImpression),
    tags: [...call.tags],
    carrier: call.carrier,
    carrierCallId: call.carrierCallId,
  };
}

/** A call as it is shown alone. */
export function showCallDetail(call: CallRecord, names: CallDetailNames) {
  return {
    ...showCall(call, names),
    ...optional("pool", names.pool),
    ...optional("tag", names.tag),
    attribution: showAttribution(call.attribution),
    signals: call.signals.map(showSignal),
  };
}

/** The call without the other visits that its number was shown to: they may be of anybody. */
export function withoutOthers(call: CallRecord): CallRecord {
  const impressions = call.attribution.impressions.filter(({ role }) => role === "chosen");
  return { ...call, attribution: { ...call.attribution, impressions } };
}

function showSignal({ type, name, receivedAt, lengthSeconds }: CallSignal) {
  return { type, name, receivedAt: iso(receivedAt), ...optional("lengthSeconds", lengthSeconds) };
}

function showAttribution({ rule, confidence, explanation, impressions }: AttributionTrace) {
  return {
    rule,
    ...optional("confidence", confidence),
    explanation,
    impressions: impressions.map((shown) => ({
      id: shown.id,
      visitorId: shown.visitorId,
      issuedAt: iso(shown.issuedAt),
      holdUntil: iso(shown.holdUntil),
      linkUntil: iso(shown.linkUntil),
      role: shown.role,
    })),
  };
}
