import type { LeaseEvent } from "../../core/lease/lease-log.ts";
import type { Impression, Issued, Leases, PoolCounts, PoolOccupancy } from "../leases.ts";
import type { DatabaseClock } from "./database-clock.ts";
import type { GroupCommit } from "./group-commit.ts";
import type { LeaseAnswer, LeaseCommand } from "./lease-batch.ts";
import { stateCounts } from "./number-row.ts";
import { pageFrom } from "../page.ts";
import { fromStoredTags, type StoredTags } from "../stored-tags.ts";
import type { Database, Row } from "./pool.ts";
import { present, selected } from "./rows.ts";

const impressionFields = {
  id: "id",
  sequence: "sequence",
  accountId: "account_id",
  campaignId: "campaign_id",
  publisherId: "publisher_id",
  publisherNumberId: "publisher_number_id",
  tagId: "tag_id",
  poolId: "pool_id",
  visitorId: "visitor_id",
  sessionId: "session_id",
  landingKey: "landing_key",
  receivedAt: "received_at_ms",
  numberId: "number_id",
  number: "number",
  issuedAt: "issued_at_ms",
  missedAt: "missed_at_ms",
  lastActivityAt: "last_activity_at_ms",
  closedAt: "closed_at_ms",
  holdUntil: "hold_until_ms",
  linkUntil: "link_until_ms",
  session: "session",
  tags: "tags",
} as const;

const listed = selected(impressionFields);

export function postgresLeases(
  database: Database,
  clock: DatabaseClock,
  batches: GroupCommit<LeaseCommand, LeaseAnswer>,
): Leases {
  return {
    issue: async (issue) => issuedFrom(await batches.run({ kind: "issue", issue })),
    renew: (impressionId, pushed) => batches.run({ kind: "renew", impressionId, pushed }),
    close: async (impressionId) => {
      await batches.run({ kind: "close", impressionId });
    },
    impression: async (accountId, id) => {
      const [row] = await database.query(
        `SELECT ${listed} FROM impression WHERE account_id = $1 AND id = $2`,
        [accountId, id],
      );
      return row && impressionFrom(row);
    },
    impressions: async (account, { poolId, campaignId }, { limit, after }) => {
      const rows = await database.query(
        `SELECT ${listed} FROM impression
         WHERE account_id = $1
           AND ($2::text IS NULL OR sequence < (SELECT sequence FROM impression WHERE id = $2))
           AND ($3::text IS NULL OR pool_id = $3)
           AND ($4::text IS NULL OR campaign_id = $4)
         ORDER BY sequence DESC LIMIT $5`,
        [account, after ?? null, poolId ?? null, campaignId ?? null, limit + 1],
      );
      return pageFrom(rows.map(impressionFrom), limit);
    },
    leaseLog: (after, limit) => leaseLog(database, after, limit),
    ...poolFigures(database, clock),
  };
}

function impressionFrom(row: Row): Impression {
  const { tags, ...rest } = row;
  // Every impression was stored with its tags in this form.
  return present<Impression>({ ...rest, tags: fromStoredTags(tags as StoredTags) });
}

function issuedFrom(answer: LeaseAnswer): Issued {
  if (answer.kind !== "active") throw new Error(`An issue was answered ${answer.kind}`);
  return { impressionId: answer.impressionId, number: answer.number };
}

/**
 * Sequences are given out before the transactions that use them end, so a reader could see a later
 * event before an earlier one. It waits for those under way, to learn how far the log is whole.
 */
async function leaseLog(
  database: Database,
  after: number,
  limit: number,
): Promise<readonly LeaseEvent[]> {
  const whole = await database.transaction(async (connection) => {
    await connection.query("LOCK TABLE lease_log IN SHARE MODE");
    const [row] = await connection.query(
      "SELECT coalesce(max(sequence), 0) AS newest FROM lease_log",
    );
    return Number(row?.["newest"]);
  });
  const rows = await database.query(
    `SELECT sequence, at_ms AS at, kind, number_id AS "numberId", visitor_id AS "visitorId",
       tag_id AS "tagId", impression_id AS "impressionId", held_until_ms AS "heldUntil"
     FROM lease_log WHERE sequence > $1 AND sequence <= $2 ORDER BY sequence LIMIT $3`,
    [after, whole, limit],
  );
  return rows.map(present<LeaseEvent>);
}

function poolFigures(
  database: Database,
  clock: DatabaseClock,
): Pick<Leases, "occupancy" | "counts"> {
  return {
    occupancy: async (account, pool) => {
      const [row] = await database.query(
        `SELECT t.at, ${stateCounts}
         FROM (SELECT store_now($1, $2) AS at OFFSET 0) t
         LEFT JOIN number n ON n.account_id = $3 AND n.pool_id = $4
         GROUP BY t.at`,
        [...clock.parameters(), account, pool],
      );
      // The LEFT JOIN gives one group, with the columns named above.
      const occupancy = row as PoolOccupancy;
      clock.saw(occupancy.at);
      return occupancy;
    },
    counts: async (account, pool, from, until) => {
      const [row] = await database.query(
        `SELECT
           (SELECT count(*) FROM impression WHERE account_id = $1 AND pool_id = $2
             AND received_at_ms >= $3 AND received_at_ms < $4) AS impressions,
           (SELECT count(*) FROM impression WHERE account_id = $1 AND pool_id = $2
             AND missed_at_ms >= $3 AND missed_at_ms < $4) AS misses`,
        [account, pool, from, until],
      );
      // Two scalar subqueries always give their row.
      return row as PoolCounts;
    },
  };
}
