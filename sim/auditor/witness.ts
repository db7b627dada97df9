import type { ImpressionId, PoolId } from "../../src/core/ids.ts";
import type { Instant } from "../../src/core/time.ts";
import type { ArriveCommand, CallRecord, Calls } from "../../src/store/calls.ts";
import type { Catalogue, Collection } from "../../src/store/catalogue.ts";
import type { IssueCommand, Issued, Leases, RenewOutcome } from "../../src/store/leases.ts";
import type { Clock, Store } from "../../src/store/store.ts";
import { isCounted } from "../tally.ts";
import { numberIdOf, type Auditor } from "./auditor.ts";
import { predictClose, predictIssue, predictRenew, type HoldEvent } from "./holds.ts";
import { holderKey } from "./ledger.ts";
import { predictArrive, shapeOf } from "./phone-calls.ts";
import {
  predictAdded,
  predictAssigned,
  predictPoolDeleted,
  predictQuarantined,
  predictRemoved,
  predictServed,
} from "./set-up.ts";

/**
 * The store as the auditor's witness sees it: each question is predicted in the moment it is asked,
 * and the store's answer held against that.
 * @param time that the store answers by
 */
export function witness(store: Store, auditor: Auditor, time: Clock): Store {
  return {
    ...store,
    leases: witnessLeases(store.leases, auditor, time),
    calls: witnessCalls(store.calls, auditor, time),
    catalogue: witnessCatalogue(store.catalogue, auditor, time),
  };
}

function witnessLeases(leases: Leases, auditor: Auditor, time: Clock): Leases {
  const { ledger, trail, tally } = auditor;
  const count = (what: HoldEvent) => {
    tally.add(what);
  };
  return {
    ...leases,
    async issue(command) {
      const now = time.now();
      const lines = ledger.log.length;
      const expected = predictIssue(ledger, command, now, count);
      noteIssue(auditor, command, expected, { lines, at: now });
      const answer = await leases.issue(command);
      const subject = numberIdOf(ledger, expected.number ?? answer.number) ?? command.tagId;
      auditor.compare("what a page was answered (R38 to R43)", subject, expected, answer);
      const numberId = numberIdOf(ledger, answer.number);
      if (numberId === undefined) {
        auditor.missed(command.pool.id, expected.number === undefined, now);
      } else auditor.told(numberId, holderKey(command.visitorId, command.tagId), now);
      return answer;
    },
    async renew(id, pushed) {
      const now = time.now();
      const lines = ledger.log.length;
      const expected = predictRenew(ledger, id, pushed, now, count);
      if (expected.kind !== "unknown") noteRenew(auditor, id, expected, { lines, at: now });
      const answer = await leases.renew(id, pushed);
      const told = answer.kind === "active" ? numberIdOf(ledger, answer.number) : undefined;
      const subject = ledger.impressions.get(id)?.number?.id ?? told ?? id;
      auditor.compare("what activity was answered (R40, R41, R43)", subject, expected, answer);
      const known = ledger.impressions.get(id);
      if (told !== undefined && known !== undefined) {
        auditor.told(told, holderKey(known.visitorId, known.tagId), now);
      }
      return answer;
    },
    async close(id) {
      const now = time.now();
      predictClose(ledger, id, now, count);
      const numberId = ledger.impressions.get(id)?.number?.id;
      if (numberId !== undefined) {
        auditor.did({ kind: "close", numberId, at: now });
        trail.note(numberId, `close of ${id}`);
      }
      auditor.saw(id);
      await leases.close(id);
    },
  };
}

/** How many lines the log had before something was asked, and when that was. */
type Before = { readonly lines: number; readonly at: Instant };

function noteIssue(
  auditor: Auditor,
  command: IssueCommand,
  expected: Issued,
  { lines, at }: Before,
): void {
  const { ledger, trail } = auditor;
  auditor.saw(expected.impressionId);
  const numberId = numberIdOf(ledger, expected.number);
  const who = `${command.visitorId} with ${expected.impressionId}`;
  if (numberId === undefined) {
    trail.note(command.tagId, `nothing for ${who}`);
    return;
  }
  const kind = isGiven(auditor, lines) ? "issue" : "activity";
  auditor.did({ kind, numberId, at, settings: command.pool });
  trail.note(numberId, `shown to ${who}`);
}

/** Whether the line that was written since gives a number to a visitor. */
function isGiven({ ledger }: Auditor, lines: number): boolean {
  return ledger.log[lines]?.kind === "issued";
}

