import type { DatabaseSync } from "node:sqlite";
import type { LeaseEvent } from "../../core/lease/lease-log.ts";
import type { Issued, Leases } from "../leases.ts";
import { orNull, present } from "./catalogue-rows.ts";
import type { NumberClaims } from "./claim.ts";
import type { GroupCommit } from "./group-commit.ts";
import {
  impressionColumns,
  impressionFrom,
  issueRow,
  type ImpressionWriter,
  type IssueRow,
} from "./impression-row.ts";
import { issueOperation } from "./issue.ts";
import { pageFrom } from "../page.ts";
import { leaseFigures } from "./sqlite-figures.ts";
import { closeOperation, renewOperation, type ImpressionReader } from "./renew.ts";

/** What operations on leases and on calls share. */
export type LeaseParts = {
  readonly claims: NumberClaims;
  readonly impressions: ImpressionWriter;
  readonly reader: ImpressionReader;
};

export type SqliteLeases = Leases & {
  /** As `issue`, for whoever has written out the row already. */
  issueRow(row: IssueRow): Promise<Issued>;
};

export function sqliteLeases(
  db: DatabaseSync,
  commits: GroupCommit,
  parts: LeaseParts,
): SqliteLeases {
  const { claims, impressions, reader } = parts;
  const issue = issueOperation(db, claims, impressions);
  const renew = renewOperation(db, reader, claims, impressions);
  const close = closeOperation(reader, claims, impressions);
  const byId = db.prepare(
    `SELECT ${impressionColumns} FROM impression WHERE account_id = ? AND id = ?`,
  );
  const list = db.prepare(
    `SELECT ${impressionColumns} FROM impression
     WHERE account_id = :account
       AND (:after IS NULL OR sequence < (SELECT sequence FROM impression WHERE id = :after))
       AND (:pool IS NULL OR pool_id = :pool)
       AND (:campaign IS NULL OR campaign_id = :campaign)
     ORDER BY sequence DESC LIMIT :limit`,
  );
  const log = db.prepare(
    `SELECT sequence, at_ms AS at, kind, number_id AS numberId, visitor_id AS visitorId,
       tag_id AS tagId, impression_id AS impressionId, held_until_ms AS heldUntil
     FROM lease_log WHERE sequence > ? ORDER BY sequence LIMIT ?`,
  );
  const issueOne = (row: IssueRow) => commits.run((now) => issue(row, now));
  return {
    issue: (command) => issueOne(issueRow(command)),
    issueRow: issueOne,
    renew: (id, pushed) => commits.run((now) => renew(id, pushed, now)),
    close: (id) => commits.run((now) => close(id, now)),
    impression: async (accountId, id) => {
      const row = byId.get(accountId, id);
      return row === undefined ? undefined : impressionFrom(row);
    },
    impressions: async (account, { poolId, campaignId }, { limit, after }) => {
      const rows = list.all({
        account,
        after: orNull(after),
        pool: orNull(poolId),
        campaign: orNull(campaignId),
        limit: limit + 1,
      });
      return pageFrom(rows.map(impressionFrom), limit);
    },
    leaseLog: async (after, limit) => log.all(after, limit).map((row) => present<LeaseEvent>(row)),
    ...leaseFigures(db, () => commits.now()),
  };
}
