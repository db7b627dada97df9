import type {
  AccountId,
  CallId,
  CampaignId,
  ImpressionId,
  NumberId,
  PoolId,
  PublisherId,
  PublisherNumberId,
  TagId,
} from "../../core/ids.ts";
import type { LeaseEvent } from "../../core/lease/lease-log.ts";
import type { Lease } from "../../core/lease/lease.ts";
import type { PoolSample } from "../../core/pool/history.ts";
import type { Holder } from "../../core/pool/order-of-choice.ts";
import { BEGINNING, latest, toInstant, type Instant } from "../../core/time.ts";
import type { AuditEntry } from "../audit.ts";
import type { CallRecord, CarrierConnection } from "../calls.ts";
import type {
  Account,
  CallTrackingTag,
  Campaign,
  OwnedNumber,
  Page,
  PageRequest,
  Pool,
  Publisher,
  PublisherNumber,
} from "../catalogue.ts";
import type { Impression } from "../leases.ts";
import { pageFrom } from "../page.ts";
import type { Clock } from "../store.ts";

/** A number with its newest lease. */
export type LeasedNumber = OwnedNumber & {
  readonly lease?: Lease;
  readonly issuedAt?: Instant;
  readonly holder?: Holder;
  /** The last impression that it was issued for. */
  readonly impressionId?: ImpressionId;
};

export type StoredImpression = Impression & { readonly numberId?: NumberId };

/** Everything the reference model knows: plain maps of records that are replaced, never changed. */
export type State = {
  readonly accounts: Map<AccountId, Account>;
  readonly publishers: Map<PublisherId, Publisher>;
  readonly campaigns: Map<CampaignId, Campaign>;
  readonly publisherNumbers: Map<PublisherNumberId, PublisherNumber>;
  readonly pools: Map<PoolId, Pool>;
  readonly tags: Map<TagId, CallTrackingTag>;
  readonly numbers: Map<NumberId, LeasedNumber>;
  readonly impressions: Map<ImpressionId, StoredImpression>;
  readonly calls: Map<CallId, CallRecord>;
  readonly leaseLog: LeaseEvent[];
  readonly samples: Map<PoolId, readonly PoolSample[]>;
  /** The minute that was sampled last. */
  sampledAt: Instant;
  readonly connections: CarrierConnection[];
  readonly auditLog: AuditEntry[];
  readonly settings: Map<string, string>;
  /** The server's time, which never runs backwards (R45). */
  now(): Instant;
};

export function emptyState(clock: Clock): State {
  let last = toInstant(0);
  return {
    accounts: new Map(),
    publishers: new Map(),
    campaigns: new Map(),
    publisherNumbers: new Map(),
    pools: new Map(),
    tags: new Map(),
    numbers: new Map(),
    impressions: new Map(),
    calls: new Map(),
    leaseLog: [],
    samples: new Map(),
    sampledAt: BEGINNING,
    connections: [],
    auditLog: [],
    settings: new Map(),
    now() {
      last = latest(last, clock.now());
      return last;
    },
  };
}

/** Ascending by id. */
export function pageOf<T extends { readonly id: string }>(
  records: readonly T[],
  { limit, after }: PageRequest,
): Page<T> {
  const sorted = records.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return pageFrom(
    after === undefined ? sorted : sorted.filter((record) => record.id > after),
    limit,
  );
}

/** Newest first, by the stored sequence (R51). */
export function newestPageOf<T extends { readonly id: string; readonly sequence: number }>(
  records: readonly T[],
  { limit, after }: PageRequest,
): Page<T> {
  const sorted = records.toSorted((a, b) => b.sequence - a.sequence);
  const index = after === undefined ? -1 : sorted.findIndex((record) => record.id === after);
  if (after !== undefined && index === -1) return { items: [] };
  return pageFrom(sorted.slice(index + 1), limit);
}
