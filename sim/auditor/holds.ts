import { addTags, type Tag } from "../../src/core/visit/tag.ts";
import type { ImpressionId } from "../../src/core/ids.ts";
import { toInstant } from "../../src/core/time.ts";
import type { IssueCommand, Issued, RenewOutcome } from "../../src/store/leases.ts";
import {
  heldUntilOf,
  holderKey,
  issuableSince,
  isStillOf,
  touch,
  type Hold,
  type ImpressionEntry,
  type Ledger,
  type NumberEntry,
  type Settings,
} from "./ledger.ts";

/** What became of a visitor's question, for the count. */
export type HoldEvent = "issues" | "misses" | "reissues" | "renewals" | "ended" | "closes";

type Count = (what: HoldEvent) => void;

/** A page was opened (R38, R42, R43). */
export function predictIssue(
  ledger: Ledger,
  command: IssueCommand,
  now: number,
  count: Count,
): Issued {
  const holder = holderKey(command.visitorId, command.tagId);
  const own = ledger.byHolder.get(holder);
  if (own !== undefined && isStillOf(own, holder, now)) {
    const before = own.newest;
    const going = before !== undefined && goesOn(before, command) ? before : undefined;
    const impression = going ?? enter(ledger, command, now);
    if (going === undefined) {
      impression.issuedAt = now;
      own.newest = impression;
    } else {
      going.tags = addTags(going.tags, command.pushed);
    }
    renewHold(ledger, own, impression, command.pool, now);
    // The number may have been used at a later time, by a process whose clock is ahead.
    if (going === undefined) impression.activityAt = now;
    count("renewals");
    return { impressionId: impression.id, number: numberText(own) };
  }
  const last = ledger.waiting.get(`${holder} ${command.pool.id}`)?.at(-1);
  const going = last !== undefined && goesOn(last, command) ? last : undefined;
  const impression = going ?? enter(ledger, command, now);
  if (going !== undefined) {
    going.tags = addTags(going.tags, command.pushed);
    going.activityAt = now;
  }
  const next = longestRested(ledger, command.pool.id, now);
  if (next === undefined) {
    if (going === undefined) miss(ledger, impression, now, count);
    return { impressionId: impression.id, number: undefined };
  }
  give(ledger, next, impression, command.pool, now, count);
  return { impressionId: impression.id, number: numberText(next) };
}

/** The visitor was active (R40, R43). */
export function predictRenew(
  ledger: Ledger,
  id: ImpressionId,
  pushed: readonly Tag[],
  now: number,
  count: Count,
): RenewOutcome {
  const impression = ledger.impressions.get(id);
  const pool = impression && ledger.pools.get(impression.poolId);
  if (impression === undefined || pool === undefined) return { kind: "unknown" };
  const { campaignId, tagId } = impression;
  const { idleLimitSeconds } = pool;
  const active = { kind: "active", impressionId: id, campaignId, tagId, idleLimitSeconds } as const;
  const holder = holderKey(impression.visitorId, tagId);
  if (impression.number === undefined) {
    impression.tags = addTags(impression.tags, pushed);
    impression.activityAt = now;
    const number = isServed(ledger, impression)
      ? laterNumber(ledger, impression, holder, pool, now, count)
      : undefined;
    return { ...active, number: number && numberText(number) };
  }
  if (!isStillOf(impression.number, holder, now)) {
    count("ended");
    return { kind: "ended" };
  }
  impression.tags = addTags(impression.tags, pushed);
  renewHold(ledger, impression.number, impression, pool, now);
  count("renewals");
  return { ...active, number: numberText(impression.number) };
}

/** One who waited gets their own number from another page of the visit, or the next (R43). */
function laterNumber(
  ledger: Ledger,
  impression: ImpressionEntry,
  holder: string,
  pool: Settings,
  now: number,
  count: Count,
): NumberEntry | undefined {
  const own = ledger.byHolder.get(holder);
  if (own !== undefined && isStillOf(own, holder, now)) {
    impression.issuedAt = now;
    renewHold(ledger, own, impression, pool, now);
    return own;
  }
  const next = longestRested(ledger, impression.poolId, now);
  if (next !== undefined) give(ledger, next, impression, pool, now, count);
  return next;
}

/** The page was closed (R40). */
export function predictClose(ledger: Ledger, id: ImpressionId, now: number, count: Count): void {
  const impression = ledger.impressions.get(id);
  const pool = impression && ledger.pools.get(impression.poolId);
  if (impression === undefined || pool === undefined) return;
  count("closes");
  const { number } = impression;
  const holder = holderKey(impression.visitorId, impression.tagId);
  if (number?.hold === undefined || !isStillOf(number, holder, now)) {
    impression.closedAt = now;
    return;
  }
  const releaseAt = now + pool.closedBrowserDelaySeconds * 1000;
  const { visitUntil } = number.hold;
  const until = pool.releaseOnClose ? Math.min(visitUntil, releaseAt) : visitUntil;
  writeHold(ledger, number, impression, { ...number.hold, closedAt: now, visitUntil: until }, now);
}

/** The same visit, and the same advertisement or none (R27, R28). */
function goesOn(before: ImpressionEntry, command: IssueCommand): boolean {
  const isSameLanding = command.landingKey === "" || command.landingKey === before.landingKey;
  return before.sessionId === command.sessionId && isSameLanding;
}

