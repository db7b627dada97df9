import { isDeepStrictEqual } from "node:util";
import type { AccountId, ImpressionId, NumberId, PoolId } from "../../src/core/ids.ts";
import type { Instant } from "../../src/core/time.ts";
import type { NumberWithState } from "../../src/store/catalogue.ts";
import type { Impression, PoolOccupancy } from "../../src/store/leases.ts";
import type { Clock, Store } from "../../src/store/store.ts";
import type { Tally } from "../tally.ts";
import { makeInvariants, type Act, type Invariants } from "./invariants.ts";
import {
  emptyLedger,
  heldUntilOf,
  stateOf,
  type ImpressionEntry,
  type Ledger,
  type NumberEntry,
} from "./ledger.ts";
import type { CallBooks } from "./phone-calls.ts";
import { makeTrail, type Trail } from "./trail.ts";

/** Something that the rules forbid has happened. */
export type Violation = {
  readonly step: number;
  readonly at: Instant;
  readonly what: string;
  readonly expected?: unknown;
  readonly actual?: unknown;
  /** The last events of the number or impression concerned. */
  readonly trail: readonly string[];
};

export type Auditor = {
  readonly ledger: Ledger;
  readonly calls: CallBooks;
  readonly trail: Trail;
  readonly invariants: Invariants;
  readonly tally: Tally;
  readonly violations: readonly Violation[];
  /** The time of the store, where the auditor asks it (R45); other processes may know another. */
  now(): Instant;
  /** Held against what the books say must come. */
  compare(what: string, subject: string, expected: unknown, actual: unknown): void;
  fail(what: string, subject?: string): void;
  /** Something was done to a number or impression in this step. */
  did(act: Act): void;
  /** The store named the number to a visitor. */
  told(numberId: NumberId, holder: string, at: Instant): void;
  saw(impressionId: ImpressionId): void;
  /** @param isExpected or else the books had a number, and `did` was told of it */
  missed(poolId: PoolId, isExpected: boolean, at: Instant): void;
  /** What the pool's occupancy must be. */
  occupancy(poolId: PoolId): Omit<PoolOccupancy, "at">;
  beginStep(step: number): void;
  /** Asks the store about all that the step touched, and holds it against books and invariants. */
  endStep(store: Store): Promise<void>;
};

const VIOLATIONS_MAX = 5;

/** @param time of the store, on the connection that the auditor asks on */
export function makeAuditor(time: Clock, accountId: AccountId, tally: Tally): Auditor {
  const ledger = emptyLedger();
  const violations: Violation[] = [];
  let step = 0;

  const now = () => time.now();
  const trail = makeTrail(() => `step ${step}, ${new Date(now()).toISOString()}:`);
  const report = (violation: Pick<Violation, "what" | "expected" | "actual">, subject?: string) => {
    if (violations.length >= VIOLATIONS_MAX) return;
    const lines = subject === undefined ? [] : trail.of(subject);
    violations.push({ step, at: now(), ...violation, trail: [...lines] });
  };
  const fail = (what: string, subject?: string) => {
    report({ what }, subject);
  };
  const compare: Auditor["compare"] = (what, subject, expected, actual) => {
    if (!isDeepStrictEqual(expected, actual)) report({ what, expected, actual }, subject);
  };
  const invariants = makeInvariants(fail);
  const parts = { accountId, ledger, invariants, now, compare, fail };
  const audit = stepAudit(parts);

  return {
    ledger,
    calls: new Map(),
    trail,
    invariants,
    tally,
    violations,
    now,
    compare,
    fail,
    ...audit,
    occupancy(poolId) {
      const count = { size: 0, held: 0, linked: 0, free: 0, quarantined: 0 };
      for (const number of ledger.numbers.values()) {
        if (number.poolId !== poolId) continue;
        count.size++;
        count[stateOf(number, now())]++;
      }
      return count;
    },
    beginStep(next) {
      step = next;
      audit.begin();
    },
  };
}

type StepAudit = Pick<Auditor, "did" | "told" | "saw" | "missed" | "endStep"> & { begin(): void };

