import { fromStoredCallTags, toStoredCallTags, type StoredCallTags } from "../call-tags.ts";
import type { CallRecord } from "../calls.ts";
import type { Row } from "./pool.ts";
import { present, selected } from "./rows.ts";

type StoredCall = Omit<CallRecord, "tags"> & StoredCallTags;

const callColumnOf: Readonly<Record<keyof StoredCall, string>> = {
  sequence: "sequence",
  id: "id",
  accountId: "account_id",
  carrier: "carrier",
  carrierCallId: "carrier_call_id",
  from: "caller",
  to: "dialled",
  receivedAt: "received_at_ms",
  answeredAt: "answered_at_ms",
  endedAt: "ended_at_ms",
  end: "ended_as",
  lengthSeconds: "length_seconds",
  numberId: "number_id",
  campaignId: "campaign_id",
  publisherId: "publisher_id",
  publisherNumberId: "publisher_number_id",
  poolId: "pool_id",
  poolName: "pool_name",
  impressionId: "impression_id",
  secondsFromImpression: "seconds_from_impression",
  decision: "decision",
  attribution: "attribution",
  tags: "tags",
  tagNumbers: "tag_numbers",
  tagSources: "tag_sources",
  signals: "signals",
};

/** To be listed in a SELECT from `call`, for `callFrom`. */
export const callColumns = selected(callColumnOf);

/** @param row with `callColumns` */
export function callFrom(row: Row): CallRecord {
  const { tags, tagNumbers: _again, tagSources, ...call } = present<StoredCall>(row);
  return { ...call, tags: fromStoredCallTags({ tags, tagSources }) };
}

/** @param row with the columns of the table, under their own names */
export function callFromTable(row: Row): CallRecord {
  const named = Object.entries(callColumnOf).map(([field, column]) => [field, row[column]]);
  return callFrom(Object.fromEntries(named) as Row);
}

/** The columns that a new call is written with. */
export function callToRow({ tags, ...call }: Omit<CallRecord, "sequence">): Row {
  const byField: Row = { ...call, ...toStoredCallTags(tags) };
  const written = Object.entries(callColumnOf).filter(([field]) => field !== "sequence");
  return Object.fromEntries(written.map(([field, column]) => [column, byField[field]]));
}
