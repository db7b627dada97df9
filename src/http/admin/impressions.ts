import { idParams } from "../../contract/admin/field.ts";
import { impressionSchema, impressionsQuery } from "../../contract/admin/impression.ts";
import { pageOf } from "../../contract/admin/page.ts";
import { isId } from "../../core/ids.ts";
import { optional } from "../../service/admin/patch.ts";
import { found } from "../../service/admin/record.ts";
import type { Catalogue } from "../../store/catalogue.ts";
import type { Impression, Leases } from "../../store/leases.ts";
import { iso, isoFields, operation, problemAnswers, type AdminApp } from "./admin-app.ts";
import { actorOf } from "./actor.ts";
import { pageRequest, shownPage } from "./record-routes.ts";
import { recordFilter } from "./record-filter.ts";

const area = "Impressions";

export function impressionLogRoutes(app: AdminApp, catalogue: Catalogue, leases: Leases): void {
  app.get("/impressions", {
    schema: {
      ...operation(area, "listImpressions", "List impressions, newest first"),
      querystring: impressionsQuery,
      response: { 200: pageOf(impressionSchema), ...problemAnswers },
    },
    handler: async (request) => {
      const { accountId } = actorOf(request);
      const filter = await recordFilter(catalogue, accountId, request.query);
      const page = await leases.impressions(accountId, filter, pageRequest(request.query));
      return shownPage(page, show);
    },
  });
  app.get("/impressions/:id", {
    schema: {
      ...operation(area, "getImpression", "Get one impression"),
      params: idParams,
      response: { 200: impressionSchema, ...problemAnswers },
    },
    handler: async (request) => {
      const { id } = request.params;
      const { accountId } = actorOf(request);
      const impression = isId("impression", id)
        ? await leases.impression(accountId, id)
        : undefined;
      return show(found("impression", id, impression));
    },
  });
}

function show(impression: Impression) {
  const { session, tags } = impression;
  return {
    id: impression.id,
    campaignId: impression.campaignId,
    publisherId: impression.publisherId,
    publisherNumberId: impression.publisherNumberId,
    tagId: impression.tagId,
    poolId: impression.poolId,
    visitorId: impression.visitorId,
    sessionId: impression.sessionId,
    receivedAt: iso(impression.receivedAt),
    ...optional("number", impression.number),
    lastActivityAt: iso(impression.lastActivityAt),
    ...isoFields({
      issuedAt: impression.issuedAt,
      missedAt: impression.missedAt,
      closedAt: impression.closedAt,
      holdUntil: impression.holdUntil,
      linkUntil: impression.linkUntil,
    }),
    session,
    tags: [...tags.tags],
    cutTags: [...tags.cut],
  };
}
