import { keepPreviousData, mutationOptions, queryOptions } from "@tanstack/react-query";
import type {
  Campaign,
  CampaignCreate,
  CampaignDetail,
  CampaignPatch,
} from "../../src/contract/admin/campaign.ts";
import type { Install } from "../../src/contract/admin/install.ts";
import { ask, get, withQuery } from "./ask.ts";
import { everyPage } from "./every-page.ts";
import { renew } from "./query-client.ts";

export type { Campaign, CampaignDetail };

const path = "/api/v1/campaigns";

type CampaignPage = { readonly items: readonly Campaign[]; readonly next?: string };

/** A page of the list, oldest first. */
export const campaignsQuery = (after: string) =>
  queryOptions({
    queryKey: ["campaigns", "page", after],
    queryFn: ({ signal }) => get<CampaignPage>(withQuery(path, { after }), signal),
    placeholderData: keepPreviousData,
  });

/** All of them, to choose one from. */
export const everyCampaignQuery = queryOptions({
  queryKey: ["campaigns", "every"],
  queryFn: ({ signal }) => everyPage<Campaign>(path, signal),
});

export const campaignQuery = (id: string) =>
  queryOptions({
    queryKey: ["campaigns", "one", id],
    queryFn: ({ signal }) => get<CampaignDetail>(`${path}/${id}`, signal),
  });

export const installQuery = (id: string) =>
  queryOptions({
    queryKey: ["campaigns", "install", id],
    queryFn: ({ signal }) => get<Install>(`${path}/${id}/install`, signal),
  });

/** A campaign is deleted with its publisher numbers and tags. */
const renewAll = () => renew("campaigns", "publisher-numbers", "tags");

export const campaignCreation = mutationOptions({
  mutationFn: (campaign: Pick<CampaignCreate, "name" | "target">) =>
    ask<CampaignDetail>("POST", path, { body: campaign }),
  onSuccess: renewAll,
});

export const campaignChange = (id: string) =>
  mutationOptions({
    mutationFn: (patch: CampaignPatch) =>
      ask<CampaignDetail>("PATCH", `${path}/${id}`, { body: patch }),
    onSuccess: renewAll,
  });

export const campaignDeletion = (id: string) =>
  mutationOptions({
    mutationFn: (isForced: boolean) =>
      ask("DELETE", withQuery(`${path}/${id}`, { force: isForced })),
    onSuccess: renewAll,
  });
