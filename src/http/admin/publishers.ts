import { idParams } from "../../contract/admin/field.ts";
import {
  publisherCreateSchema,
  publisherDeleteQuery,
  publisherPatchSchema,
  publisherSchema,
} from "../../contract/admin/publisher.ts";
import type { AdminPorts } from "../../service/admin/admin-ports.ts";
import { deletePublisher } from "../../service/admin/dependents.ts";
import { patchPublisher } from "../../service/admin/publisher.ts";
import type { Publisher } from "../../store/catalogue.ts";
import { iso, operation, problemAnswers, type AdminApp } from "./admin-app.ts";
import { actorOf } from "./actor.ts";
import { deleteUsedRoute, readRoutes } from "./record-routes.ts";

const area = "Publishers";
const path = "/publishers";

export function publisherRoutes(app: AdminApp, ports: AdminPorts): void {
  const { catalogue, clock, newId } = ports;
  const shown = { schema: publisherSchema, of: show };
  const collection = catalogue.publishers;
  const resource = {
    path,
    area,
    kind: "publisher",
    collection,
    item: shown,
    detail: shown,
  } as const;
  readRoutes(app, resource);
  deleteUsedRoute(app, {
    path,
    area,
    description:
      "Refused with `in_use` and the list of them while it has publisher numbers, unless forced: " +
      "they and their tags are then deleted with it, and pages show no more numbers of theirs.",
    query: publisherDeleteQuery,
    remove: (accountId, id, options) => deletePublisher(ports, accountId, id, options),
  });
  app.post(path, {
    schema: {
      ...operation(area, "createPublisher", "Create a publisher"),
      body: publisherCreateSchema,
      response: { 201: publisherSchema, ...problemAnswers },
    },
    handler: async (request, reply) => {
      const publisher: Publisher = {
        ...request.body,
        id: newId("publisher"),
        accountId: actorOf(request).accountId,
        createdAt: clock.now(),
        status: "active",
      };
      await collection.insert(publisher);
      return reply.code(201).send(show(publisher));
    },
  });
  app.patch(`${path}/:id`, {
    schema: {
      ...operation(area, "updatePublisher", "Change, pause or activate a publisher"),
      params: idParams,
      body: publisherPatchSchema,
      response: { 200: publisherSchema, ...problemAnswers },
    },
    handler: async (request) => {
      const { accountId } = actorOf(request);
      return show(await patchPublisher(ports, accountId, request.params.id, request.body));
    },
  });
}

function show({ id, name, status, createdAt }: Publisher) {
  return { id, name, status, createdAt: iso(createdAt) };
}
