import type { ImpressionId } from "../../core/ids.ts";
import { holdChange } from "../../core/lease/lease-log.ts";
import {
  closeLease,
  heldUntil,
  renewLease,
  startLease,
  type Lease,
} from "../../core/lease/lease.ts";
import {
  chooseNumber,
  isKept,
  isSameHolder,
  type Holder,
} from "../../core/pool/order-of-choice.ts";
import type { PoolSettings } from "../../core/pool/settings.ts";
import type { Instant } from "../../core/time.ts";
import { continuesLanding } from "../../core/visit/campaign-parameter.ts";
import { addTags, type Tag } from "../../core/visit/tag.ts";
import type { IssueCommand, Issued, Leases, RenewOutcome } from "../leases.ts";
import { isServed } from "./memory-catalogue.ts";
import { countsOf, occupancyOf } from "./memory-figures.ts";
import { newestPageOf, type LeasedNumber, type State, type StoredImpression } from "./state.ts";

type Found = { readonly number: LeasedNumber; readonly lease: Lease; readonly isOwn: boolean };

export function memoryLeases(state: State): Leases {
  return {
    issue: async (command) => issue(state, command),
    renew: async (id, pushed) => renew(state, id, pushed),
    close: async (id) => close(state, id),
    impression: async (accountId, id) => {
      const found = state.impressions.get(id);
      return found?.accountId === accountId ? found : undefined;
    },
    impressions: async (accountId, filter, page) => {
      const found = [...state.impressions.values()].filter(
        (one) =>
          one.accountId === accountId &&
          (filter.poolId === undefined || one.poolId === filter.poolId) &&
          (filter.campaignId === undefined || one.campaignId === filter.campaignId),
      );
      return newestPageOf(found, page);
    },
    occupancy: async (accountId, poolId) => occupancyOf(state, accountId, poolId),
    leaseLog: async (after, limit) =>
      state.leaseLog.filter((event) => event.sequence > after).slice(0, limit),
    counts: async (accountId, poolId, from, until) =>
      countsOf(state, accountId, poolId, { from, until }),
  };
}

function issue(state: State, command: IssueCommand): Issued {
  const now = state.now();
  const found = findNumber(state, command, command, command.pool, now);
  const going = goingOn(state, command, found);
  if (going !== undefined) {
    const tags = addTags(going.tags, command.pushed);
    return show(state, { ...going, tags, lastActivityAt: now }, found, now);
  }
  const { pushed: _, pool, impressionId: id, ...said } = command;
  const fresh: StoredImpression = {
    ...said,
    id,
    sequence: state.impressions.size + 1,
    poolId: pool.id,
    receivedAt: now,
    lastActivityAt: now,
    ...(found === undefined ? { missedAt: now } : {}),
  };
  return show(state, fresh, found, now);
}

/** The impression that this page belongs to: same session, same landing (R27, R28, R43). */
function goingOn(
  state: State,
  command: IssueCommand,
  found: Found | undefined,
): StoredImpression | undefined {
  const last = found?.isOwn === true ? found.number.impressionId : waiting(state, command)?.id;
  const newest = last && state.impressions.get(last);
  if (!newest || newest.sessionId !== command.sessionId) return undefined;
  return continuesLanding(newest.landingKey, command.landingKey) ? newest : undefined;
}

/** The visitor's newest impression that waits for a number of this pool (R43). */
function waiting(state: State, command: IssueCommand): StoredImpression | undefined {
  return [...state.impressions.values()].findLast(
    (one) =>
      isSameHolder(one, command) && one.numberId === undefined && one.poolId === command.pool.id,
  );
}

/** Chooses (R42), and says what the number's lease becomes. */
function findNumber(
  state: State,
  holder: Holder,
  { accountId }: Pick<IssueCommand, "accountId">,
  pool: IssueCommand["pool"],
  now: Instant,
): Found | undefined {
  const numbers = [...state.numbers.values()].filter((one) => one.accountId === accountId);
  const own = numbers.find((one) => isSameHolder(one.holder, holder));
  const ofPool = numbers.filter((one) => one.poolId === pool.id);
  const choice = chooseNumber(own, ofPool, now);
  if (choice.kind === "none") return undefined;
  const number = numbers.find((one) => one.id === choice.id);
  if (number === undefined) return undefined;
  if (choice.kind === "own" && number.lease !== undefined) {
    return { number, lease: renewLease(number.lease, now, pool), isOwn: true };
  }
  return { number, lease: startLease(now, pool), isOwn: false };
}