/** Notes what a step did, to hold it against the store at its end. */
function stepAudit(
  parts: Pick<Auditor, "ledger" | "invariants" | "now" | "compare" | "fail"> & {
    readonly accountId: AccountId;
  },
): StepAudit {
  const { accountId, ledger, invariants } = parts;
  let acts: Act[] = [];
  let latestAt = 0;
  let impressions = new Set<ImpressionId>();
  let missed: { readonly poolId: PoolId; readonly isExpected: boolean; readonly at: Instant }[] =
    [];

  async function endStep(store: Store): Promise<void> {
    const at = parts.now();
    for (const id of new Set([...ledger.touched.keys(), ...acts.map((act) => act.numberId)])) {
      const known = ledger.numbers.get(id);
      const found = await store.catalogue.number(accountId, id);
      if (known === undefined || found === undefined) {
        parts.fail("a number is in the books or in the store alone", id);
        continue;
      }
      const mine = acts.filter((act) => act.numberId === id);
      invariants.saw(found, (ledger.touched.get(id) ?? 0) > 1 ? [] : mine, latestAt);
      parts.compare("the number's state (R10)", id, numberShape(known, at), toldShape(found));
    }
    for (const id of impressions) await compareImpression(store, id);
    for (const one of missed) if (actsOn(one.poolId) === 1) invariants.missed(one.poolId, one.at);
  }

  /** How often this step came to a pool: several at once cannot be told apart from outside. */
  function actsOn(poolId: PoolId | undefined): number {
    const mine = acts.filter((act) => ledger.numbers.get(act.numberId)?.poolId === poolId);
    return mine.length + missed.filter((one) => one.isExpected && one.poolId === poolId).length;
  }

  async function compareImpression(store: Store, id: ImpressionId): Promise<void> {
    const known = ledger.impressions.get(id);
    const found = await store.leases.impression(accountId, id);
    const expected = known && impressionShape(known);
    const actual = found && foundShape(found);
    const subject = known?.number?.id ?? id;
    parts.compare("the impression's times (R38, R40, R43)", subject, expected, actual);
  }

  return {
    did: (act) => {
      latestAt = Math.max(latestAt, act.at);
      acts.push(act);
    },
    told: (numberId, holder, at) => {
      const isSingle = actsOn(ledger.numbers.get(numberId)?.poolId) <= 1;
      invariants.told(numberId, holder, { now: at, isSingle });
    },
    saw: (id) => {
      impressions.add(id);
    },
    missed: (poolId, isExpected, at) => {
      missed.push({ poolId, isExpected, at });
    },
    begin() {
      acts = [];
      impressions = new Set();
      missed = [];
      ledger.touched.clear();
    },
    endStep,
  };
}

function numberShape(number: NumberEntry, now: number) {
  return {
    state: stateOf(number, now),
    poolId: number.poolId,
    publisherNumberId: number.publisherNumberId,
    quarantinedUntil: number.restsUntil,
    heldUntil: number.hold && heldUntilOf(number),
    linkUntil: number.hold?.linkUntil,
  };
}

function toldShape(number: NumberWithState): ReturnType<typeof numberShape> {
  const { state, poolId, publisherNumberId, quarantinedUntil, heldUntil, linkUntil } = number;
  return { state, poolId, publisherNumberId, quarantinedUntil, heldUntil, linkUntil };
}

export function impressionShape(entry: ImpressionEntry) {
  return {
    number: entry.number?.e164,
    receivedAt: entry.receivedAt,
    issuedAt: entry.issuedAt,
    missedAt: entry.missedAt,
    lastActivityAt: entry.activityAt,
    closedAt: entry.closedAt,
    holdUntil: entry.holdUntil,
    linkUntil: entry.linkUntil,
    visitorId: entry.visitorId,
    tags: entry.tags,
  };
}

export function foundShape(found: Impression): ReturnType<typeof impressionShape> {
  const { number, receivedAt, issuedAt, missedAt, lastActivityAt, closedAt } = found;
  const { holdUntil, linkUntil, visitorId, tags } = found;
  const times = { receivedAt, issuedAt, missedAt, lastActivityAt, closedAt, holdUntil, linkUntil };
  return { number, ...times, visitorId, tags };
}

export function numberIdOf(ledger: Ledger, e164: string | undefined): NumberId | undefined {
  return e164 === undefined ? undefined : ledger.byE164.get(e164)?.id;
}
