import { idParams } from "../../contract/admin/field.ts";
import { pageOf } from "../../contract/admin/page.ts";
import {
  publisherNumberCreateSchema,
  publisherNumberDeleteQuery,
  publisherNumberPatchSchema,
  publisherNumberSchema,
  publisherNumbersQuery,
} from "../../contract/admin/publisher-number.ts";
import type { AdminPorts } from "../../service/admin/admin-ports.ts";
import { deletePublisherNumber } from "../../service/admin/dependents.ts";
import { optional } from "../../service/admin/patch.ts";
import {
  createPublisherNumber,
  patchPublisherNumber,
} from "../../service/admin/publisher-number.ts";
import { findRecord } from "../../service/admin/record.ts";
import type { Catalogue, Page, PublisherNumber } from "../../store/catalogue.ts";
import { iso, operation, problemAnswers, type AdminApp } from "./admin-app.ts";
import { actorOf } from "./actor.ts";
import { ofOwnPublisher, ownOnly } from "./own-publisher.ts";
import { deleteUsedRoute, pageRequest } from "./record-routes.ts";

const area = "Publisher numbers";
const path = "/publisher-numbers";

export function publisherNumberRoutes(app: AdminApp, ports: AdminPorts): void {
  readPublisherNumbers(app, ports.catalogue);
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
      const made = await createPublisherNumber(ports, accountId, request.body);
      return reply.code(201).send(await showOne(ports.catalogue, made));
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
      const changed = await patchPublisherNumber(ports, accountId, id, request.body);
      return showOne(ports.catalogue, changed);
    },
  });
}

/** A publisher sees its own, and of others' not even that they are there (R67). */
function readPublisherNumbers(app: AdminApp, catalogue: Catalogue): void {
  app.get(path, {
    schema: {
      ...operation(area, "listPublisherNumbers", "List publisher numbers"),
      querystring: publisherNumbersQuery,
      response: { 200: pageOf(publisherNumberSchema), ...problemAnswers },
    },
    handler: async (request) => {
      const { accountId } = actorOf(request);
      const { publisherId } = ofOwnPublisher(request, request.query);
      const page = pageRequest(request.query);
      if (publisherId === undefined) {
        return showAll(catalogue, await catalogue.publisherNumbers.list(accountId, page));
      }
      const { id } = await findRecord("publisher", catalogue.publishers, accountId, publisherId);
      return showAll(catalogue, await catalogue.publisherNumbersOf(accountId, id, page));
    },
  });
  app.get(`${path}/:id`, {
    schema: {
      ...operation(area, "getPublisherNumber", "Get one publisher number"),
      params: idParams,
      response: { 200: publisherNumberSchema, ...problemAnswers },
    },
    handler: async (request) => {
      const { accountId } = actorOf(request);
      const { id } = request.params;
      const kept = catalogue.publisherNumbers;
      const record = await findRecord("publisherNumber", kept, accountId, id);
      return showOne(catalogue, ownOnly(request, "publisherNumber", id, record));
    },
  });
}

async function showAll(catalogue: Catalogue, { items, next }: Page<PublisherNumber>) {
  const names = await namesOf(catalogue, items);
  return { items: items.map((record) => show(record, names)), ...optional("next", next) };
}

async function showOne(catalogue: Catalogue, record: PublisherNumber) {
  return show(record, await namesOf(catalogue, [record]));
}

/** Of campaigns and publishers, by their ids. */
async function namesOf(
  { campaigns, publishers }: Catalogue,
  records: readonly PublisherNumber[],
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const { accountId, campaignId, publisherId } of records) {
    if (!names.has(campaignId)) {
      names.set(campaignId, (await campaigns.get(accountId, campaignId))?.name ?? "");
    }
    if (!names.has(publisherId)) {
      names.set(publisherId, (await publishers.get(accountId, publisherId))?.name ?? "");
    }
  }
  return names;
}

function show(record: PublisherNumber, names: ReadonlyMap<string, string>) {
  const { id, e164, numberId, campaignId, publisherId, status, createdAt } = record;
  return {
    id,
    number: e164,
    numberId,
    campaignId,
    campaignName: names.get(campaignId) ?? "",
    publisherId,
    publisherName: names.get(publisherId) ?? "",
    status,
    createdAt: iso(createdAt),
  };
}