/** Stores the impression with the number found for it, if any. */
function show(
  state: State,
  impression: StoredImpression,
  found: Found | undefined,
  now: Instant,
): Issued {
  if (found === undefined) {
    state.impressions.set(impression.id, impression);
    return { impressionId: impression.id, number: undefined };
  }
  const { number, lease, isOwn } = found;
  const holder = { tagId: impression.tagId, visitorId: impression.visitorId };
  if (!isOwn) forget(state, holder);
  const isNewest = !isOwn || !state.impressions.has(impression.id);
  const impressionId = isNewest ? impression.id : number.impressionId;
  const issuedAt = isOwn ? (number.issuedAt ?? now) : now;
  const leased = { ...number, lease, issuedAt, holder };
  state.numbers.set(number.id, impressionId === undefined ? leased : { ...leased, impressionId });
  const before = isOwn ? number : { id: number.id, holder };
  logLease(state, before, { impressionId: impression.id, lease, now });
  state.impressions.set(impression.id, {
    ...withLease(impression, lease),
    number: number.e164,
    numberId: number.id,
    issuedAt: impression.issuedAt ?? now,
  });
  return { impressionId: impression.id, number: number.e164 };
}

/** A visitor has one number for a tag: with a new one, the old is nobody's own any more. */
function forget(state: State, holder: Holder): void {
  for (const number of state.numbers.values()) {
    if (!isSameHolder(number.holder, holder)) continue;
    const { holder: _, ...rest } = number;
    state.numbers.set(number.id, rest);
  }
}

function renew(state: State, id: ImpressionId, pushed: readonly Tag[]): RenewOutcome {
  const now = state.now();
  const known = state.impressions.get(id);
  if (known === undefined) return { kind: "unknown" };
  const pool = state.pools.get(known.poolId);
  if (pool === undefined) return { kind: "unknown" };
  const impression = { ...known, tags: addTags(known.tags, pushed) };
  const { campaignId, tagId } = known;
  const active = {
    kind: "active",
    campaignId,
    tagId,
    idleLimitSeconds: pool.idleLimitSeconds,
  } as const;
  if (impression.numberId === undefined) {
    const found = isServed(state, tagId) ? findNumber(state, known, known, pool, now) : undefined;
    return { ...active, ...show(state, { ...impression, lastActivityAt: now }, found, now) };
  }
  const number = state.numbers.get(impression.numberId);
  if (number?.lease === undefined || !isTheirs(number, impression, now)) return { kind: "ended" };
  const lease = renewLease(number.lease, now, pool);
  return { ...active, ...show(state, impression, { number, lease, isOwn: true }, now) };
}

function close(state: State, id: ImpressionId): void {
  const now = state.now();
  const impression = state.impressions.get(id);
  if (impression === undefined) return;
  const number = impression.numberId && state.numbers.get(impression.numberId);
  const settings: PoolSettings | undefined = state.pools.get(impression.poolId);
  if (!number?.lease || settings === undefined || !isTheirs(number, impression, now)) {
    state.impressions.set(id, { ...impression, closedAt: now });
    return;
  }
  const lease = closeLease(number.lease, now, settings);
  state.numbers.set(number.id, { ...number, lease });
  logLease(state, number, { impressionId: id, lease, now });
  state.impressions.set(id, withLease(impression, lease));
}

/**
 * Whether the number is still the impression's visitor's: held, or linked and not reissued (R41).
 */
function isTheirs(number: LeasedNumber, impression: StoredImpression, now: Instant): boolean {
  return isSameHolder(number.holder, impression) && isKept(number, now);
}

/** Notes what became of a hold: issued, when there is no lease before; else how its end moved. */
export function logLease(
  state: State,
  before: Pick<LeasedNumber, "id" | "holder" | "lease">,
  { impressionId, lease, now }: Now,
): void {
  const kind = before.lease === undefined ? "issued" : holdChange(before.lease, lease);
  if (kind === undefined || before.holder === undefined) return;
  state.leaseLog.push({
    sequence: state.leaseLog.length + 1,
    at: now,
    kind,
    numberId: before.id,
    visitorId: before.holder.visitorId,
    tagId: before.holder.tagId,
    impressionId,
    heldUntil: heldUntil(lease),
  });
}

type Now = {
  readonly impressionId: ImpressionId;
  readonly lease: Lease;
  readonly now: Instant;
};

/** The lease's times as the impression keeps them for its trace (R52). */
export function withLease(impression: StoredImpression, lease: Lease): StoredImpression {
  const { closedAt: _, ...rest } = impression;
  return {
    ...rest,
    lastActivityAt: lease.lastActivityAt,
    holdUntil: lease.holdUntil,
    linkUntil: lease.linkUntil,
    ...(lease.closedAt === undefined ? {} : { closedAt: lease.closedAt }),
  };
}
