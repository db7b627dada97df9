import type { AttributionTrace } from "../core/attribution/attribute.ts";
import type { CallProgress, CallSignal } from "../core/call/call-progress.ts";
import type { CallDecision } from "../core/call/decide-call.ts";
import type {
  AccountId,
  CallId,
  CampaignId,
  ImpressionId,
  NumberId,
  PoolId,
  PublisherId,
  PublisherNumberId,
} from "../core/ids.ts";
import type { Instant } from "../core/time.ts";
import type { Tag } from "../core/visit/tag.ts";
import type { Page, PageRequest } from "./catalogue.ts";

/** A carrier's event that tells of a call. */
export type ArriveCommand = {
  /** Used if the call turns out to be new. */
  readonly callId: CallId;
  readonly accountId: AccountId;
  readonly carrier: string;
  /** The carrier's own id of the call; the same call is recorded once (R53). */
  readonly carrierCallId: string;
  /** E.164, or undefined when the caller withheld it. */
  readonly from: string | undefined;
  /** The dialled number as the carrier gave it. */
  readonly to: string;
  readonly signal: Omit<CallSignal, "receivedAt">;
};

export type CallRecord = CallProgress & {
  readonly id: CallId;
  readonly sequence: number;
  readonly accountId: AccountId;
  readonly carrier: string;
  readonly carrierCallId: string;
  readonly from?: string;
  readonly to: string;
  readonly receivedAt: Instant;
  readonly decision: CallDecision;
  readonly attribution: AttributionTrace;
  readonly numberId?: NumberId;
  readonly campaignId?: CampaignId;
  readonly publisherId?: PublisherId;
  readonly publisherNumberId?: PublisherNumberId;
  /** The fields of R63, present when the call came over a pool number. */
  readonly poolId?: PoolId;
  readonly poolName?: string;
  readonly impressionId?: ImpressionId;
  readonly secondsFromImpression?: number;
  /** The impression's tags as they were when the call arrived. */
  readonly tags: readonly Tag[];
  /** Every different signal in the order of receipt, unknown ones included (R53). */
  readonly signals: readonly CallSignal[];
};

export type CallFilter = { readonly campaignId?: CampaignId; readonly poolId?: PoolId };

export type CarrierConnection = {
  readonly accountId: AccountId;
  readonly carrier: string;
  /** The secret part of the webhook's address. */
  readonly key: string;
};

/*
 * The calls. As with the leases, each operation is one durable step, timed by the store's clock.
 */
export type Calls = {
  /**
   * Records a signal. The first of a call attributes and routes it, by what is stored at that
   * instant, and a call that has an impression renews its hold and keeps it until the call ends
   * (R50). Later ones, and repetitions, find the decision that was made (R53).
   */
  arrive(command: ArriveCommand): Promise<CallRecord>;
  call(accountId: AccountId, id: CallId): Promise<CallRecord | undefined>;
  /** Newest first. */
  calls(accountId: AccountId, filter: CallFilter, page: PageRequest): Promise<Page<CallRecord>>;

  insertConnection(connection: CarrierConnection): Promise<void>;
  connection(carrier: string, key: string): Promise<CarrierConnection | undefined>;
  connections(accountId: AccountId): Promise<readonly CarrierConnection[]>;
};
