import type { CallRecord } from "../calls.ts";
import type { Row } from "./pool.ts";
import { present, selected } from "./rows.ts";

export const callFields: Readonly<Record<keyof CallRecord, string>> = {
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
  signals: "signals",
};

/** To be listed in a SELECT from `call`. */
export const callColumns = selected(callFields);

/** @param row with the columns of the table, under their own names */
export function callFrom(row: Row): CallRecord {
  const named = Object.entries(callFields).map(([field, column]) => [field, row[column]]);
  return present<CallRecord>(Object.fromEntries(named) as Row);
}
