import type {
  AccountId,
  CampaignId,
  ImpressionId,
  PoolId,
  PublisherId,
  PublisherNumberId,
  SessionId,
  TagId,
  VisitorId,
} from "../core/ids.ts";
import type { LeaseEvent } from "../core/lease/lease-log.ts";
import type { E164 } from "../core/phone/e164.ts";
import type { PoolSettings } from "../core/pool/settings.ts";
import type { Instant } from "../core/time.ts";
import type { SessionData } from "../core/visit/session-tags.ts";
import type { Tag, TagSet } from "../core/visit/tag.ts";
import type { Page, PageRequest } from "./catalogue.ts";

/*
 * The leases: which number is whose, and until when. Each operation is one step: it happens whole
 * or not at all, and its promise is kept only once the outcome would survive a crash (R38). The
 * store's own clock, read once per batch, says when it happened (R45).
 */

/** A page was opened by a visitor; for one tag. */
export type IssueCommand = {
  /** Used if the page turns out to be a new impression. */
  readonly impressionId: ImpressionId;
  readonly accountId: AccountId;
  readonly campaignId: CampaignId;
  readonly publisherId: PublisherId;
  readonly publisherNumberId: PublisherNumberId;
  readonly tagId: TagId;
  readonly pool: PoolSettings & { readonly id: PoolId };
  readonly visitorId: VisitorId;
  readonly sessionId: SessionId;
  /** Which advertisement the page says brought the visitor (R28); see `landingKey`. */
  readonly landingKey: string;
  readonly session: SessionData;
  /** Tags of the new impression, were it one. */
  readonly tags: TagSet;
  /** Those among them that the page pushed: they join an impression that goes on (R32). */
  readonly pushed: readonly Tag[];
};

export type Issued = {
  readonly impressionId: ImpressionId;
  /** A number of the pool, or undefined: the pool is exhausted (R43). */
  readonly number: E164 | undefined;
};

/** What activity found. */
export type RenewOutcome =
  | ({
      readonly kind: "active";
      readonly campaignId: CampaignId;
      readonly tagId: TagId;
      readonly idleLimitSeconds: number;
    } & Issued)
  /** The link ended or another visitor has the number: ask for a new impression. */
  | { readonly kind: "ended" }
  | { readonly kind: "unknown" };

/** The stored record of a session for one tag. */
export type Impression = {
  readonly id: ImpressionId;
  readonly sequence: number;
  readonly accountId: AccountId;
  readonly campaignId: CampaignId;
  readonly publisherId: PublisherId;
  readonly publisherNumberId: PublisherNumberId;
  readonly tagId: TagId;
  readonly poolId: PoolId;
  readonly visitorId: VisitorId;
  readonly sessionId: SessionId;
  readonly landingKey: string;
  readonly receivedAt: Instant;
  /** Absent while the visitor sees the primary number. */
  readonly number?: E164;
  readonly issuedAt?: Instant;
  /** When the pool was first found exhausted for it (R43). */
  readonly missedAt?: Instant;
  readonly lastActivityAt: Instant;
  readonly closedAt?: Instant;
  readonly holdUntil?: Instant;
  readonly linkUntil?: Instant;
  readonly session: SessionData;
  readonly tags: TagSet;
};

/** size = held + linked + free + quarantined, at one instant (R10). */
export type PoolOccupancy = {
  readonly at: Instant;
  readonly size: number;
  readonly held: number;
  readonly linked: number;
  readonly free: number;
  readonly quarantined: number;
};

export type PoolCounts = { readonly impressions: number; readonly misses: number };

export type ImpressionFilter = { readonly poolId?: PoolId; readonly campaignId?: CampaignId };

export type Leases = {
  /**
   * Goes on with the visitor's impression if the page belongs to it (R27), else stores a new one;
   * keeps the visitor's own linked number, else claims the one that rested longest (R42). Never
   * claims a number that is held (R39). Without any: an impression without a number, and a miss.
   */
  issue(command: IssueCommand): Promise<Issued>;
  /** Activity (R40): renews the hold, joins tags, and tries again for an impression that missed. */
  renew(impressionId: ImpressionId, pushed: readonly Tag[]): Promise<RenewOutcome>;
  /** The page was closed (R40). Unknown or ended impressions are let be. */
  close(impressionId: ImpressionId): Promise<void>;

  impression(accountId: AccountId, id: ImpressionId): Promise<Impression | undefined>;
  /** Newest first. */
  impressions(
    accountId: AccountId,
    filter: ImpressionFilter,
    page: PageRequest,
  ): Promise<Page<Impression>>;
  occupancy(accountId: AccountId, poolId: PoolId): Promise<PoolOccupancy>;
  /**
   * The lease log of all accounts, in its order: the events after that sequence. Empty at its end.
   */
  leaseLog(after: number, limit: number): Promise<readonly LeaseEvent[]>;
  /** Impressions received and misses in [from, until). */
  counts(accountId: AccountId, poolId: PoolId, from: Instant, until: Instant): Promise<PoolCounts>;
};
