import type { z } from "zod";
import { idParams, type forceQuery } from "../../contract/admin/field.ts";
import { pageOf, pageQuery, type PageQuery } from "../../contract/admin/page.ts";
import type { AccountId, IdKind } from "../../core/ids.ts";
import type { Status } from "../../core/routing/route.ts";
import type { Collection, Page, PageRequest } from "../../store/catalogue.ts";
import { deleteRecord, findRecord } from "../../service/admin/record.ts";
import { doneSchema, operation, problemAnswers, type AdminApp } from "./admin-app.ts";
import { actorOf } from "./actor.ts";

type Kept = { readonly id: string; readonly accountId: AccountId; readonly status: Status };

/** One kind of plain record and how it is shown. */
export type Resource<R extends Kept, Item, Detail> = {
  readonly path: string;
  readonly area: string;
  readonly kind: IdKind;
  readonly collection: Collection<R>;
  /** As lists show it. */
  readonly item: { readonly schema: z.ZodType<Item>; readonly of: (record: R) => Item };
  /** As it is shown alone. */
  readonly detail: {
    readonly schema: z.ZodType<Detail>;
    readonly of: (record: R) => Detail | Promise<Detail>;
  };
};

/** List and get, the same for every kind of record. */
export function readRoutes<R extends Kept, Item, Detail>(
  app: AdminApp,
  { path, area, kind, collection, item, detail }: Resource<R, Item, Detail>,
): void {
  const name = singular(area);
  // Wider than it is: Fastify's types cannot follow a schema that is a parameter.
  const detailSchema: z.ZodType = detail.schema;
  app.get(path, {
    schema: {
      ...operation(area, `list${camel(area)}`, `List ${area.toLowerCase()}`),
      querystring: pageQuery,
      response: { 200: pageOf(item.schema), ...problemAnswers },
    },
    handler: async (request, reply) => {
      const page = await collection.list(actorOf(request).accountId, pageRequest(request.query));
      return reply.send(shownPage(page, item.of));
    },
  });
  app.get(`${path}/:id`, {
    schema: {
      ...operation(area, `get${camel(name)}`, `Get one ${name.toLowerCase()}`),
      params: idParams,
      response: { 200: detailSchema, ...problemAnswers },
    },
    handler: async (request, reply) => {
      const { accountId } = actorOf(request);
      const record = await findRecord(kind, collection, accountId, request.params.id);
      return reply.send(await detail.of(record));
    },
  });
}

/** Deletion that keeps the record, as old calls and impressions name it. */
export function deleteRoute<R extends Kept>(
  app: AdminApp,
  { path, area, kind, collection }: Pick<Resource<R, unknown, unknown>, DeleteParts>,
): void {
  const name = singular(area);
  app.delete(`${path}/:id`, {
    schema: {
      ...operation(
        area,
        `delete${camel(name)}`,
        `Delete a ${name.toLowerCase()}`,
        "It leaves the lists and is not used any more; its record stays, since old calls and " +
          "impressions name it.",
      ),
      params: idParams,
      response: { 204: doneSchema, ...problemAnswers },
    },
    handler: async (request, reply) => {
      await deleteRecord(kind, collection, actorOf(request).accountId, request.params.id);
      return reply.code(204).send();
    },
  });
}

/** A deletion that is refused while others use the record, unless it is forced. */
type UsedDeletion = {
  readonly path: string;
  readonly area: string;
  readonly description: string;
  readonly query: ReturnType<typeof forceQuery>;
  /** @throws Problem in_use */
  readonly remove: (
    accountId: AccountId,
    id: string,
    options: { readonly isForced: boolean },
  ) => Promise<void>;
};

export function deleteUsedRoute(
  app: AdminApp,
  { path, area, description, query, remove }: UsedDeletion,
): void {
  const name = singular(area);
  app.delete(`${path}/:id`, {
    schema: {
      ...operation(
        area,
        `delete${camel(name)}`,
        `Delete a ${name.toLowerCase()}`,
        `${description} Its record stays, since old calls and impressions name it.`,
      ),
      params: idParams,
      querystring: query,
      response: { 204: doneSchema, ...problemAnswers },
    },
    handler: async (request, reply) => {
      const isForced = request.query.force === "true";
      await remove(actorOf(request).accountId, request.params.id, { isForced });
      return reply.code(204).send();
    },
  });
}

type DeleteParts = "path" | "area" | "kind" | "collection";

export function pageRequest({ limit, after }: PageQuery): PageRequest {
  return { limit, ...(after === undefined ? {} : { after }) };
}

export function shownPage<R, Item>({ items, next }: Page<R>, of: (record: R) => Item) {
  return { items: items.map((record) => of(record)), ...(next === undefined ? {} : { next }) };
}

/** `Publisher numbers` → `Publisher number`. */
function singular(area: string): string {
  return area.replace(/s$/, "");
}

/** `Publisher numbers` → `PublisherNumbers`. */
function camel(words: string): string {
  return words.replace(/ (\w)/g, (_all, first: string) => first.toUpperCase());
}
