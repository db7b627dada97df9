import { mutationOptions, queryOptions } from "@tanstack/react-query";
import type { Publisher, PublisherPatch } from "../../src/contract/admin/publisher.ts";
import { ask, withQuery } from "./ask.ts";
import { everyPage } from "./every-page.ts";
import { renew } from "./query-client.ts";

export type { Publisher };

const path = "/api/v1/publishers";

export const publishersQuery = queryOptions({
  queryKey: ["publishers"],
  queryFn: ({ signal }) => everyPage<Publisher>(path, signal),
});

/** Its numbers and their tags are paused and deleted with a publisher. */
const renewAll = () => renew("publishers", "publisher-numbers", "tags");

export const publisherCreation = mutationOptions({
  mutationFn: (publisher: { readonly name: string }) =>
    ask<Publisher>("POST", path, { body: publisher }),
  onSuccess: renewAll,
});

export const publisherChange = (id: string) =>
  mutationOptions({
    mutationFn: (patch: PublisherPatch) =>
      ask<Publisher>("PATCH", `${path}/${id}`, { body: patch }),
    onSuccess: renewAll,
  });

export const publisherDeletion = (id: string) =>
  mutationOptions({
    mutationFn: (isForced: boolean) =>
      ask("DELETE", withQuery(`${path}/${id}`, { force: isForced })),
    onSuccess: renewAll,
  });
