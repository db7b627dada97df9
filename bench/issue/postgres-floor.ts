import type { Pool } from "pg";
import type { IssueCommand } from "../../src/store/leases.ts";
import { issueRow } from "../../src/store/sqlite/impression-row.ts";

/**
 * The least that a durable lease can cost in this engine: one insert and one update by key for
 * each, all of a batch as one statement over arrays. It runs in a database of its own that a store
 * has set up, without triggers and indexes like the SQLite floor.
 * @returns writes what a lease writes for each, in one durable transaction
 */
export async function openPostgresFloor(
  pool: Pool,
  poolSize: number,
): Promise<(commands: readonly IssueCommand[]) => Promise<void>> {
  await pool.query(dropExtras);
  const now = Date.UTC(2026, 0, 5);
  let [session, tags] = ["", ""];
  let written = 0;
  return async (commands) => {
    // As wide as the store's rows; turning objects into text is the store's own work.
    const [first] = commands;
    if (first !== undefined) ({ session, tags } = issueRow(first));
    const serials = commands.map(() => String(written++ % poolSize));
    await pool.query(statement, [
      commands.map((one) => one.impressionId),
      commands.map((one) => one.accountId),
      commands.map((one) => one.campaignId),
      commands.map((one) => one.publisherId),
      commands.map((one) => one.publisherNumberId),
      commands.map((one) => one.tagId),
      commands.map((one) => one.pool.id),
      commands.map((one) => one.visitorId),
      commands.map((one) => one.sessionId),
      commands.map((one) => one.landingKey),
      serials.map((serial) => `num_${serial.padStart(26, "0")}`),
      serials.map((serial) => `+18882${serial.padStart(6, "0")}`),
      commands.map(() => session),
      commands.map(() => tags),
      now,
      now + 330_000,
      now + 21_600_000,
    ]);
  };
}

const statement = `WITH lease AS (
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
      $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[],
      $14::text[]) AS one (id, account_id, campaign_id, publisher_id, publisher_number_id, tag_id,
      pool_id, visitor_id, session_id, landing_key, number_id, number, session, tags)
  ), inserted AS (
    INSERT INTO impression (id, account_id, campaign_id, publisher_id, publisher_number_id, tag_id,
      pool_id, visitor_id, session_id, landing_key, received_at_ms, number_id, number,
      issued_at_ms, last_activity_at_ms, hold_until_ms, link_until_ms, session, tags)
    SELECT id, account_id, campaign_id, publisher_id, publisher_number_id, tag_id, pool_id,
      visitor_id, session_id, landing_key, $15::bigint, number_id, number, $15, $15, $16::bigint,
      $17::bigint, session::json, tags::json FROM lease
  )
  UPDATE number SET tag_id = lease.tag_id, visitor_id = lease.visitor_id, impression_id = lease.id,
    issued_at_ms = $15, last_activity_at_ms = $15, closed_at_ms = NULL, hold_until_ms = $16,
    in_call_until_ms = 0, link_until_ms = $17
  FROM lease WHERE number.id = lease.number_id`;

const dropExtras = `DO $$ DECLARE extra record; BEGIN
  FOR extra IN
    SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
    WHERE i.indrelid IN ('number'::regclass, 'impression'::regclass)
      AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = i.indexrelid)
  LOOP EXECUTE format('DROP INDEX %I', extra.relname); END LOOP;
  DROP TRIGGER number_held ON number;
END $$`;
