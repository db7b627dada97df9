import type {
  AccountId,
  CampaignId,
  ImpressionId,
  NumberId,
  PoolId,
  PublisherId,
  PublisherNumberId,
  TagId,
} from "../core/ids.ts";
import type { E164, NumberType } from "../core/phone/e164.ts";
import type { NumberState } from "../core/pool/number-state.ts";
import type { PoolSettings } from "../core/pool/settings.ts";
import type { Status, Target } from "../core/routing/route.ts";
import type { Instant } from "../core/time.ts";
import type { UrlParameterRule } from "../core/visit/session-tags.ts";

/*
 * The catalogue: what people set up. Records here are few, change seldom, and are read by every
 * request. Nothing is ever torn out: a record that is deleted keeps its row with status `deleted`,
 * so that old impressions and calls can still name it.
 */

export type Account = {
  readonly id: AccountId;
  readonly name: string;
  /** Countries that pools may have (R3), ISO 3166-1 alpha-2. */
  readonly allowedCountries: readonly string[];
  /** Whether visitors' addresses are kept without their last part (R22). */
  readonly truncateIpAddresses: boolean;
  /** Whose midnight a day begins at: an IANA name. */
  readonly timeZone: string;
  readonly createdAt: Instant;
};

type Owned = { readonly accountId: AccountId; readonly createdAt: Instant };

export type Publisher = Owned & {
  readonly id: PublisherId;
  readonly name: string;
  readonly status: Status;
};

export type Campaign = Owned & {
  readonly id: CampaignId;
  readonly name: string;
  readonly status: Status;
  readonly target?: Target;
  readonly urlParameters: readonly UrlParameterRule[];
  readonly dropUnresolvedMacros: boolean;
};

/** A number assigned to a publisher in a campaign. */
export type PublisherNumber = Owned & {
  readonly id: PublisherNumberId;
  readonly campaignId: CampaignId;
  readonly publisherId: PublisherId;
  readonly numberId: NumberId;
  readonly e164: E164;
  readonly status: Status;
};

export type Pool = Owned &
  PoolSettings & {
    readonly id: PoolId;
    readonly name: string;
    readonly country: string;
    readonly numberType: NumberType;
    readonly areaCode?: string;
    readonly publisherId?: PublisherId;
    readonly status: Status;
  };

/** A call tracking tag (R13). `poolId` is set exactly when it captures user data. */
export type CallTrackingTag = Owned & {
  readonly id: TagId;
  readonly name: string;
  readonly campaignId: CampaignId;
  readonly publisherNumberId: PublisherNumberId;
  readonly numberToReplace: E164;
  readonly captureUserData: boolean;
  readonly poolId?: PoolId;
  readonly status: Status;
};

/**
 * A phone number that the account owns (R4). At most one of poolId and publisherNumberId is set.
 */
export type OwnedNumber = Owned & {
  readonly id: NumberId;
  readonly e164: E164;
  readonly country: string;
  readonly type: NumberType;
  readonly areaCode?: string;
  readonly carrier: string;
  readonly carrierId?: string;
  readonly poolId?: PoolId;
  readonly publisherNumberId?: PublisherNumberId;
  /** BEGINNING when it does not rest (R12). */
  readonly quarantinedUntil: Instant;
};

/** A number with its life at the time of the reading. */
export type NumberWithState = OwnedNumber & {
  readonly state: NumberState;
  /** The newest that it was issued for. */
  readonly impressionId?: ImpressionId;
  readonly heldUntil?: Instant;
  readonly linkUntil?: Instant;
};

/** Part of a long list: records after the one named, in the order of their ids. */
export type PageRequest = { readonly limit: number; readonly after?: string };
export type Page<T> = { readonly items: readonly T[]; readonly next?: string };

/**
 * One kind of plain record. Every call names the account, and sees nothing of any other.
 */
export type Collection<R extends { readonly id: string }> = {
  /** @throws StoreConflict */
  insert(record: R): Promise<void>;
  get(accountId: AccountId, id: R["id"]): Promise<R | undefined>;
  /** Deleted records are left out. */
  list(accountId: AccountId, page: PageRequest): Promise<Page<R>>;
  /**
   * Replaces the whole record of that account and id.
   * @throws StoreConflict
   */
  replace(record: R): Promise<void>;
};

/** What an insert, a replacement or an assignment would have contradicted. */
export type ConflictCode =
  /** The number is in a pool, so it cannot be a publisher number, or in another pool. */
  | "number_in_pool"
  /** The number is a publisher number, so it cannot be in a pool. */
  | "number_is_publisher_number"
  /** The publisher number has a tag already (R13). */
  | "publisher_number_has_tag"
  /** A visitor holds the number (R6, R39). */
  | "number_held";

/** An outcome that a caller must expect, since two people may change the same thing. */
export class StoreConflict extends Error {
  readonly code: ConflictCode;

