import {
  attribute,
  type Attribution,
  type DialledNumber,
} from "../../core/attribution/attribute.ts";
import { progress, rejected, type CallSignal } from "../../core/call/call-progress.ts";
import { callLog } from "../../core/call/call-log.ts";
import { tagsOfCall } from "../../core/call/call-tags.ts";
import { decideCall } from "../../core/call/decide-call.ts";
import { endCall, startCall } from "../../core/lease/lease.ts";
import type { AccountId } from "../../core/ids.ts";
import { limits } from "../../core/limits.ts";
import { isKept, isSameHolder } from "../../core/pool/order-of-choice.ts";
import type { RoutingPlan } from "../../core/routing/route.ts";
import { seenTags } from "../../core/report/seen-tags.ts";
import { BEGINNING, latest, plusMs, type Instant } from "../../core/time.ts";
import type { ArriveCommand, CallRecord, Calls } from "../calls.ts";
import { logLease, withLease } from "./memory-leases.ts";
import type { LeasedNumber, State } from "./state.ts";

export function memoryCalls(state: State): Calls {
  return {
    arrive: async (command) => arrive(state, command),
    call: async (accountId, id) => {
      const call = state.calls.get(id);
      return call?.accountId === accountId ? call : undefined;
    },
    calls: async (accountId, query) =>
      callLog(
        [...state.calls.values()].filter((call) => call.accountId === accountId),
        query,
      ),
    seenTags: async (accountId) =>
      seenTags([
        ...newest(state.calls, accountId).map(({ tags }) => tags),
        ...newest(state.impressions, accountId).map(({ tags }) => tags.tags),
      ]),
    insertConnection: async (connection) => {
      state.connections.push(connection);
    },
    connection: async (carrier, key) =>
      state.connections.find((one) => one.carrier === carrier && one.key === key),
    connections: async (accountId) =>
      state.connections.filter((one) => one.accountId === accountId),
  };
}

function newest<R extends { readonly accountId: AccountId; readonly sequence: number }>(
  records: ReadonlyMap<string, R>,
  accountId: AccountId,
): readonly R[] {
  return [...records.values()]
    .filter((record) => record.accountId === accountId)
    .toSorted((a, b) => b.sequence - a.sequence)
    .slice(0, limits.seenRecordsMax);
}

function arrive(state: State, command: ArriveCommand): CallRecord {
  const now = state.now();
  const signal: CallSignal = { ...command.signal, receivedAt: now };
  const known = [...state.calls.values()].find(
    (call) =>
      call.accountId === command.accountId &&
      call.carrier === command.carrier &&
      call.carrierCallId === command.carrierCallId,
  );
  if (known !== undefined) return follow(state, known, signal);
  const number = [...state.numbers.values()].find(
    (one) => one.accountId === command.accountId && one.e164 === command.to,
  );
  const attribution = attribute(dialledNumber(state, number, now), now);
  const record = firstRecord(state, command, signal, number, attribution);
  state.calls.set(record.id, record);
  holdByCall(state, record, now);
  return record;
}

/** One more signal of a known call; the same one again changes nothing (R53). */
function follow(state: State, known: CallRecord, signal: CallSignal): CallRecord {
  const isRepeated = known.signals.some(
    (one) => one.type === signal.type && one.name === signal.name,
  );
  if (isRepeated || known.signals.length >= limits.signalsPerCallMax) return known;
  const record = { ...known, ...progress(known, signal), signals: [...known.signals, signal] };
  state.calls.set(record.id, record);
  if (known.endedAt === undefined && record.endedAt !== undefined) {
    holdByCall(state, record, signal.receivedAt);
  }
  return record;
}

function dialledNumber(
  state: State,
  number: LeasedNumber | undefined,
  now: Instant,
): DialledNumber {
  if (number === undefined) return { kind: "unknown" };
  const impressions = [...state.impressions.values()]
    .filter((one) => one.numberId === number.id)
    .flatMap(({ id, sequence, visitorId, issuedAt, holdUntil, linkUntil }) =>
      issuedAt === undefined || holdUntil === undefined || linkUntil === undefined
        ? []
        : [{ id, sequence, visitorId, issuedAt, holdUntil, linkUntil }],
    )
    .filter((one) => now < one.linkUntil || one.id === number.impressionId)
    .toSorted((a, b) => b.issuedAt - a.issuedAt || b.sequence - a.sequence)
    .slice(0, limits.traceImpressionsMax);
  const publisherNumber =
    number.publisherNumberId && state.publisherNumbers.get(number.publisherNumberId);
  return {
    kind: "known",
    isInPool: number.poolId !== undefined,
    impressions,
    ...(number.impressionId === undefined ? {} : { newestId: number.impressionId }),
    ...(number.lease === undefined ? {} : { lease: number.lease }),
    ...(publisherNumber ? { publisherNumber } : {}),
  };
}

