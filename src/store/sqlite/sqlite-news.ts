import type { DatabaseSync } from "node:sqlite";
import { limits } from "../../core/limits.ts";
import { plusMs, type Instant } from "../../core/time.ts";
import type { CallNews, ImpressionNews, News } from "../news.ts";
import { newsReader, type NewsQueries } from "../news-reader.ts";
import { fromStoredTags } from "../stored-tags.ts";
import { fromJson, present } from "./catalogue-rows.ts";
import type { Row } from "./collection.ts";

/** Writers of one file take turns, so no record appears after a later one. */
const OVERLAP_MS = 0;

/** @param now the clock, as the store reads it */
export function sqliteNews(db: DatabaseSync, now: () => Instant): News {
  const newest = db.prepare(
    `SELECT (SELECT coalesce(max(sequence), 0) FROM impression) AS impression,
       (SELECT coalesce(max(sequence), 0) FROM call) AS call`,
  );
  const queries: NewsQueries = {
    newest: async () => {
      const { impression, call } = newest.get() ?? {};
      return { at: now(), impression: Number(impression), call: Number(call) };
    },
    ...impressionQueries(db),
    ...callQueries(db),
  };
  return newsReader(queries, { overlapMs: OVERLAP_MS });
}

/** With a `+` before it, so that the range of sequences is what rows are found by. */
const ofAccounts = "account_id IN (SELECT value FROM json_each(:accounts))";

function impressionQueries(
  db: DatabaseSync,
): Pick<NewsQueries, "impressions" | "countImpressions" | "impressionsSince"> {
  const selected = `SELECT i.sequence, i.account_id AS accountId, i.id,
      i.received_at_ms AS receivedAt, i.campaign_id AS campaignId, c.name AS campaignName,
      i.pool_id AS poolId, p.name AS poolName, i.publisher_id AS publisherId, i.number,
      i.missed_at_ms IS NOT NULL AS isMiss, i.session, i.tags
    FROM impression i JOIN campaign c ON c.id = i.campaign_id JOIN pool p ON p.id = i.pool_id`;
  // SEARCH i USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)
  const inRange = db.prepare(
    `${selected} WHERE i.sequence > :after AND i.sequence <= :until AND +i.${ofAccounts}
     ORDER BY i.sequence DESC LIMIT :limit`,
  );
  const count = db.prepare(
    `SELECT account_id AS accountId, count(*) AS impressions FROM impression
     WHERE sequence > :after AND sequence <= :until AND ${ofAccounts} GROUP BY account_id`,
  );
  // SEARCH i USING COVERING INDEX impression_of_pool (pool_id=? AND received_at_ms>?), for each of
  // the account's pools; left alone, the planner walks back through all impressions.
  const since = db.prepare(
    `${selected} WHERE i.sequence IN (
       SELECT i.sequence FROM pool p
       CROSS JOIN impression i INDEXED BY impression_of_pool ON i.pool_id = p.id
       WHERE p.account_id = :account AND i.received_at_ms >= :from
       ORDER BY i.sequence DESC LIMIT :limit)
     ORDER BY i.sequence DESC`,
  );
  return {
    impressions: async (accounts, range, limit) =>
      inRange.all({ ...range, accounts: JSON.stringify(accounts), limit }).map(impressionFrom),
    countImpressions: async (accounts, range) =>
      count
        .all({ ...range, accounts: JSON.stringify(accounts) })
        .map((row) => present<Counted>(row)),
    impressionsSince: async (account, from, limit) =>
      since.all({ account, from, limit }).map(impressionFrom),
  };
}

type Counted = Awaited<ReturnType<NewsQueries["countImpressions"]>>[number];

function impressionFrom(row: Row): ImpressionNews {
  const { campaignId, campaignName, poolId, poolName, isMiss, session, tags, ...rest } = row;
  return present<ImpressionNews>({
    ...rest,
    campaign: { id: campaignId, name: campaignName },
    pool: { id: poolId, name: poolName },
    isMiss: isMiss === 1,
    session: fromJson(session),
    tags: fromStoredTags(fromJson(tags)).tags,
  });
}

function callQueries(db: DatabaseSync): Pick<NewsQueries, "calls" | "openCalls" | "callsSince"> {
  const selected = `SELECT l.sequence, l.account_id AS accountId, l.id,
      l.received_at_ms AS receivedAt, l.caller AS "from", l.dialled AS "to",
      l.answered_at_ms AS answeredAt, l.ended_at_ms AS endedAt, l.ended_as AS "end",
      l.length_seconds AS lengthSeconds, l.reject_reason AS rejectReason,
      l.confidence AS confidence, l.campaign_id AS campaignId,
      c.name AS campaignName, l.pool_id AS poolId, l.pool_name AS poolName,
      l.publisher_id AS publisherId, l.impression_id AS impressionId
    FROM call l LEFT JOIN campaign c ON c.id = l.campaign_id`;
  const inRange = db.prepare(
    `${selected} WHERE l.sequence > :after AND l.sequence <= :until AND +l.${ofAccounts}
     ORDER BY l.sequence DESC LIMIT :limit`,
  );
  const these = db.prepare(
    `${selected} WHERE l.sequence IN (SELECT value FROM json_each(:also))
       AND l.sequence <= :after AND +l.${ofAccounts} ORDER BY l.sequence DESC`,
  );
  // A call that has not ended by then never will: its carrier lost the end.
  const ofAccount = db.prepare(
    `${selected} WHERE l.sequence IN (
       SELECT sequence FROM call WHERE account_id = :account
         AND received_at_ms > (
           SELECT max(received_at_ms) - :hold FROM call WHERE account_id = :account)
         AND ended_at_ms IS NULL
       ORDER BY received_at_ms DESC, sequence DESC LIMIT :limit)
     ORDER BY l.sequence DESC`,
  );
  const since = db.prepare(
    `${selected} WHERE l.sequence IN (
       SELECT sequence FROM call WHERE account_id = :account AND received_at_ms > :oldest
         AND coalesce(ended_at_ms, answered_at_ms, received_at_ms) >= :from
       ORDER BY received_at_ms DESC, sequence DESC LIMIT :limit)
     ORDER BY l.sequence DESC`,
  );
  return {
    calls: async (accountIds, { after, until }, also, limit) => {
      const accounts = JSON.stringify(accountIds);
      const fresh = inRange.all({ accounts, after, until, limit });
      const known = these.all({ accounts, after, also: JSON.stringify(also) });
      return [...fresh, ...known].map(callFrom);
    },
    openCalls: async (account, limit) =>
      ofAccount.all({ account, hold: limits.callHoldMs, limit }).map(callFrom),
    callsSince: async (account, from, limit) => {
      const oldest = plusMs(from, -limits.callHoldMs);
      return since.all({ account, from, oldest, limit }).map(callFrom);
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
