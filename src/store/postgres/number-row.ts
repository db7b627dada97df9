import type { ImpressionId, NumberId, TagId, VisitorId } from "../../core/ids.ts";
import { heldUntil, type Lease } from "../../core/lease/lease.ts";
import { numberState } from "../../core/pool/number-state.ts";
import type { Holder } from "../../core/pool/order-of-choice.ts";
import type { Instant } from "../../core/time.ts";
import type { NumberWithState, OwnedNumber } from "../catalogue.ts";
import type { Row } from "./pool.ts";
import { present, selected } from "./rows.ts";

const leaseFields = {
  tagId: "tag_id",
  visitorId: "visitor_id",
  impressionId: "impression_id",
  lastActivityAt: "last_activity_at_ms",
  closedAt: "closed_at_ms",
  holdUntil: "hold_until_ms",
  inCallUntil: "in_call_until_ms",
  linkUntil: "link_until_ms",
} as const;

const numberFields = {
  ...leaseFields,
  id: "id",
  accountId: "account_id",
  e164: "e164",
  country: "country",
  type: "type",
  areaCode: "area_code",
  carrier: "carrier",
  carrierId: "carrier_id",
  poolId: "pool_id",
  publisherNumberId: "publisher_number_id",
  createdAt: "created_at_ms",
  quarantinedUntil: "quarantined_until_ms",
} as const;

/** The columns of a number with its lease, to be listed in a SELECT from `number n`. */
export const numberColumns = selected(numberFields, "n");

/** @param row with the columns of the table, under their own names */
export function numberRow(row: Row): Row {
  const named = Object.entries(numberFields).map(([field, column]) => [field, row[column]]);
  return Object.fromEntries(named) as Row;
}

type LeaseFields = Lease & {
  readonly tagId?: TagId;
  readonly visitorId?: VisitorId;
  readonly impressionId?: ImpressionId;
};

/** A number with its newest lease. */
export type LeasedNumber = {
  readonly id: NumberId;
  readonly owned: OwnedNumber;
  readonly quarantinedUntil: Instant;
  readonly lease?: Lease;
  readonly impressionId?: ImpressionId;
  /** Absent when the number was never issued, or when its visitor has another one since. */
  readonly holder?: Holder;
};

/** @param row with `numberColumns` */
export function leasedNumberFrom(row: Row): LeasedNumber {
  const {
    tagId,
    visitorId,
    impressionId,
    lastActivityAt,
    closedAt,
    holdUntil,
    inCallUntil,
    linkUntil,
    ...owned
  } = present<OwnedNumber & Partial<LeaseFields>>(row);
  const lease = present<Lease>({
    lastActivityAt,
    closedAt: closedAt ?? null,
    holdUntil,
    inCallUntil,
    linkUntil,
  });
  return {
    id: owned.id,
    owned,
    quarantinedUntil: owned.quarantinedUntil,
    ...(lastActivityAt === undefined ? {} : { lease }),
    ...(impressionId === undefined ? {} : { impressionId }),
    ...(tagId === undefined || visitorId === undefined ? {} : { holder: { tagId, visitorId } }),
  };
}

export function withState(number: LeasedNumber, now: Instant): NumberWithState {
  const { owned, lease, impressionId } = number;
  return {
    ...owned,
    state: numberState(number, now),
    ...(impressionId === undefined ? {} : { impressionId }),
    ...(lease === undefined ? {} : { heldUntil: heldUntil(lease), linkUntil: lease.linkUntil }),
  };
}

/** How many numbers `n` are in each state at the instant `t.at`: what `numberState` says. */
export const stateCounts = `count(n.id) AS size,
  count(*) FILTER (WHERE greatest(n.hold_until_ms, n.in_call_until_ms) > t.at) AS held,
  count(*) FILTER (WHERE greatest(n.hold_until_ms, n.in_call_until_ms) <= t.at
    AND n.quarantined_until_ms > t.at) AS quarantined,
  count(*) FILTER (WHERE n.issuable_from_ms <= t.at AND n.link_until_ms > t.at) AS linked,
  count(*) FILTER (WHERE n.issuable_from_ms <= t.at AND n.link_until_ms <= t.at) AS free`;
