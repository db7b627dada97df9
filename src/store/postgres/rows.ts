import type { CallTrackingTag, Campaign, Pool, Publisher, PublisherNumber } from "../catalogue.ts";
import type { Row, Value } from "./pool.ts";

/** Leaves out the columns that are NULL: `undefined` is absent in our records. */
export function present<T>(row: Row): T {
  const known = Object.entries(row).filter(([, value]) => value !== null);
  // Every SELECT names its columns as the record's fields.
  return Object.fromEntries(known) as T;
}

/** Part of a SELECT that names columns as a record's fields. */
export function selected(fields: Readonly<Record<string, string>>, table?: string): string {
  const prefix = table === undefined ? "" : `${table}.`;
  return Object.entries(fields)
    .map(([field, column]) => `${prefix}${column} AS "${field}"`)
    .join(", ");
}

export function valueOf(value: unknown): Value {
  if (value === undefined || value === null) return null;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return value;
  }
  return JSON.stringify(value);
}

/** How one kind of plain record lies in its table: each field with its column. */
export type Mapping<R> = {
  readonly table: string;
  readonly fields: Readonly<Record<keyof R & string, string>>;
};

const owned = { id: "id", accountId: "account_id", createdAt: "created_at_ms" } as const;

export const publisherMapping: Mapping<Publisher> = {
  table: "publisher",
  fields: { ...owned, name: "name", status: "status" },
};

export const campaignMapping: Mapping<Campaign> = {
  table: "campaign",
  fields: {
    ...owned,
    name: "name",
    status: "status",
    target: "target",
    urlParameters: "url_parameters",
    dropUnresolvedMacros: "drop_unresolved_macros",
  },
};

export const publisherNumberMapping: Mapping<PublisherNumber> = {
  table: "publisher_number",
  fields: {
    ...owned,
    campaignId: "campaign_id",
    publisherId: "publisher_id",
    numberId: "number_id",
    e164: "e164",
    status: "status",
  },
};

export const settingFields = {
  idleLimitSeconds: "idle_limit_seconds",
  closedBrowserDelaySeconds: "closed_browser_delay_seconds",
  linkRetentionSeconds: "link_retention_seconds",
  releaseOnClose: "release_on_close",
} as const;

export const poolMapping: Mapping<Pool> = {
  table: "pool",
  fields: {
    ...owned,
    ...settingFields,
    name: "name",
    country: "country",
    numberType: "number_type",
    areaCode: "area_code",
    publisherId: "publisher_id",
    status: "status",
  },
};

export const tagMapping: Mapping<CallTrackingTag> = {
  table: "call_tracking_tag",
  fields: {
    ...owned,
    name: "name",
    campaignId: "campaign_id",
    publisherNumberId: "publisher_number_id",
    numberToReplace: "number_to_replace",
    captureUserData: "capture_user_data",
    poolId: "pool_id",
    status: "status",
  },
};
