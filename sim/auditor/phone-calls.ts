import { tagOrder } from "../../src/core/call/call-tags.ts";
import type { ImpressionId } from "../../src/core/ids.ts";
import { limits } from "../../src/core/limits.ts";
import type { Tag } from "../../src/core/visit/tag.ts";
import type { ArriveCommand, CallRecord } from "../../src/store/calls.ts";
import { afterActivity, writeHold } from "./holds.ts";
import {
  heldUntilOf,
  holderKey,
  isStillOf,
  type ImpressionEntry,
  type Ledger,
  type NumberEntry,
} from "./ledger.ts";

/** What a call's record must say, as far as it follows from the rules. */
export type CallShape = {
  readonly id: CallRecord["id"];
  readonly receivedAt: number;
  readonly decision: CallRecord["decision"];
  readonly rule: string;
  readonly confidence: string | undefined;
  /** The impressions of the trace with their roles, newest first (R52). */
  readonly trace: readonly string[];
  readonly numberId: string | undefined;
  readonly impressionId: string | undefined;
  readonly campaignId: string | undefined;
  readonly publisherId: string | undefined;
  readonly publisherNumberId: string | undefined;
  readonly poolId: string | undefined;
  readonly poolName: string | undefined;
  readonly secondsFromImpression: number | undefined;
  readonly tags: readonly Tag[];
  readonly answeredAt: number | undefined;
  readonly endedAt: number | undefined;
  readonly end: string | undefined;
  readonly lengthSeconds: number | undefined;
  readonly signals: readonly string[];
};

export function shapeOf(record: CallRecord): CallShape {
  const { attribution, signals } = record;
  return {
    id: record.id,
    receivedAt: record.receivedAt,
    decision: record.decision,
    rule: attribution.rule,
    confidence: attribution.confidence,
    trace: attribution.impressions.map(({ id, role }) => `${id} ${role}`),
    numberId: record.numberId,
    impressionId: record.impressionId,
    campaignId: record.campaignId,
    publisherId: record.publisherId,
    publisherNumberId: record.publisherNumberId,
    poolId: record.poolId,
    poolName: record.poolName,
    secondsFromImpression: record.secondsFromImpression,
    tags: record.tags,
    answeredAt: record.answeredAt,
    endedAt: record.endedAt,
    end: record.end,
    lengthSeconds: record.lengthSeconds,
    signals: signals.map(({ type, name, receivedAt }) => `${type} ${name} ${receivedAt}`),
  };
}

type Ending = Pick<CallShape, "answeredAt" | "endedAt" | "end" | "lengthSeconds" | "signals">;

const noEnding: Ending = {
  answeredAt: undefined,
  endedAt: undefined,
  end: undefined,
  lengthSeconds: undefined,
  signals: [],
};

export type CallBooks = Map<string, CallShape>;

/** A carrier told of a call, once more or for the first time (R46 to R53). */
export function predictArrive(
  ledger: Ledger,
  calls: CallBooks,
  command: ArriveCommand,
  now: number,
): { readonly shape: CallShape; readonly isNew: boolean } {
  const key = `${command.carrier} ${command.carrierCallId}`;
  const known = calls.get(key);
  if (known !== undefined) {
    const shape = { ...known, ...heard(known, command.signal, now) };
    calls.set(key, shape);
    if (known.endedAt === undefined && shape.endedAt !== undefined) holdByCall(ledger, shape, now);
    return { shape, isNew: false };
  }
  const number = ledger.byE164.get(command.to);
  const belongs = belonging(ledger, number, now);
  // A call that is rejected has ended as soon as it came.
  const isRejected = belongs.decision.kind === "reject";
  const begun = isRejected ? { ...noEnding, end: "rejected", endedAt: now } : noEnding;
  const shape = {
    id: command.callId,
    receivedAt: now,
    ...belongs,
    numberId: number?.id,
    ...heard(begun, command.signal, now),
  };
  calls.set(key, shape);
  holdByCall(ledger, shape, now);
  return { shape, isNew: true };
}

/** The larger is what happened, when a carrier tells of two ends (R53). */
const strength: Readonly<Record<string, number>> = {
  no_answer: 1,
  busy: 2,
  failed: 3,
  completed: 4,
  rejected: 5,
};

/**
 * What a signal adds: repetition is no news, and order does not matter (R53). The earliest time
 * counts: the one who is told next may have a clock that is behind.
 */
function heard(known: Ending, signal: ArriveCommand["signal"], now: number): Ending {
  const { answeredAt, endedAt, end, lengthSeconds, signals } = known;
  const before: Ending = { answeredAt, endedAt, end, lengthSeconds, signals };
  const said = `${signal.type} ${signal.name} `;
  const isRepeated = signals.some((one) => one.startsWith(said));
  if (isRepeated || signals.length >= limits.signalsPerCallMax) return before;
  const after = { ...before, signals: [...signals, `${said}${now}`] };
  switch (signal.type) {
    case "incoming":
    case "other":
      return after;
    case "answered":
      return withAnswer({ ...after, answeredAt: Math.min(answeredAt ?? now, now) });
    default: {
      const isStronger = (strength[signal.type] ?? 0) > (strength[end ?? ""] ?? 0);
      const told = signal.type === "completed" ? signal.lengthSeconds : undefined;
      const lengths = [lengthSeconds, told].filter((one) => one !== undefined);
      return withAnswer({
        ...after,
        endedAt: Math.min(endedAt ?? now, now),
        end: isStronger ? signal.type : end,
        lengthSeconds: lengths.length === 0 ? undefined : Math.max(...lengths),
      });
    }
  }
}