function noteRenew(
  auditor: Auditor,
  id: ImpressionId,
  expected: RenewOutcome,
  { lines, at }: Before,
): void {
  const { ledger, trail } = auditor;
  auditor.saw(id);
  const impression = ledger.impressions.get(id);
  const numberId = impression?.number?.id;
  if (numberId !== undefined) {
    trail.note(numberId, `activity of ${id}: ${expected.kind}`);
  }
  if (expected.kind !== "active" || impression === undefined) return;
  const settings = ledger.pools.get(impression.poolId);
  if (numberId === undefined || settings === undefined) return;
  const kind = isGiven(auditor, lines) ? "issue" : "activity";
  auditor.did({ kind, numberId, at, settings });
}

function witnessCalls(calls: Calls, auditor: Auditor, time: Clock): Calls {
  return {
    ...calls,
    async arrive(command) {
      const { ledger } = auditor;
      const now = time.now();
      const { shape, isNew } = predictArrive(ledger, auditor.calls, command, now);
      const numberId = numberIdOf(ledger, command.to);
      if (numberId !== undefined) {
        auditor.did({ kind: "other", numberId, at: now });
        auditor.trail.note(numberId, `call ${command.carrierCallId}: ${command.signal.name}`);
      }
      const record = await calls.arrive(command);
      const subject = numberId ?? command.to;
      auditor.compare("I10: whose call it is (R46 to R53)", subject, shape, shapeOf(record));
      if (isNew) countCall(auditor, command, record, now);
      return record;
    },
  };
}

function countCall(
  { ledger, tally, invariants }: Auditor,
  command: ArriveCommand,
  { decision, attribution }: CallRecord,
  now: number,
): void {
  const outcome = `calls: ${decision.kind === "connect" ? "connect" : decision.reason}`;
  if (isCounted(outcome)) tally.add(outcome);
  const confidence = `confidence: ${attribution.confidence}`;
  if (isCounted(confidence)) tally.add(confidence);
  const numberId = numberIdOf(ledger, command.to);
  if (numberId !== undefined) {
    invariants.called(numberId, attribution.rule === "last_impression", now);
  }
}

function witnessCatalogue(catalogue: Catalogue, auditor: Auditor, time: Clock): Catalogue {
  const { ledger, trail } = auditor;
  return {
    ...catalogue,
    campaigns: written(catalogue.campaigns, ledger.campaigns),
    pools: written(catalogue.pools, ledger.pools),
    tags: written(catalogue.tags, ledger.tags),
    publisherNumbers: written(catalogue.publisherNumbers, ledger.publisherNumbers, (record) => {
      const number = ledger.numbers.get(record.numberId);
      if (number !== undefined) number.publisherNumberId = record.id;
    }),
    async addNumbers(numbers) {
      const expected = predictAdded(ledger, numbers);
      const outcomes = await catalogue.addNumbers(numbers);
      auditor.compare("numbers added (R4)", "numbers", expected, outcomes);
      return outcomes;
    },
    async assignToPool(accountId, poolId, ids) {
      const expected = predictAssigned(ledger, poolId, ids);
      for (const id of ids) trail.note(id, `put into ${poolId}`);
      const outcomes = await catalogue.assignToPool(accountId, poolId, ids);
      auditor.compare("numbers put into a pool", ids[0] ?? poolId, expected, outcomes);
      return outcomes;
    },
    async removeFromPool(accountId, poolId, ids, { isForced }) {
      const expected = predictRemoved(ledger, poolId, ids, isForced, time.now());
      for (const id of ids) trail.note(id, `taken out of ${poolId}`);
      const outcomes = await catalogue.removeFromPool(accountId, poolId, ids, { isForced });
      auditor.compare("numbers taken out of a pool (R6)", ids[0] ?? poolId, expected, outcomes);
      return outcomes;
    },
    async quarantine(accountId, id, until) {
      const expected = predictQuarantined(ledger, id, until);
      trail.note(id, `rests until ${new Date(until).toISOString()}`);
      const isDone = await catalogue.quarantine(accountId, id, until);
      auditor.compare("a quarantine (R12)", id, expected, isDone);
      return isDone;
    },
    async deletePool(accountId, poolId: PoolId) {
      predictPoolDeleted(ledger, poolId);
      await catalogue.deletePool(accountId, poolId);
    },
    async servedCampaign(id) {
      const expected = predictServed(ledger, id);
      const served = await catalogue.servedCampaign(id);
      auditor.compare("what a campaign serves (R14, R19)", id, expected, served);
      return served;
    },
  };
}

/** A collection whose records the books keep, too. */
function written<R extends { readonly id: string }>(
  collection: Collection<R>,
  books: Map<R["id"], R>,
  onWrite: (record: R) => void = () => undefined,
): Collection<R> {
  const write = (record: R) => {
    books.set(record.id, record);
    onWrite(record);
  };
  return {
    ...collection,
    insert: (record) => {
      write(record);
      return collection.insert(record);
    },
    replace: (record) => {
      write(record);
      return collection.replace(record);
    },
  };
}
