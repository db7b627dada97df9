import {
  campaignCreateSchema,
  campaignDeleteQuery,
  campaignDetailSchema,
  campaignPatchSchema,
  campaignSchema,
} from "../../contract/admin/campaign.ts";
import { idParams } from "../../contract/admin/field.ts";
import type { AdminPorts } from "../../service/admin/admin-ports.ts";
import { createCampaign, patchCampaign } from "../../service/admin/campaign.ts";
import { deleteCampaign } from "../../service/admin/dependents.ts";
import { headTag } from "../../service/admin/install.ts";
import { optional } from "../../service/admin/patch.ts";
import type { Campaign } from "../../store/catalogue.ts";
import { iso, operation, problemAnswers, type AdminApp } from "./admin-app.ts";
import { actorOf } from "./actor.ts";
import { deleteUsedRoute, readRoutes } from "./record-routes.ts";

const area = "Campaigns";
const path = "/campaigns";

export function campaignRoutes(app: AdminApp, ports: AdminPorts, baseUrl: string): void {
  const showDetail = (campaign: Campaign) => ({
    ...show(campaign),
    installCode: headTag(baseUrl, campaign.id),
  });
  const resource = {
    path,
    area,
    kind: "campaign",
    collection: ports.catalogue.campaigns,
    item: { schema: campaignSchema, of: show },
    detail: { schema: campaignDetailSchema, of: showDetail },
  } as const;
  readRoutes(app, resource);
  deleteUsedRoute(app, {
    path,
    area,
    description:
      "Refused with `in_use` and the list of them while it has publisher numbers or tags, unless " +
      "forced: they are then deleted with it, and its pages show no more numbers.",
    query: campaignDeleteQuery,
    remove: (accountId, id, options) => deleteCampaign(ports, accountId, id, options),
  });
  app.post(path, {
    schema: {
      ...operation(area, "createCampaign", "Create a campaign"),
      body: campaignCreateSchema,
      response: { 201: campaignDetailSchema, ...problemAnswers },
    },
    handler: async (request, reply) => {
      const campaign = await createCampaign(ports, actorOf(request).accountId, request.body);
      return reply.code(201).send(showDetail(campaign));
    },
  });
  app.patch(`${path}/:id`, {
    schema: {
      ...operation(area, "updateCampaign", "Change, pause or activate a campaign"),
      params: idParams,
      body: campaignPatchSchema,
      response: { 200: campaignDetailSchema, ...problemAnswers },
    },
    handler: async (request) => {
      const { accountId } = actorOf(request);
      return showDetail(await patchCampaign(ports, accountId, request.params.id, request.body));
    },
  });
}

function show(campaign: Campaign) {
  const { id, name, status, target, urlParameters, dropUnresolvedMacros, createdAt } = campaign;
  return {
    id,
    name,
    status,
    ...optional("target", target),
    urlParameters: [...urlParameters],
    dropUnresolvedMacros,
    createdAt: iso(createdAt),
  };
}
