import { idParams } from "../../contract/admin/field.ts";
import { tagCreateSchema, tagPatchSchema, tagSchema } from "../../contract/admin/tag.ts";
import type { AdminPorts } from "../../service/admin/admin-ports.ts";
import { optional } from "../../service/admin/patch.ts";
import { createTag, patchTag } from "../../service/admin/tag.ts";
import type { CallTrackingTag } from "../../store/catalogue.ts";
import { iso, operation, problemAnswers, type AdminApp } from "./admin-app.ts";
import { actorOf } from "./actor.ts";
import { deleteRoute, readRoutes } from "./record-routes.ts";

const area = "Tags";
const path = "/tags";

export function tagRoutes(app: AdminApp, ports: AdminPorts): void {
  const shown = { schema: tagSchema, of: show };
  const collection = ports.catalogue.tags;
  const resource = { path, area, kind: "tag", collection, item: shown, detail: shown } as const;
  readRoutes(app, resource);
  deleteRoute(app, resource);
  app.post(path, {
    schema: {
      ...operation(
        area,
        "createTag",
        "Create a call tracking tag",
        "It ties a number on the campaign's pages to a publisher number and, with Capture User " +
          "Data, to a pool.",
      ),
      body: tagCreateSchema,
      response: { 201: tagSchema, ...problemAnswers },
    },
    handler: async (request, reply) => {
      const tag = await createTag(ports, actorOf(request).accountId, request.body);
      return reply.code(201).send(show(tag));
    },
  });
  app.patch(`${path}/:id`, {
    schema: {
      ...operation(
        area,
        "updateTag",
        "Change, pause or activate a call tracking tag",
        "Turning Capture User Data off lets go of the pool.",
      ),
      params: idParams,
      body: tagPatchSchema,
      response: { 200: tagSchema, ...problemAnswers },
    },
    handler: async (request) => {
      const { accountId } = actorOf(request);
      return show(await patchTag(ports, accountId, request.params.id, request.body));
    },
  });
}

function show(tag: CallTrackingTag) {
  return {
    id: tag.id,
    name: tag.name,
    campaignId: tag.campaignId,
    publisherNumberId: tag.publisherNumberId,
    numberToReplace: tag.numberToReplace,
    captureUserData: tag.captureUserData,
    ...optional("poolId", tag.poolId),
    status: tag.status,
    createdAt: iso(tag.createdAt),
  };
}