/** An answer that is told late still came before the end. */
function withAnswer(told: Ending): Ending {
  if (told.answeredAt === undefined || told.endedAt === undefined) return told;
  return { ...told, answeredAt: Math.min(told.answeredAt, told.endedAt) };
}

type Belonging = Omit<CallShape, keyof Ending | "id" | "receivedAt" | "numberId">;

const nobodys: Omit<Belonging, "decision" | "rule"> = {
  confidence: undefined,
  trace: [],
  impressionId: undefined,
  campaignId: undefined,
  publisherId: undefined,
  publisherNumberId: undefined,
  poolId: undefined,
  poolName: undefined,
  secondsFromImpression: undefined,
  tags: [],
};

function belonging(ledger: Ledger, number: NumberEntry | undefined, now: number): Belonging {
  if (number === undefined) return rejected("unknown_number");
  const { newest, hold } = number;
  const isHeld = now < heldUntilOf(number);
  if (newest !== undefined && hold !== undefined && (isHeld || now < hold.linkUntil)) {
    return ofVisit(ledger, number, newest, isHeld, now);
  }
  const publisherNumber =
    number.publisherNumberId && ledger.publisherNumbers.get(number.publisherNumberId);
  if (!publisherNumber) {
    return rejected(number.poolId === undefined ? "unassigned_number" : "no_active_impression");
  }
  const { campaignId, publisherId, id: publisherNumberId, status } = publisherNumber;
  const decision = decisionOf(ledger, campaignId, status === "paused");
  return {
    ...nobodys,
    decision,
    rule: "publisher_number",
    campaignId,
    publisherId,
    publisherNumberId,
  };
}

function ofVisit(
  ledger: Ledger,
  number: NumberEntry,
  newest: ImpressionEntry,
  isHeld: boolean,
  now: number,
): Belonging {
  const newestFirst = [...number.shown]
    .filter((one) => one === newest || now < (one.linkUntil ?? 0))
    .toSorted((a, b) => (b.issuedAt ?? 0) - (a.issuedAt ?? 0) || b.sequence - a.sequence);
  const listed = newestFirst.slice(0, limits.traceImpressionsMax);
  const trace = listed.map((one) => ({ id: one.id, role: roleOf(one, newest, now) }));
  const isContested = trace.some((one) => one.role === "rival");
  return {
    decision: decisionOf(ledger, newest.campaignId, false),
    rule: "last_impression",
    confidence: isContested ? "contested" : isHeld ? "exclusive" : "tail",
    trace: trace.map(({ id, role }) => `${id} ${role}`),
    impressionId: newest.id,
    campaignId: newest.campaignId,
    publisherId: newest.publisherId,
    publisherNumberId: newest.publisherNumberId,
    poolId: newest.poolId,
    poolName: ledger.pools.get(newest.poolId)?.name,
    secondsFromImpression: Math.floor((now - newest.receivedAt) / 1000),
    tags: newest.tags.tags.toSorted(tagOrder),
  };
}

function roleOf(one: ImpressionEntry, newest: ImpressionEntry, now: number): string {
  if (one === newest) return "chosen";
  if (one.visitorId === newest.visitorId) return "same_visitor";
  return now < (one.linkUntil ?? 0) ? "rival" : "past";
}

type Nobodys = "unknown_number" | "no_active_impression" | "unassigned_number";

function rejected(reason: Nobodys): Belonging {
  return { ...nobodys, decision: { kind: "reject", reason }, rule: reason };
}

function decisionOf(
  ledger: Ledger,
  campaignId: ImpressionEntry["campaignId"],
  isNumberPaused: boolean,
): CallShape["decision"] {
  const campaign = ledger.campaigns.get(campaignId);
  if (campaign === undefined || campaign.status === "deleted") {
    return { kind: "reject", reason: "campaign_deleted" };
  }
  if (campaign.status === "paused") return { kind: "reject", reason: "campaign_paused" };
  if (isNumberPaused) return { kind: "reject", reason: "publisher_number_paused" };
  if (campaign.target === undefined) return { kind: "reject", reason: "no_target" };
  return { kind: "connect", target: campaign.target };
}

/** A call is activity; one that was connected holds its number until it ends (R40, R50). */
function holdByCall(ledger: Ledger, call: CallShape, now: number): void {
  // A shape's ids come from the ledger and from commands, where they are ids.
  const impression = ledger.impressions.get(call.impressionId as ImpressionId);
  const number = impression?.number;
  if (impression === undefined || number?.hold === undefined) return;
  const isUnderWay = call.decision.kind === "connect" && call.endedAt === undefined;
  if (isUnderWay) number.callsUntil.set(call.id, call.receivedAt + limits.callHoldMs);
  else number.callsUntil.delete(call.id);
  const holder = holderKey(impression.visitorId, impression.tagId);
  const pool = ledger.pools.get(impression.poolId);
  if (pool === undefined || !isStillOf(number, holder, now)) return;
  const hold = afterActivity(number.hold, pool, now);
  if (isUnderWay) hold.callUntil = Math.max(hold.callUntil, now + limits.callHoldMs);
  else if (call.endedAt !== undefined) {
    hold.callUntil = Math.max(0, ...number.callsUntil.values());
  }
  writeHold(ledger, number, impression, hold, now);
}
