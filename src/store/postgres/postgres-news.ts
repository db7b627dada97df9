import { limits } from "../../core/limits.ts";
import { plusMs, toInstant } from "../../core/time.ts";
import type { CallNews, ImpressionNews, News, NewsMark } from "../news.ts";
import { newsReader, type NewsQueries } from "../news-reader.ts";
import { fromStoredTags, type StoredTags } from "../stored-tags.ts";
import type { DatabaseClock } from "./database-clock.ts";
import type { Database, Row } from "./pool.ts";
import { present } from "./rows.ts";

/** A statement ends in five seconds, and with it the transaction that took a sequence. */
const OVERLAP_MS = 6_000;

export function postgresNews(database: Database, clock: DatabaseClock): News {
  const queries: NewsQueries = {
    newest: async () => {
      const [row] = await database.query<NewsMark>(
        `SELECT store_now($1, $2) AS at,
           (SELECT coalesce(max(sequence), 0) FROM impression) AS impression,
           (SELECT coalesce(max(sequence), 0) FROM call) AS call`,
        clock.parameters(),
      );
      if (row === undefined) throw new Error("Scalar subqueries always give their row");
      return { ...row, at: clock.saw(toInstant(row.at)) };
    },
    ...impressionQueries(database),
    ...callQueries(database),
  };
  return newsReader(queries, { overlapMs: OVERLAP_MS });
}

function impressionQueries(
  database: Database,
): Pick<NewsQueries, "impressions" | "countImpressions" | "impressionsSince"> {
  const selected = `SELECT i.sequence, i.account_id AS "accountId", i.id,
      i.received_at_ms AS "receivedAt", i.campaign_id AS "campaignId", c.name AS "campaignName",
      i.pool_id AS "poolId", p.name AS "poolName", i.publisher_id AS "publisherId", i.number,
      i.missed_at_ms IS NOT NULL AS "isMiss", i.session, i.tags
    FROM impression i JOIN campaign c ON c.id = i.campaign_id JOIN pool p ON p.id = i.pool_id`;
  return {
    impressions: async (accounts, { after, until }, limit) => {
      const rows = await database.query(
        `${selected} WHERE i.sequence > $1 AND i.sequence <= $2 AND i.account_id = ANY($3::text[])
         ORDER BY i.sequence DESC LIMIT $4`,
        [after, until, accounts, limit],
      );
      return rows.map(impressionFrom);
    },
    countImpressions: (accounts, { after, until }) =>
      database.query(
        `SELECT account_id AS "accountId", count(*) AS impressions FROM impression
         WHERE sequence > $1 AND sequence <= $2 AND account_id = ANY($3::text[])
         GROUP BY account_id`,
        [after, until, accounts],
      ),
    impressionsSince: async (account, from, limit) => {
      const rows = await database.query(
        `${selected} WHERE i.sequence IN (
           SELECT i.sequence FROM pool p JOIN impression i ON i.pool_id = p.id
           WHERE p.account_id = $1 AND i.received_at_ms >= $2
           -- By its sequence, the planner would walk back through all impressions.
           ORDER BY i.received_at_ms DESC, i.sequence DESC LIMIT $3)
         ORDER BY i.sequence DESC`,
        [account, from, limit],
      );
      return rows.map(impressionFrom);
    },
  };
}

function impressionFrom(row: Row): ImpressionNews {
  const { campaignId, campaignName, poolId, poolName, tags, ...rest } = row;
  return present<ImpressionNews>({
    ...rest,
    campaign: { id: campaignId, name: campaignName },
    pool: { id: poolId, name: poolName },
    // Every impression was stored with its tags in this form.
    tags: fromStoredTags(tags as StoredTags).tags,
  });
}

function callQueries(database: Database): Pick<NewsQueries, "calls" | "openCalls" | "callsSince"> {
  const selected = `SELECT l.sequence, l.account_id AS "accountId", l.id,
      l.received_at_ms AS "receivedAt", l.caller AS "from", l.dialled AS "to",
      l.answered_at_ms AS "answeredAt", l.ended_at_ms AS "endedAt", l.ended_as AS "end",
      l.length_seconds AS "lengthSeconds", l.reject_reason AS "rejectReason",
      l.confidence AS confidence, l.campaign_id AS "campaignId",
      c.name AS "campaignName", l.pool_id AS "poolId", l.pool_name AS "poolName",
      l.publisher_id AS "publisherId", l.impression_id AS "impressionId"
    FROM call l LEFT JOIN campaign c ON c.id = l.campaign_id`;
  return {
    calls: async (accounts, { after, until }, also, limit) => {
      const [fresh, known] = await Promise.all([
        database.query(
          `${selected} WHERE l.sequence > $1 AND l.sequence <= $2
             AND l.account_id = ANY($3::text[]) ORDER BY l.sequence DESC LIMIT $4`,
          [after, until, accounts, limit],
        ),
        database.query(
          `${selected} WHERE l.sequence = ANY($1::bigint[]) AND l.sequence <= $2
             AND l.account_id = ANY($3::text[]) ORDER BY l.sequence DESC`,
          [also.map(String), after, accounts],
        ),
      ]);
      return [...fresh, ...known].map(callFrom);
    },
    openCalls: async (account, limit) => {
      // A call that has not ended by then never will: its carrier lost the end.
      const rows = await database.query(
        `${selected} WHERE l.account_id = $1 AND l.ended_at_ms IS NULL
           AND l.received_at_ms > (
             SELECT max(received_at_ms) - $2 FROM call WHERE account_id = $1)
         ORDER BY l.received_at_ms DESC, l.sequence DESC LIMIT $3`,
        [account, limits.callHoldMs, limit],
      );
      return rows.map(callFrom);
    },
    callsSince: async (account, from, limit) => {
      const rows = await database.query(
        `${selected} WHERE l.account_id = $1 AND l.received_at_ms > $2
           AND coalesce(l.ended_at_ms, l.answered_at_ms, l.received_at_ms) >= $3
         ORDER BY l.received_at_ms DESC, l.sequence DESC LIMIT $4`,
        [account, plusMs(from, -limits.callHoldMs), from, limit],
      );
      return rows.map(callFrom);
    },
  };
}

function callFrom(row: Row): CallNews {
  const { campaignId, campaignName, poolId, poolName, ...rest } = row;
  return present<CallNews>({
    ...rest,
    campaign: campaignId === null ? null : { id: campaignId, name: campaignName },
    pool: poolId === null ? null : { id: poolId, name: poolName },
  });
}
