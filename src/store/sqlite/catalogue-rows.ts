import type { SQLInputValue } from "node:sqlite";
import type { CallTrackingTag, Campaign, Pool, Publisher, PublisherNumber } from "../catalogue.ts";
import type { Account } from "../catalogue.ts";
import type { Mapping, Row } from "./collection.ts";

/*
 * Rows and records. A row is what these mappings once wrote into STRICT tables, so the casts here
 * only give back the types that went in.
 */

/** Leaves out the fields that are NULL: `undefined` is absent in our records. */
export function present<T>(fields: Readonly<Record<string, unknown>>): T {
  const known = Object.entries(fields).filter(([, value]) => value !== null);
  return Object.fromEntries(known) as T;
}

export function fromJson<T>(text: unknown): T {
  return JSON.parse(text as string) as T;
}

export function orNull<T extends SQLInputValue>(value: T | undefined): T | null {
  return value ?? null;
}

export function accountFrom(row: Row): Account {
  return present<Account>({
    id: row["id"],
    name: row["name"],
    allowedCountries: fromJson(row["allowed_countries"]),
    truncateIpAddresses: row["truncate_ip_addresses"] === 1,
    timeZone: row["time_zone"],
    createdAt: row["created_at_ms"],
  });
}

export const publisherMapping: Mapping<Publisher> = {
  table: "publisher",
  columns: ["id", "account_id", "name", "status", "created_at_ms"],
  toColumns: (publisher) => ({
    id: publisher.id,
    account_id: publisher.accountId,
    name: publisher.name,
    status: publisher.status,
    created_at_ms: publisher.createdAt,
  }),
  fromRow: (row) =>
    present<Publisher>({
      id: row["id"],
      accountId: row["account_id"],
      name: row["name"],
      status: row["status"],
      createdAt: row["created_at_ms"],
    }),
};

export const campaignMapping: Mapping<Campaign> = {
  table: "campaign",
  columns: [
    "id",
    "account_id",
    "name",
    "status",
    "target",
    "url_parameters",
    "drop_unresolved_macros",
    "created_at_ms",
  ],
  toColumns: (campaign) => ({
    id: campaign.id,
    account_id: campaign.accountId,
    name: campaign.name,
    status: campaign.status,
    target: campaign.target === undefined ? null : JSON.stringify(campaign.target),
    url_parameters: JSON.stringify(campaign.urlParameters),
    drop_unresolved_macros: campaign.dropUnresolvedMacros ? 1 : 0,
    created_at_ms: campaign.createdAt,
  }),
  fromRow: (row) =>
    present<Campaign>({
      id: row["id"],
      accountId: row["account_id"],
      name: row["name"],
      status: row["status"],
      target: row["target"] === null ? null : fromJson(row["target"]),
      urlParameters: fromJson(row["url_parameters"]),
      dropUnresolvedMacros: row["drop_unresolved_macros"] === 1,
      createdAt: row["created_at_ms"],
    }),
};

export const poolMapping: Mapping<Pool> = {
  table: "pool",
  columns: [
    "id",
    "account_id",
    "name",
    "country",
    "number_type",
    "area_code",
    "idle_limit_seconds",
    "closed_browser_delay_seconds",
    "link_retention_seconds",
    "release_on_close",
    "publisher_id",
    "status",
    "created_at_ms",
  ],
  toColumns: (pool) => ({
    id: pool.id,
    account_id: pool.accountId,
    name: pool.name,
    country: pool.country,
    number_type: pool.numberType,
    area_code: orNull(pool.areaCode),
    idle_limit_seconds: pool.idleLimitSeconds,
    closed_browser_delay_seconds: pool.closedBrowserDelaySeconds,
    link_retention_seconds: pool.linkRetentionSeconds,
    release_on_close: pool.releaseOnClose ? 1 : 0,
    publisher_id: orNull(pool.publisherId),
    status: pool.status,
    created_at_ms: pool.createdAt,
  }),
  fromRow: (row) =>
    present<Pool>({
      id: row["id"],
      accountId: row["account_id"],
      name: row["name"],
      country: row["country"],
      numberType: row["number_type"],
      areaCode: row["area_code"],
      idleLimitSeconds: row["idle_limit_seconds"],
      closedBrowserDelaySeconds: row["closed_browser_delay_seconds"],
      linkRetentionSeconds: row["link_retention_seconds"],
      releaseOnClose: row["release_on_close"] === 1,
      publisherId: row["publisher_id"],
      status: row["status"],
      createdAt: row["created_at_ms"],
    }),
};

export const publisherNumberMapping: Mapping<PublisherNumber> = {
  table: "publisher_number",
  columns: [
    "id",
    "account_id",
    "campaign_id",
    "publisher_id",
    "number_id",
    "e164",
    "status",
    "created_at_ms",
  ],
  toColumns: (one) => ({
    id: one.id,
    account_id: one.accountId,
    campaign_id: one.campaignId,
    publisher_id: one.publisherId,
    number_id: one.numberId,
    e164: one.e164,
    status: one.status,
    created_at_ms: one.createdAt,
  }),
  fromRow: (row) =>
    present<PublisherNumber>({
      id: row["id"],
      accountId: row["account_id"],
      campaignId: row["campaign_id"],
      publisherId: row["publisher_id"],
      numberId: row["number_id"],
      e164: row["e164"],
      status: row["status"],
      createdAt: row["created_at_ms"],
    }),
};

export const tagMapping: Mapping<CallTrackingTag> = {
  table: "call_tracking_tag",
  columns: [
    "id",
    "account_id",
    "name",
    "campaign_id",
    "publisher_number_id",
    "number_to_replace",
    "capture_user_data",
    "pool_id",
    "status",
    "created_at_ms",
  ],
  toColumns: (tag) => ({
    id: tag.id,
    account_id: tag.accountId,
    name: tag.name,
    campaign_id: tag.campaignId,
    publisher_number_id: tag.publisherNumberId,
    number_to_replace: tag.numberToReplace,
    capture_user_data: tag.captureUserData ? 1 : 0,
    pool_id: orNull(tag.poolId),
    status: tag.status,
    created_at_ms: tag.createdAt,
  }),
  fromRow: (row) =>
    present<CallTrackingTag>({
      id: row["id"],
      accountId: row["account_id"],
      name: row["name"],
      campaignId: row["campaign_id"],
      publisherNumberId: row["publisher_number_id"],
      numberToReplace: row["number_to_replace"],
      captureUserData: row["capture_user_data"] === 1,
      poolId: row["pool_id"],
      status: row["status"],
      createdAt: row["created_at_ms"],
    }),
};
