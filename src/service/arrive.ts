import type { CallSignal } from "../core/call/call-progress.ts";
import type { NewId } from "../core/ids.ts";
import type { CallRecord, CarrierConnection } from "../store/calls.ts";
import type { Campaign, Publisher } from "../store/catalogue.ts";
import type { Store } from "../store/store.ts";

/** A carrier's event, brought to one form for all carriers. */
export type CarrierEvent = {
  readonly carrierCallId: string;
  /** E.164, or undefined when the caller withheld it. */
  readonly from: string | undefined;
  /** E.164. */
  readonly to: string;
  readonly signal: Omit<CallSignal, "receivedAt">;
};

/** A call with the names that a person knows its parts by. */
export type NamedCall = {
  readonly call: CallRecord;
  readonly campaign?: Campaign;
  readonly publisher?: Publisher;
};

/** A carrier tells of a call: attributes, routes and records it. */
export async function arrive(
  store: Store,
  newId: NewId,
  { accountId, carrier }: CarrierConnection,
  event: CarrierEvent,
): Promise<NamedCall> {
  const callId = newId("call");
  const call = await store.calls.arrive({ callId, accountId, carrier, ...event });
  const { campaignId, publisherId } = call;
  const { campaigns, publishers } = store.catalogue;
  const campaign = campaignId && (await campaigns.get(accountId, campaignId));
  const publisher = publisherId && (await publishers.get(accountId, publisherId));
  return { call, ...(campaign ? { campaign } : {}), ...(publisher ? { publisher } : {}) };
}
