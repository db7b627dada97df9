import type { DatabaseSync } from "node:sqlite";
import type { AccountId, ImpressionId, NumberId, PoolId } from "../../core/ids.ts";
import { holdChange, type LeaseEvent } from "../../core/lease/lease-log.ts";
import { heldUntil, startLease, type Lease } from "../../core/lease/lease.ts";
import { isKept, type Holder } from "../../core/pool/order-of-choice.ts";
import type { PoolSettings } from "../../core/pool/settings.ts";
import type { Instant } from "../../core/time.ts";
import { orNull } from "./catalogue-rows.ts";
import type { Showing } from "./impression-row.ts";
import { leaseColumns, leasedNumberFrom, type LeasedNumber } from "./number-row.ts";

/** A number that is still its visitor's. */
export type KeptNumber = LeasedNumber & { readonly lease: Lease; readonly holder: Holder };

type Claimant = Holder & { readonly accountId: AccountId };

export type NumberClaims = {
  /** The visitor's own number for the tag, if it is still linked to them (R27, R42). */
  own(claimant: Claimant, now: Instant): KeptNumber | undefined;
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
  /**
   * Changes the lease of a number that its visitor has, for one of their impressions; with
   * `isNewest` that is the number's newest from now on (R46).
   */
  keep(
    number: KeptNumber,
    lease: Lease,
    by: { readonly impressionId: ImpressionId; readonly now: Instant; readonly isNewest?: boolean },
  ): void;
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
    `UPDATE number SET tag_id = ?, visitor_id = ?, impression_id = ?, issued_at_ms = ?,
       last_activity_at_ms = ?, closed_at_ms = NULL, hold_until_ms = ?, in_call_until_ms = 0,
       link_until_ms = ?
     WHERE id = (
       SELECT id FROM number WHERE pool_id = ? AND issuable_from_ms <= ?
       ORDER BY issuable_from_ms, id LIMIT 1
     ) RETURNING id, e164`,
  );
  const hasAny = db.prepare("SELECT 1 FROM number WHERE visitor_id = ? AND tag_id = ?");
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
  const log = leaseLogWriter(db);
  return {
    own({ visitorId, tagId, accountId }, now) {
      const row = ofVisitor.get(visitorId, tagId, accountId);
      return row === undefined ? undefined : keptNumber(leasedNumberFrom(row), now);
    },
    claim({ visitorId, tagId }, pool, impressionId, now) {
      const lease = startLease(now, pool);
      // A visitor has one number for a tag: the old one is given up, but only for a new one.
      if (hasAny.get(visitorId, tagId) !== undefined) {
        if (isAnyIssuable.get(pool.id, now) === undefined) return undefined;
        forget.run(visitorId, tagId);
      }
      const { holdUntil, linkUntil } = lease;
      const row = claim.get(
        tagId,
        visitorId,
        impressionId,
        now,
        now,
        holdUntil,
        linkUntil,
        pool.id,
        now,
      );
      if (row === undefined) return undefined;
      // The RETURNING clause lists just these two.
      const showing = { ...(row as Omit<Showing, "lease">), lease };
      log("issued", showing.id, { visitorId, tagId }, { impressionId, now }, lease);
      return showing;
    },
    keep(number, lease, by) {
      const { lastActivityAt, closedAt, holdUntil, inCallUntil, linkUntil } = lease;
      const closed = orNull(closedAt);
      const newest = by.isNewest === true ? by.impressionId : null;
      keep.run(lastActivityAt, closed, holdUntil, inCallUntil, linkUntil, newest, number.id);
      const change = holdChange(number.lease, lease);
      if (change !== undefined) log(change, number.id, number.holder, by, lease);
    },
  };
}

/** The number if it is still its last visitor's: held, or linked and not issued again (R41). */
export function keptNumber(number: LeasedNumber, now: Instant): KeptNumber | undefined {
  const { lease, holder } = number;
  const isTheirs = lease !== undefined && holder !== undefined && isKept(number, now);
  return isTheirs ? { ...number, lease, holder } : undefined;
}

function leaseLogWriter(db: DatabaseSync) {
  const insert = db.prepare(
    `INSERT INTO lease_log
       (at_ms, kind, number_id, visitor_id, tag_id, impression_id, held_until_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  return (
    kind: LeaseEvent["kind"],
    numberId: NumberId,
    { visitorId, tagId }: Holder,
    { impressionId, now }: { readonly impressionId: ImpressionId; readonly now: Instant },
    lease: Lease,
  ): void => {
    insert.run(now, kind, numberId, visitorId, tagId, impressionId, heldUntil(lease));
  };
}
