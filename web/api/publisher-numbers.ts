import { mutationOptions, queryOptions } from "@tanstack/react-query";
import type {
  PublisherNumber,
  PublisherNumberCreate,
} from "../../src/contract/admin/publisher-number.ts";
import { ask, withQuery } from "./ask.ts";
import { everyPage } from "./every-page.ts";
import { renew } from "./query-client.ts";

export type { PublisherNumber };

const path = "/api/v1/publisher-numbers";

export const publisherNumbersQuery = queryOptions({
  queryKey: ["publisher-numbers"],
  queryFn: ({ signal }) => everyPage<PublisherNumber>(path, signal),
});

/** A number that is no publisher number is free for a pool, and the other way round. */
const renewAll = () => renew("publisher-numbers", "tags", "numbers");

export const publisherNumberCreation = mutationOptions({
  mutationFn: (number: PublisherNumberCreate) =>
    ask<PublisherNumber>("POST", path, { body: number }),
  onSuccess: renewAll,
});

export const publisherNumberChange = (id: string) =>
  mutationOptions({
    mutationFn: (patch: { readonly status: "active" | "paused" }) =>
      ask<PublisherNumber>("PATCH", `${path}/${id}`, { body: patch }),
    onSuccess: renewAll,
  });

export const publisherNumberDeletion = (id: string) =>
  mutationOptions({
    mutationFn: (isForced: boolean) =>
      ask("DELETE", withQuery(`${path}/${id}`, { force: isForced })),
    onSuccess: renewAll,
  });
