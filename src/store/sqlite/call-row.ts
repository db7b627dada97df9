import type { DatabaseSync } from "node:sqlite";
import { fromStoredCallTags, toStoredCallTags } from "../call-tags.ts";
import type { CallRecord } from "../calls.ts";
import { fromJson, orNull, present } from "./catalogue-rows.ts";
import type { Row } from "./collection.ts";

export const callColumns = `
  sequence, id, account_id, carrier, carrier_call_id, caller, dialled, received_at_ms,
  answered_at_ms, ended_at_ms, ended_as, length_seconds, number_id, campaign_id, publisher_id,
  publisher_number_id, pool_id, pool_name, impression_id, seconds_from_impression, tags,
  tag_sources, decision, attribution, signals`;

/** @param row with `callColumns` */
export function callFrom(row: Row): CallRecord {
  return present<CallRecord>({
    id: row["id"],
    sequence: row["sequence"],
    accountId: row["account_id"],
    carrier: row["carrier"],
    carrierCallId: row["carrier_call_id"],
    from: row["caller"],
    to: row["dialled"],
    receivedAt: row["received_at_ms"],
    answeredAt: row["answered_at_ms"],
    endedAt: row["ended_at_ms"],
    end: row["ended_as"],
    lengthSeconds: row["length_seconds"],
    numberId: row["number_id"],
    campaignId: row["campaign_id"],
    publisherId: row["publisher_id"],
    publisherNumberId: row["publisher_number_id"],
    poolId: row["pool_id"],
    poolName: row["pool_name"],
    impressionId: row["impression_id"],
    secondsFromImpression: row["seconds_from_impression"],
    tags: fromStoredCallTags({
      tags: fromJson(row["tags"]),
      tagSources: fromJson(row["tag_sources"]),
    }),
    decision: fromJson(row["decision"]),
    attribution: fromJson(row["attribution"]),
    signals: fromJson(row["signals"]),
  });
}

export type CallWriter = {
  /** @returns the sequence that the record got */
  insert(call: Omit<CallRecord, "sequence">): number;
  /** What later signals change. */
  progress(call: CallRecord): void;
};

export function callWriter(db: DatabaseSync): CallWriter {
  const insert = db.prepare(
    `INSERT INTO call (id, account_id, carrier, carrier_call_id, caller, dialled, received_at_ms,
       answered_at_ms, ended_at_ms, ended_as, length_seconds, number_id, campaign_id, publisher_id,
       publisher_number_id, pool_id, pool_name, impression_id, seconds_from_impression,
       tags, tag_numbers, tag_sources, decision, attribution, signals)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const progress = db.prepare(
    `UPDATE call SET answered_at_ms = ?, ended_at_ms = ?, ended_as = ?, length_seconds = ?,
       signals = ? WHERE id = ?`,
  );
  return {
    insert(call) {
      const { tags, tagNumbers, tagSources } = toStoredCallTags(call.tags);
      const { lastInsertRowid } = insert.run(
        call.id,
        call.accountId,
        call.carrier,
        call.carrierCallId,
        orNull(call.from),
        call.to,
        call.receivedAt,
        orNull(call.answeredAt),
        orNull(call.endedAt),
        orNull(call.end),
        orNull(call.lengthSeconds),
        orNull(call.numberId),
        orNull(call.campaignId),
        orNull(call.publisherId),
        orNull(call.publisherNumberId),
        orNull(call.poolId),
        orNull(call.poolName),
        orNull(call.impressionId),
        orNull(call.secondsFromImpression),
        JSON.stringify(tags),
        JSON.stringify(tagNumbers),
        JSON.stringify(tagSources),
        JSON.stringify(call.decision),
        JSON.stringify(call.attribution),
        JSON.stringify(call.signals),
      );
      return Number(lastInsertRowid);
    },
    progress(call) {
      progress.run(
        orNull(call.answeredAt),
        orNull(call.endedAt),
        orNull(call.end),
        orNull(call.lengthSeconds),
        JSON.stringify(call.signals),
        call.id,
      );
    },
  };
}