  constructor(code: ConflictCode, options?: ErrorOptions) {
    super(`The store refused a change: ${code}`, options);
    this.name = "StoreConflict";
    this.code = code;
  }
}

/** A tag with all that an answer to a page needs. */
export type ServedTag = {
  readonly tagId: TagId;
  readonly publisherId: PublisherId;
  readonly publisherNumberId: PublisherNumberId;
  readonly primaryNumber: E164;
  readonly numberToReplace: E164;
  /** Present when the tag captures user data and its pool exists. */
  readonly pool?: PoolSettings & Pick<Pool, "id" | "country">;
};

/** A campaign as its pages see it: only active tags with an active publisher number (R19). */
export type ServedCampaign = {
  readonly accountId: AccountId;
  /** The account's setting. */
  readonly truncateIpAddresses: boolean;
  readonly campaignId: CampaignId;
  readonly status: Status;
  readonly urlParameters: readonly UrlParameterRule[];
  readonly dropUnresolvedMacros: boolean;
  readonly tags: readonly ServedTag[];
};

export type AssignOutcome = {
  readonly numberId: NumberId;
  readonly outcome: "done" | "unknown" | ConflictCode | "not_in_pool";
};

export type NumberFilter = {
  readonly poolId?: PoolId;
  /** Numbers in no pool that are no publisher number either. */
  readonly isUnassigned?: boolean;
  /** What they are at the time of the reading. */
  readonly state?: NumberState;
  /** Digits that the number has in a row somewhere. */
  readonly digits?: string;
  readonly country?: string;
  readonly type?: NumberType;
  readonly areaCode?: string;
};

/** A tag that takes numbers from a pool, with what a person wants to know of it. */
export type PoolReference = {
  readonly tagId: TagId;
  readonly name: string;
  readonly status: Status;
  readonly campaign: {
    readonly id: CampaignId;
    readonly name: string;
    readonly status: Status;
  };
  readonly primaryNumber: E164;
};

/** A list of which only the first part is given, and how long it is. */
export type Counted<T> = { readonly items: readonly T[]; readonly total: number };

export type Catalogue = {
  readonly publishers: Collection<Publisher>;
  readonly campaigns: Collection<Campaign>;
  readonly publisherNumbers: Collection<PublisherNumber>;
  readonly pools: Collection<Pool>;
  readonly tags: Collection<CallTrackingTag>;

  insertAccount(account: Account): Promise<void>;
  account(id: AccountId): Promise<Account | undefined>;
  replaceAccount(account: Account): Promise<void>;

  /** Adds numbers; one the account has already is answered `duplicate` and left as it is. */
  addNumbers(numbers: readonly OwnedNumber[]): Promise<readonly ("added" | "duplicate")[]>;
  number(accountId: AccountId, id: NumberId): Promise<NumberWithState | undefined>;
  numberByE164(accountId: AccountId, e164: E164): Promise<NumberWithState | undefined>;
  /** In the order of the numbers; a page goes on after a number, not after an id. */
  numbers(
    accountId: AccountId,
    filter: NumberFilter,
    page: PageRequest,
  ): Promise<Page<NumberWithState> & Counted<NumberWithState>>;

  /** Puts numbers into a pool, each or not each on its own. A link runs on (R7). */
  assignToPool(
    accountId: AccountId,
    poolId: PoolId,
    numberIds: readonly NumberId[],
  ): Promise<readonly AssignOutcome[]>;
  /** Takes numbers out of a pool; a held one only when forced (R6). Links run on (R7). */
  removeFromPool(
    accountId: AccountId,
    poolId: PoolId,
    numberIds: readonly NumberId[],
    options: { readonly isForced: boolean },
  ): Promise<readonly AssignOutcome[]>;
  /** Lets a number rest until then; a running hold goes on (R12). */
  quarantine(accountId: AccountId, id: NumberId, until: Instant): Promise<boolean>;

  /** Of one publisher (R67), as `publisherNumbers.list` gives all. */
  publisherNumbersOf(
    accountId: AccountId,
    publisherId: PublisherId,
    page: PageRequest,
  ): Promise<Page<PublisherNumber>>;

  /** Tags that issue from this pool, for R8. */
  tagsOfPool(accountId: AccountId, poolId: PoolId): Promise<readonly CallTrackingTag[]>;
  /** The first of them, in the order of their ids, with their campaigns. */
  poolReferences(
    accountId: AccountId,
    poolId: PoolId,
    limit: number,
  ): Promise<Counted<PoolReference>>;
  /**
   * In one step: the pool is deleted, its numbers are unassigned and keep their links, and its tags
   * show their primary numbers from now on (R8).
   */
  deletePool(accountId: AccountId, poolId: PoolId): Promise<void>;

  /** All that a page's request needs of a campaign, or undefined when there is no such campaign. */
  servedCampaign(id: CampaignId): Promise<ServedCampaign | undefined>;
};
