import { idParams } from "../../contract/admin/field.ts";
import {
  publisherNumberCreateSchema,
  publisherNumberDeleteQuery,
  publisherNumberPatchSchema,
  publisherNumberSchema,
} from "../../contract/admin/publisher-number.ts";
import type { AdminPorts } from "../../service/admin/admin-ports.ts";
import { deletePublisherNumber } from "../../service/admin/dependents.ts";
import {
  createPublisherNumber,
  patchPublisherNumber,
} from "../../service/admin/publisher-number.ts";
import type { PublisherNumber } from "../../store/catalogue.ts";
import { iso, operation, problemAnswers, type AdminApp } from "./admin-app.ts";
import { actorOf } from "./actor.ts";
import { deleteUsedRoute, readRoutes } from "./record-routes.ts";

const area = "Publisher numbers";
const path = "/publisher-numbers";

export function publisherNumberRoutes(app: AdminApp, ports: AdminPorts): void {
  const collection = ports.catalogue.publisherNumbers;
  const kind = "publisherNumber";
  const shown = { schema: publisherNumberSchema, of: show };
  const resource = { path, area, kind, collection, item: shown, detail: shown } as const;
  readRoutes(app, resource);
  deleteUsedRoute(app, {
    path,
    area,
    description:
      "Refused with `in_use` while a tag uses it, unless forced: the tag is then deleted with " +
      "it, and its pages show no number of it. The phone number stays in the inventory.",
    query: publisherNumberDeleteQuery,
    remove: (accountId, id, options) => deletePublisherNumber(ports, accountId, id, options),
  });
  app.post(path, {
    schema: {
      ...operation(
        area,
        "createPublisherNumber",
        "Assign a number to a publisher",
        "Calls to it are the publisher's, for that campaign. It can be a tag's primary number.",
      ),
      body: publisherNumberCreateSchema,
      response: { 201: publisherNumberSchema, ...problemAnswers },
    },
    handler: async (request, reply) => {
      const { accountId } = actorOf(request);
      return reply
        .code(201)
        .send(show(await createPublisherNumber(ports, accountId, request.body)));
    },
  });
  app.patch(`${path}/:id`, {
    schema: {
      ...operation(area, "updatePublisherNumber", "Pause or activate a publisher number"),
      params: idParams,
      body: publisherNumberPatchSchema,
      response: { 200: publisherNumberSchema, ...problemAnswers },
    },
    handler: async (request) => {
      const { accountId } = actorOf(request);
      const { id } = request.params;
      return show(await patchPublisherNumber(ports, accountId, id, request.body));
    },
  });
}

function show(record: PublisherNumber) {
  const { id, e164, numberId, campaignId, publisherId, status, createdAt } = record;
  return { id, number: e164, numberId, campaignId, publisherId, status, createdAt: iso(createdAt) };
}
