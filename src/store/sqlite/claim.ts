import type { DatabaseSync } from "node:sqlite";
import type { AccountId, ImpressionId, NumberId, PoolId } from "../../core/ids.ts";
import { startLease, type Lease } from "../../core/lease/lease.ts";
import { isKept, type Holder } from "../../core/pool/order-of-choice.ts";
import type { PoolSettings } from "../../core/pool/settings.ts";
import type { Instant } from "../../core/time.ts";
import { orNull } from "./catalogue-rows.ts";
import type { Showing } from "./impression-row.ts";
import { leaseColumns, leasedNumberFrom, type LeasedNumber } from "./number-row.ts";

type Claimant = Holder & { readonly accountId: AccountId };

export type NumberClaims = {
  /** The visitor's own number for the tag, if it is still linked to them (R27, R42). */
  own(claimant: Claimant, now: Instant): (LeasedNumber & { readonly lease: Lease }) | undefined;
  /**
   * Gives the pool's longest-rested number to the visitor, as the next choice after their own
   * (R42), or undefined: the pool is exhausted (R43).
   */
  claim(
    claimant: Claimant,
    pool: PoolSettings & { readonly id: PoolId },
    impressionId: ImpressionId,
    now: Instant,
  ): Showing | undefined;
  /** Keeps a number's lease; with `newest`, that impression is now its newest (R46). */
  keep(id: NumberId, lease: Lease, newest?: ImpressionId): void;
};

/**
 * Claiming is one statement, so the number is chosen and taken in one step:
 *
 *   SEARCH number USING INDEX number_by_rest (pool_id=? AND issuable_from_ms<?)
 *
 * The index keeps each pool in the order of choice, so the claim reads one row of any pool,
 * however large.
 */
export function numberClaims(db: DatabaseSync): NumberClaims {
  const ofVisitor = db.prepare(
    `SELECT ${leaseColumns} FROM number WHERE visitor_id = ? AND tag_id = ? AND account_id = ?`,
  );
  const claim = db.prepare(
    `UPDATE number SET tag_id = :tag, visitor_id = :visitor, impression_id = :impression,
       issued_at_ms = :now, last_activity_at_ms = :now, closed_at_ms = NULL,
       hold_until_ms = :hold, in_call_until_ms = 0, link_until_ms = :link
     WHERE id = (
       SELECT id FROM number WHERE pool_id = :pool AND issuable_from_ms <= :now
       ORDER BY issuable_from_ms, id LIMIT 1
     ) RETURNING id, e164`,
  );
  const isAnyIssuable = db.prepare(
    "SELECT 1 FROM number WHERE pool_id = ? AND issuable_from_ms <= ? LIMIT 1",
  );
  const forget = db.prepare(
    "UPDATE number SET tag_id = NULL, visitor_id = NULL WHERE visitor_id = ? AND tag_id = ?",
  );
  const keep = db.prepare(
    `UPDATE number SET last_activity_at_ms = ?, closed_at_ms = ?, hold_until_ms = ?,
       in_call_until_ms = ?, link_until_ms = ?, impression_id = coalesce(?, impression_id)
     WHERE id = ?`,
  );
  return {
    own({ visitorId, tagId, accountId }, now) {
      const row = ofVisitor.get(visitorId, tagId, accountId);
      if (row === undefined) return undefined;
      const number = leasedNumberFrom(row);
      const { lease } = number;
      return lease !== undefined && isKept(number, now) ? { ...number, lease } : undefined;
    },
    claim({ visitorId, tagId }, pool, impressionId, now) {
      const lease = startLease(now, pool);
      // A visitor has one number for a tag: the old one is given up, but only for a new one.
      if (isAnyIssuable.get(pool.id, now) === undefined) return undefined;
      forget.run(visitorId, tagId);
      const row = claim.get({
        tag: tagId,
        visitor: visitorId,
        impression: impressionId,
        now,
        hold: lease.holdUntil,
        link: lease.linkUntil,
        pool: pool.id,
      });
      // The RETURNING clause lists just these two.
      return row === undefined ? undefined : { ...(row as Omit<Showing, "lease">), lease };
    },
    keep(id, lease, newest) {
      const { lastActivityAt, closedAt, holdUntil, inCallUntil, linkUntil } = lease;
      const closed = orNull(closedAt);
      keep.run(lastActivityAt, closed, holdUntil, inCallUntil, linkUntil, orNull(newest), id);
    },
  };
}
