import { heldUntil, type Lease } from "../../core/lease/lease.ts";
import { numberState } from "../../core/pool/number-state.ts";
import type { ImpressionId, NumberId, TagId, VisitorId } from "../../core/ids.ts";
import type { E164 } from "../../core/phone/e164.ts";
import type { Instant } from "../../core/time.ts";
import type { NumberWithState, OwnedNumber } from "../catalogue.ts";
import { present } from "./catalogue-rows.ts";
import type { Row } from "./collection.ts";

/** The columns of a lease, to be listed in a SELECT from `number`. */
export const leaseColumns = `
  id, e164, tag_id, visitor_id, impression_id, issued_at_ms, last_activity_at_ms, closed_at_ms,
  hold_until_ms, in_call_until_ms, link_until_ms, quarantined_until_ms`;

/** A number with its newest lease, as the operations on leases read it. */
export type LeasedNumber = {
  readonly id: NumberId;
  readonly e164: E164;
  readonly quarantinedUntil: Instant;
  readonly lease?: Lease;
  readonly issuedAt?: Instant;
  readonly impressionId?: ImpressionId;
  /** Absent when the number was never issued, or when its visitor has another one since. */
  readonly holder?: { readonly tagId: TagId; readonly visitorId: VisitorId };
};

/** Columns of a STRICT table: their types are what `leaseColumns` says. */
type LeaseRow = {
  readonly id: NumberId;
  readonly e164: E164;
  readonly tag_id: TagId | null;
  readonly visitor_id: VisitorId | null;
  readonly impression_id: ImpressionId | null;
  readonly issued_at_ms: Instant | null;
  readonly last_activity_at_ms: Instant | null;
  readonly closed_at_ms: Instant | null;
  readonly hold_until_ms: Instant;
  readonly in_call_until_ms: Instant;
  readonly link_until_ms: Instant;
  readonly quarantined_until_ms: Instant;
};

/** @param row with `leaseColumns` */
export function leasedNumberFrom(row: Row): LeasedNumber {
  // The SELECT lists these columns, and STRICT tables keep their types.
  const known = row as LeaseRow;
  const { tag_id: tagId, visitor_id: visitorId } = known;
  const lease = leaseFrom(known);
  return {
    id: known.id,
    e164: known.e164,
    quarantinedUntil: known.quarantined_until_ms,
    ...(lease === undefined ? {} : { lease }),
    ...(known.issued_at_ms === null ? {} : { issuedAt: known.issued_at_ms }),
    ...(known.impression_id === null ? {} : { impressionId: known.impression_id }),
    ...(tagId === null || visitorId === null ? {} : { holder: { tagId, visitorId } }),
  };
}

function leaseFrom(row: LeaseRow): Lease | undefined {
  if (row.last_activity_at_ms === null) return undefined;
  return {
    lastActivityAt: row.last_activity_at_ms,
    ...(row.closed_at_ms === null ? {} : { closedAt: row.closed_at_ms }),
    holdUntil: row.hold_until_ms,
    inCallUntil: row.in_call_until_ms,
    linkUntil: row.link_until_ms,
  };
}

/** The columns of a number with its lease, to be listed in a SELECT from `number`. */
export const numberColumns = `${leaseColumns},
  account_id, country, type, area_code, carrier, carrier_id, pool_id, publisher_number_id,
  created_at_ms`;

/** @param row with `numberColumns` */
export function numberFrom(row: Row, now: Instant): NumberWithState {
  const leased = leasedNumberFrom(row);
  const owned = present<OwnedNumber>({
    id: row["id"],
    accountId: row["account_id"],
    e164: row["e164"],
    country: row["country"],
    type: row["type"],
    areaCode: row["area_code"],
    carrier: row["carrier"],
    carrierId: row["carrier_id"],
    poolId: row["pool_id"],
    publisherNumberId: row["publisher_number_id"],
    createdAt: row["created_at_ms"],
    quarantinedUntil: row["quarantined_until_ms"],
  });
  const { lease, impressionId } = leased;
  return {
    ...owned,
    state: numberState(leased, now),
    ...(impressionId === undefined ? {} : { impressionId }),
    ...(lease === undefined ? {} : { heldUntil: heldUntil(lease), linkUntil: lease.linkUntil }),
  };
}
