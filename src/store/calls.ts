import type { AttributionTrace } from "../core/attribution/attribute.ts";
import type { CallSignal } from "../core/call/call-progress.ts";
import type { LoggedCall } from "../core/call/call-field.ts";
import type { CallPage, CallQuery } from "../core/call/call-log.ts";
import type { SeenTags } from "../core/report/seen-tags.ts";
import type { AccountId, CallId, NumberId } from "../core/ids.ts";

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

/**
 * A call as it is kept. The pool, its name, the impression and the seconds from it (R63) are there
 * when the call came over a pool number; `tags` are the impression's, as they were then.
 */
export type CallRecord = LoggedCall & {
  readonly accountId: AccountId;
  readonly attribution: AttributionTrace;
  readonly numberId?: NumberId;
  /** Every different signal in the order of receipt, unknown ones included (R53). */
  readonly signals: readonly CallSignal[];
};

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
  /**
   * The log (R59): what `callLog` in core says of the account's calls, all of one moment. It may
   * read every call there is, and holds up no other operation meanwhile.
   */
  calls(accountId: AccountId, query: CallQuery): Promise<CallPage<CallRecord>>;

  /** The tags of the account's newest calls and impressions; reads a few thousand records. */
  seenTags(accountId: AccountId): Promise<SeenTags>;

  insertConnection(connection: CarrierConnection): Promise<void>;
  connection(carrier: string, key: string): Promise<CarrierConnection | undefined>;
  connections(accountId: AccountId): Promise<readonly CarrierConnection[]>;
};
