import { callDetailSchema, callSchema, callsQuery } from "../../contract/admin/call.ts";
import { idParams } from "../../contract/admin/field.ts";
import { pageOf } from "../../contract/admin/page.ts";
import type { AttributionTrace } from "../../core/attribution/attribute.ts";
import { callLengthSeconds, callState, type CallSignal } from "../../core/call/call-progress.ts";
import { isId } from "../../core/ids.ts";
import { optional } from "../../service/admin/patch.ts";
import { found } from "../../service/admin/record.ts";
import type { CallRecord, Calls } from "../../store/calls.ts";
import type { Catalogue } from "../../store/catalogue.ts";
import { iso, isoFields, operation, problemAnswers, type AdminApp } from "./admin-app.ts";
import { actorOf } from "./actor.ts";
import { pageRequest, shownPage } from "./record-routes.ts";
import { recordFilter } from "./record-filter.ts";

const area = "Calls";

/** The call log. */
export function callRoutes(app: AdminApp, catalogue: Catalogue, calls: Calls): void {
  app.get("/calls", {
    schema: {
      ...operation(area, "listCalls", "List calls, newest first"),
      querystring: callsQuery,
      response: { 200: pageOf(callSchema), ...problemAnswers },
    },
    handler: async (request) => {
      const { accountId } = actorOf(request);
      const filter = await recordFilter(catalogue, accountId, request.query);
      return shownPage(await calls.calls(accountId, filter, pageRequest(request.query)), show);
    },
  });
  app.get("/calls/:id", {
    schema: {
      ...operation(area, "getCall", "Get one call with its attribution and signals"),
      params: idParams,
      response: { 200: callDetailSchema, ...problemAnswers },
    },
    handler: async (request) => {
      const { id } = request.params;
      const { accountId } = actorOf(request);
      return showDetail(
        found("call", id, isId("call", id) ? await calls.call(accountId, id) : undefined),
      );
    },
  });
}

function showDetail(call: CallRecord) {
  return {
    ...show(call),
    attribution: showAttribution(call.attribution),
    signals: call.signals.map(showSignal),
  };
}

function show(call: CallRecord) {
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
    ...optional("publisherId", call.publisherId),
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
