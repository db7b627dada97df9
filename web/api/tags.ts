import { mutationOptions, queryOptions } from "@tanstack/react-query";
import type { CallTrackingTag, TagCreate, TagPatch } from "../../src/contract/admin/tag.ts";
import { ask } from "./ask.ts";
import { everyPage } from "./every-page.ts";
import { renew } from "./query-client.ts";

export type { CallTrackingTag };

const path = "/api/v1/tags";

export const tagsQuery = queryOptions({
  queryKey: ["tags"],
  queryFn: ({ signal }) => everyPage<CallTrackingTag>(path, signal),
});

/** Pools list the tags that use them. */
const renewAll = () => renew("tags", "pools", "campaigns");

export const tagCreation = mutationOptions({
  mutationFn: (tag: TagCreate) => ask<CallTrackingTag>("POST", path, { body: tag }),
  onSuccess: renewAll,
});

export const tagChange = (id: string) =>
  mutationOptions({
    mutationFn: (patch: TagPatch) =>
      ask<CallTrackingTag>("PATCH", `${path}/${id}`, { body: patch }),
    onSuccess: renewAll,
  });

export const tagDeletion = (id: string) =>
  mutationOptions({
    mutationFn: () => ask("DELETE", `${path}/${id}`),
    onSuccess: renewAll,
  });
