import type { DatabaseSync } from "node:sqlite";
import type { ImpressionId, NumberId } from "../../core/ids.ts";
import type { E164 } from "../../core/phone/e164.ts";
import type { Lease } from "../../core/lease/lease.ts";
import type { Instant } from "../../core/time.ts";
import type { TagSet } from "../../core/visit/tag.ts";
import type { Impression, IssueCommand } from "../leases.ts";
import { fromStoredTags, toStoredTags } from "../stored-tags.ts";
import { fromJson, orNull, present } from "./catalogue-rows.ts";
import type { Row } from "./collection.ts";

export const impressionColumns = `
  sequence, id, account_id, campaign_id, publisher_id, publisher_number_id, tag_id, pool_id,
  visitor_id, session_id, landing_key, received_at_ms, number_id, number, issued_at_ms,
  missed_at_ms, last_activity_at_ms, closed_at_ms, hold_until_ms, link_until_ms, session, tags`;

export type StoredImpression = Impression & { readonly numberId?: NumberId };

/** @param row with `impressionColumns` */
export function impressionFrom(row: Row): StoredImpression {
  return present<StoredImpression>({
    id: row["id"],
    sequence: row["sequence"],
    accountId: row["account_id"],
    campaignId: row["campaign_id"],
    publisherId: row["publisher_id"],
    publisherNumberId: row["publisher_number_id"],
    tagId: row["tag_id"],
    poolId: row["pool_id"],
    visitorId: row["visitor_id"],
    sessionId: row["session_id"],
    landingKey: row["landing_key"],
    receivedAt: row["received_at_ms"],
    numberId: row["number_id"],
    number: row["number"],
    issuedAt: row["issued_at_ms"],
    missedAt: row["missed_at_ms"],
    lastActivityAt: row["last_activity_at_ms"],
    closedAt: row["closed_at_ms"],
    holdUntil: row["hold_until_ms"],
    linkUntil: row["link_until_ms"],
    session: fromJson(row["session"]),
    tags: fromStoredTags(fromJson(row["tags"])),
  });
}

/** A number and the lease it is shown under. */
export type Showing = { readonly id: NumberId; readonly e164: E164; readonly lease: Lease };

/** An `IssueCommand` with what is stored as text already so. */
export type IssueRow = Omit<IssueCommand, "session" | "tags"> & {
  readonly session: string;
  readonly tags: string;
};

export function issueRow(command: IssueCommand): IssueRow {
  const { session, tags } = command;
  return { ...command, session: JSON.stringify(session), tags: JSON.stringify(toStoredTags(tags)) };
}

/** Stores a new impression, with the number shown for it or as a miss. */
export function insertImpression(
  db: DatabaseSync,
): (command: IssueRow, showing: Showing | undefined, now: Instant) => void {
  const insert = db.prepare(
    `INSERT INTO impression (id, account_id, campaign_id, publisher_id, publisher_number_id, tag_id,
       pool_id, visitor_id, session_id, landing_key, received_at_ms, number_id, number,
       issued_at_ms, missed_at_ms, last_activity_at_ms, hold_until_ms, link_until_ms, session, tags)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  return (command, showing, now) => {
    const isMiss = showing === undefined;
    insert.run(
      command.impressionId,
      command.accountId,
      command.campaignId,
      command.publisherId,
      command.publisherNumberId,
      command.tagId,
      command.pool.id,
      command.visitorId,
      command.sessionId,
      command.landingKey,
      now,
      isMiss ? null : showing.id,
      isMiss ? null : showing.e164,
      isMiss ? null : now,
      isMiss ? now : null,
      now,
      isMiss ? null : showing.lease.holdUntil,
      isMiss ? null : showing.lease.linkUntil,
      command.session,
      command.tags,
    );
  };
}

export type ImpressionWriter = {
  /** The impression goes on under this lease. */
  renew(id: ImpressionId, lease: Lease): void;
  /** A waiting impression got a number. */
  give(id: ImpressionId, showing: Showing, now: Instant): void;
  /** The visitor was active, and still has no number. */
  touch(id: ImpressionId, now: Instant): void;
  closed(id: ImpressionId, now: Instant): void;
  retag(id: ImpressionId, tags: TagSet): void;
};

export function impressionWriter(db: DatabaseSync): ImpressionWriter {
  const renew = db.prepare(
    `UPDATE impression SET last_activity_at_ms = ?, closed_at_ms = ?, hold_until_ms = ?,
       link_until_ms = ? WHERE id = ?`,
  );
  const give = db.prepare(
    "UPDATE impression SET number_id = ?, number = ?, issued_at_ms = ? WHERE id = ?",
  );
  const touch = db.prepare("UPDATE impression SET last_activity_at_ms = ? WHERE id = ?");
  const closed = db.prepare("UPDATE impression SET closed_at_ms = ? WHERE id = ?");
  const retag = db.prepare("UPDATE impression SET tags = ? WHERE id = ?");
  const write = (id: ImpressionId, lease: Lease) => {
    const { lastActivityAt, closedAt, holdUntil, linkUntil } = lease;
    renew.run(lastActivityAt, orNull(closedAt), holdUntil, linkUntil, id);
  };
  return {
    renew: write,
    give: (id, showing, now) => {
      give.run(showing.id, showing.e164, now, id);
      write(id, showing.lease);
    },
    touch: (id, now) => void touch.run(now, id),
    closed: (id, now) => void closed.run(now, id),
    retag: (id, tags) => void retag.run(JSON.stringify(toStoredTags(tags)), id),
  };
}
