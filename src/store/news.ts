import type { Confidence } from "../core/attribution/attribute.ts";
import type { CallProgress } from "../core/call/call-progress.ts";
import type {
  AccountId,
  CallId,
  CampaignId,
  ImpressionId,
  PoolId,
  PublisherId,
} from "../core/ids.ts";
import type { E164 } from "../core/phone/e164.ts";
import type { Instant } from "../core/time.ts";
import type { SessionData } from "../core/visit/session-tags.ts";
import type { Tag } from "../core/visit/tag.ts";

export type Named<Id> = { readonly id: Id; readonly name: string };

/** An impression as a live view tells of it (R65). */
export type ImpressionNews = {
  readonly sequence: number;
  readonly accountId: AccountId;
  readonly id: ImpressionId;
  readonly receivedAt: Instant;
  readonly campaign: Named<CampaignId>;
  readonly pool: Named<PoolId>;
  readonly publisherId: PublisherId;
  readonly number?: E164;
  readonly isMiss: boolean;
  readonly session: SessionData;
  readonly tags: readonly Tag[];
};

/** A call as a live view tells of it (R65). */
export type CallNews = CallProgress & {
  readonly sequence: number;
  readonly accountId: AccountId;
  readonly id: CallId;
  readonly receivedAt: Instant;
  readonly from?: string;
  readonly to: string;
  readonly rejectReason?: string;
  readonly confidence?: Confidence;
  readonly campaign?: Named<CampaignId>;
  readonly pool?: Named<PoolId>;
  readonly publisherId?: PublisherId;
  readonly impressionId?: ImpressionId;
};

/** Up to where news have been read: plain data, to be handed back as it came. */
export type NewsPosition = {
  /** The newest sequences of each reading, the oldest first; see `newsReader`. */
  readonly marks: readonly NewsMark[];
  /** What was told of impressions since the first mark. */
  readonly told: readonly number[];
  /** Calls since the first mark, and those in progress, each as it was told. */
  readonly calls: readonly (readonly [sequence: number, state: string])[];
  readonly accounts: readonly AccountId[];
};

export type NewsMark = {
  readonly at: Instant;
  readonly impression: number;
  readonly call: number;
};

export type NewsOfAccounts = {
  readonly at: Instant;
  readonly position: NewsPosition;
  /** In the order of receipt. */
  readonly impressions: readonly ImpressionNews[];
  /** Calls that arrived, or got to another state than was told. */
  readonly calls: readonly CallNews[];
  /** Impressions that are not told one by one, since there are too many. */
  readonly skipped: readonly { readonly accountId: AccountId; readonly impressions: number }[];
};

/*
 * The news: what happens, for whoever watches (R65). Read by polling, from what all processes have
 * stored, so that those who write do nothing for it.
 */
export type News = {
  /**
   * What happened in those accounts since the position; nothing, but a position, without one. An
   * account that the position does not know yet has news from now on.
   */
  since(
    accounts: readonly AccountId[],
    position: NewsPosition | undefined,
  ): Promise<NewsOfAccounts>;
  /**
   * The impressions and calls of an account that were received or changed from that instant on, in
   * the order of receipt, and whether these are all: at most `newsReplayMax` of each.
   */
  replay(accountId: AccountId, from: Instant): Promise<NewsReplay>;
};

export type NewsReplay = {
  readonly impressions: readonly ImpressionNews[];
  readonly calls: readonly CallNews[];
  readonly isComplete: boolean;
};