function enter(ledger: Ledger, command: IssueCommand, now: number): ImpressionEntry {
  const { campaignId, publisherId, publisherNumberId, tagId, visitorId, sessionId } = command;
  const impression: ImpressionEntry = {
    id: command.impressionId,
    sequence: ledger.impressions.size + 1,
    campaignId,
    publisherId,
    publisherNumberId,
    tagId,
    poolId: command.pool.id,
    visitorId,
    sessionId,
    landingKey: command.landingKey,
    receivedAt: now,
    missedAt: undefined,
    number: undefined,
    issuedAt: undefined,
    activityAt: now,
    closedAt: undefined,
    holdUntil: undefined,
    linkUntil: undefined,
    tags: command.tags,
  };
  ledger.impressions.set(impression.id, impression);
  const received = ledger.received.get(impression.poolId) ?? [];
  received.push({ at: now, missedAt: undefined });
  ledger.received.set(impression.poolId, received);
  return impression;
}

/** Counted once, when the visitor first went without (R43). */
function miss(ledger: Ledger, impression: ImpressionEntry, now: number, count: Count): void {
  impression.missedAt = now;
  const holder = holderKey(impression.visitorId, impression.tagId);
  const key = `${holder} ${impression.poolId}`;
  ledger.waiting.set(key, [...(ledger.waiting.get(key) ?? []), impression]);
  const entry = ledger.received.get(impression.poolId)?.at(-1);
  if (entry !== undefined) entry.missedAt = now;
  count("misses");
}

/** The order of choice (R42): longest issuable first, the smaller id among equals. */
function longestRested(ledger: Ledger, poolId: string, now: number): NumberEntry | undefined {
  let best: NumberEntry | undefined;
  for (const number of ledger.numbers.values()) {
    if (number.poolId !== poolId || issuableSince(number) > now) continue;
    const since = issuableSince(number);
    const bestSince = best === undefined ? Infinity : issuableSince(best);
    if (since < bestSince || (since === bestSince && best && number.id < best.id)) best = number;
  }
  return best;
}

function give(
  ledger: Ledger,
  number: NumberEntry,
  impression: ImpressionEntry,
  settings: Settings,
  now: number,
  count: Count,
): void {
  const holder = holderKey(impression.visitorId, impression.tagId);
  count("issues");
  if (number.hold !== undefined && number.newest?.visitorId !== impression.visitorId) {
    count("reissues");
  }
  const given = ledger.byHolder.get(holder);
  // A visitor has one number for a tag: the one before is nobody's own any more.
  if (given !== undefined) given.holder = undefined;
  if (number.holder !== undefined) ledger.byHolder.delete(number.holder);
  ledger.byHolder.set(holder, number);
  number.holder = holder;
  number.newest = impression;
  number.hold = undefined;
  impression.issuedAt ??= now;
  const fresh = { activityAt: now, closedAt: undefined, callUntil: 0, visitUntil: 0, linkUntil: 0 };
  writeHold(ledger, number, impression, afterActivity(fresh, settings, now), now);
}

/** Activity: the hold and the link reach on from now, and never end sooner than they did (R11). */
export function afterActivity(hold: Hold, settings: Settings, now: number): Hold {
  const { idleLimitSeconds, closedBrowserDelaySeconds, linkRetentionSeconds } = settings;
  const visitMs = (idleLimitSeconds + closedBrowserDelaySeconds) * 1000;
  // A process whose clock is behind does not make a visit older than it is.
  const activityAt = Math.max(hold.activityAt, now);
  return {
    activityAt,
    closedAt: undefined,
    callUntil: hold.callUntil,
    visitUntil: Math.max(hold.visitUntil, activityAt + visitMs),
    linkUntil: Math.max(hold.linkUntil, activityAt + linkRetentionSeconds * 1000),
  };
}

function renewHold(
  ledger: Ledger,
  number: NumberEntry,
  impression: ImpressionEntry,
  settings: Settings,
  now: number,
): void {
  if (number.hold === undefined) return;
  writeHold(ledger, number, impression, afterActivity(number.hold, settings, now), now);
}

/** Writes down what the hold is from now on, on whose account, and the log that must tell of it. */
export function writeHold(
  ledger: Ledger,
  number: NumberEntry,
  impression: ImpressionEntry,
  hold: Hold,
  now: number,
): void {
  const before = number.hold === undefined ? undefined : heldUntilOf(number);
  number.hold = hold;
  const after = heldUntilOf(number);
  touch(ledger, number);
  impression.number = number;
  impression.activityAt = hold.activityAt;
  impression.closedAt = hold.closedAt;
  impression.holdUntil = hold.visitUntil;
  impression.linkUntil = hold.linkUntil;
  number.shown.add(impression);
  stopWaiting(ledger, impression);
  if (before === after) return;
  ledger.log.push({
    sequence: ledger.log.length + 1,
    at: toInstant(now),
    kind: before === undefined ? "issued" : after > before ? "extended" : "shortened",
    numberId: number.id,
    visitorId: impression.visitorId,
    tagId: impression.tagId,
    impressionId: impression.id,
    heldUntil: toInstant(after),
  });
}

function stopWaiting(ledger: Ledger, impression: ImpressionEntry): void {
  const key = `${holderKey(impression.visitorId, impression.tagId)} ${impression.poolId}`;
  const others = ledger.waiting.get(key)?.filter((one) => one !== impression) ?? [];
  if (others.length === 0) ledger.waiting.delete(key);
  else ledger.waiting.set(key, others);
}

/** Whether pages still get numbers for its tag (R19). */
function isServed(ledger: Ledger, { tagId }: ImpressionEntry): boolean {
  const tag = ledger.tags.get(tagId);
  if (tag?.status !== "active") return false;
  const isAnswered = ledger.publisherNumbers.get(tag.publisherNumberId)?.status === "active";
  return isAnswered && ledger.campaigns.get(tag.campaignId)?.status === "active";
}

function numberText(number: NumberEntry): Issued["number"] {
  // The ledger took the number from the catalogue, where it is one.
  return number.e164 as Issued["number"];
}
