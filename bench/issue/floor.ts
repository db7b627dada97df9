import { DatabaseSync } from "node:sqlite";
import type { IssueCommand } from "../../src/store/leases.ts";
import { issueRow } from "../../src/store/sqlite/impression-row.ts";

export type SqliteFloor = {
  /** Writes what a lease writes for each, in one durable transaction. */
  readonly write: (commands: readonly IssueCommand[]) => void;
  close(): void;
};

/**
 * The least that a durable lease can cost in this engine: one insert and one update by key for
 * each, in one transaction. It runs on a file of its own that a store has set up, with the store's
 * columns and pragmas, but without what the store adds for its promises and its later questions:
 * triggers, and all indexes but those on the ids.
 */
export function openSqliteFloor(path: string, poolSize: number): SqliteFloor {
  const db = new DatabaseSync(path, { timeout: 5000 });
  db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
  const extras = db.prepare(
    `SELECT type, name FROM sqlite_schema
     WHERE tbl_name IN ('number', 'impression') AND type IN ('index', 'trigger')
       AND sql IS NOT NULL`,
  );
  for (const { type, name } of extras.all()) db.exec(`DROP ${String(type)} ${String(name)}`);
  const insert = db.prepare(
    `INSERT INTO impression (id, account_id, campaign_id, publisher_id, publisher_number_id, tag_id,
       pool_id, visitor_id, session_id, landing_key, received_at_ms, number_id, number,
       issued_at_ms, missed_at_ms, last_activity_at_ms, hold_until_ms, link_until_ms, session, tags)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const update = db.prepare(
    `UPDATE number SET tag_id = ?, visitor_id = ?, impression_id = ?, issued_at_ms = ?,
       last_activity_at_ms = ?, closed_at_ms = NULL, hold_until_ms = ?, in_call_until_ms = 0,
       link_until_ms = ? WHERE id = ?`,
  );
  const now = Date.UTC(2026, 0, 5);
  const [holdUntil, linkUntil] = [now + 330_000, now + 21_600_000];
  let session = "";
  let tags = "";
  let written = 0;

  function writeOne(command: IssueCommand): void {
    const number = String(written++ % poolSize);
    const numberId = `num_${number.padStart(26, "0")}`;
    const e164 = `+18882${number.padStart(6, "0")}`;
    const { impressionId, tagId, visitorId } = command;
    const { accountId, campaignId, publisherId, publisherNumberId, sessionId, pool } = command;
    insert.run(
      impressionId,
      accountId,
      campaignId,
      publisherId,
      publisherNumberId,
      tagId,
      pool.id,
      visitorId,
      sessionId,
      command.landingKey,
      now,
      numberId,
      e164,
      now,
      null,
      now,
      holdUntil,
      linkUntil,
      session,
      tags,
    );
    update.run(tagId, visitorId, impressionId, now, now, holdUntil, linkUntil, numberId);
  }

  return {
    write: (commands) => {
      // As wide as the store's rows; turning objects into text is the store's own work.
      const [first] = commands;
      if (first !== undefined) ({ session, tags } = issueRow(first));
      db.exec("BEGIN IMMEDIATE");
      for (const command of commands) writeOne(command);
      db.exec("COMMIT");
    },
    close: () => db.close(),
  };
}