function firstRecord(
  state: State,
  command: ArriveCommand,
  signal: CallSignal,
  number: LeasedNumber | undefined,
  attribution: Attribution,
): CallRecord {
  const { callId: id, accountId, carrier, carrierCallId, from, to } = command;
  const receivedAt = signal.receivedAt;
  const decision = decideCall(attribution, planOf(state, attribution));
  return {
    id,
    sequence: state.calls.size + 1,
    accountId,
    carrier,
    carrierCallId,
    ...(from === undefined ? {} : { from }),
    to,
    receivedAt,
    ...progress(decision.kind === "reject" ? rejected(receivedAt) : {}, signal),
    signals: [signal],
    decision,
    attribution: attribution.trace,
    ...(number === undefined ? {} : { numberId: number.id }),
    ...belongings(state, attribution, receivedAt),
  };
}

/** What the call inherits from its impression (R46, R63) or publisher number (R48). */
function belongings(
  state: State,
  attribution: Attribution,
  receivedAt: Instant,
): Pick<CallRecord, "tags"> & Partial<CallRecord> {
  if (attribution.kind === "none") return { tags: [] };
  if (attribution.kind === "publisher_number") {
    const { campaignId, publisherId, publisherNumberId } = attribution;
    return { campaignId, publisherId, publisherNumberId, tags: [] };
  }
  const impression = state.impressions.get(attribution.impressionId);
  if (impression === undefined) return { tags: [] };
  const { campaignId, publisherId, publisherNumberId, poolId, tags } = impression;
  return {
    campaignId,
    publisherId,
    publisherNumberId,
    poolId,
    poolName: state.pools.get(poolId)?.name ?? "",
    impressionId: impression.id,
    secondsFromImpression: Math.floor((receivedAt - impression.receivedAt) / 1000),
    tags: tagsOfCall(tags.tags),
  };
}

function planOf(state: State, attribution: Attribution): RoutingPlan | undefined {
  if (attribution.kind === "none") return undefined;
  const isDirect = attribution.kind === "publisher_number";
  const campaignId = isDirect
    ? attribution.campaignId
    : state.impressions.get(attribution.impressionId)?.campaignId;
  const campaign = campaignId && state.campaigns.get(campaignId);
  if (!campaign) return undefined;
  const dialled = isDirect && state.publisherNumbers.get(attribution.publisherNumberId);
  return {
    campaignStatus: campaign.status,
    ...(campaign.target === undefined ? {} : { target: campaign.target }),
    ...(dialled ? { publisherNumberStatus: dialled.status } : {}),
  };
}

/** A call is activity, and a connected one holds the number until it ends (R40, R50). */
function holdByCall(state: State, call: CallRecord, now: Instant): void {
  const number = call.numberId && state.numbers.get(call.numberId);
  const impression = call.impressionId && state.impressions.get(call.impressionId);
  if (!number?.lease || !impression) return;
  const settings = state.pools.get(impression.poolId);
  if (settings === undefined) return;
  const isTheirs = isSameHolder(number.holder, impression) && isKept(number, now);
  // A first call in the tail of a number that rests or changed hands leaves both as they are.
  if (!isTheirs) return;
  const lease =
    call.endedAt === undefined
      ? startCall(number.lease, now, settings)
      : endCall(number.lease, now, settings, otherCallsUntil(state, call));
  state.numbers.set(number.id, { ...number, lease });
  logLease(state, number, { impressionId: impression.id, lease, now });
  state.impressions.set(impression.id, withLease(impression, lease));
}

/** Until when other calls still in progress hold the same number. */
function otherCallsUntil(state: State, ended: CallRecord): Instant {
  let until = BEGINNING;
  for (const call of state.calls.values()) {
    const isInProgress =
      call.id !== ended.id &&
      call.numberId === ended.numberId &&
      call.impressionId !== undefined &&
      call.endedAt === undefined;
    if (isInProgress) until = latest(until, plusMs(call.receivedAt, limits.callHoldMs));
  }
  return until;
}
