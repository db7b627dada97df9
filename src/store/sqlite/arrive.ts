import type { DatabaseSync } from "node:sqlite";
import { attribute } from "../../core/attribution/attribute.ts";
import { progress, rejected, type CallSignal } from "../../core/call/call-progress.ts";
import { decideCall } from "../../core/call/decide-call.ts";
import { endCall, startCall } from "../../core/lease/lease.ts";
import { limits } from "../../core/limits.ts";
import { BEGINNING, plusMs, toInstant, type Instant } from "../../core/time.ts";
import type { ArriveCommand, CallRecord } from "../calls.ts";
import { callFacts } from "./call-facts.ts";
import { callColumns, callFrom, callWriter } from "./call-row.ts";
import { leasedNumberFrom } from "./number-row.ts";
import type { LeaseParts } from "./sqlite-leases.ts";

/** @see Calls.arrive */
export function arriveOperation(
  db: DatabaseSync,
  parts: LeaseParts,
): (command: ArriveCommand, now: Instant) => CallRecord {
  const known = db.prepare(
    `SELECT ${callColumns} FROM call
     WHERE account_id = ? AND carrier = ? AND carrier_call_id = ?`,
  );
  const facts = callFacts(db);
  const writer = callWriter(db);
  const hold = holdByCall(db, parts);

  function first(command: ArriveCommand, signal: CallSignal, now: Instant): CallRecord {
    const { callId: id, accountId, carrier, carrierCallId, from, to } = command;
    const number = facts.number(accountId, to);
    const attribution = attribute(facts.dialled(number, now), now);
    const belongings = facts.belongings(attribution, now);
    const decision = decideCall(attribution, facts.plan(accountId, belongings));
    const call = {
      id,
      accountId,
      carrier,
      carrierCallId,
      ...(from === undefined ? {} : { from }),
      to,
      receivedAt: now,
      ...progress(decision.kind === "reject" ? rejected(now) : {}, signal),
      signals: [signal],
      decision,
      attribution: attribution.trace,
      ...(number === undefined ? {} : { numberId: leasedNumberFrom(number).id }),
      ...belongings,
    };
    const record = { ...call, sequence: writer.insert(call) };
    hold(record, now);
    return record;
  }

  /** One more signal of a known call; the same one again changes nothing (R53). */
  function follow(call: CallRecord, signal: CallSignal): CallRecord {
    const isRepeated = call.signals.some(
      (one) => one.type === signal.type && one.name === signal.name,
    );
    if (isRepeated || call.signals.length >= limits.signalsPerCallMax) return call;
    const record = { ...call, ...progress(call, signal), signals: [...call.signals, signal] };
    writer.progress(record);
    if (call.endedAt === undefined && record.endedAt !== undefined) {
      hold(record, signal.receivedAt);
    }
    return record;
  }

  return (command, now) => {
    const signal = { ...command.signal, receivedAt: now };
    const row = known.get(command.accountId, command.carrier, command.carrierCallId);
    return row === undefined ? first(command, signal, now) : follow(callFrom(row), signal);
  };
}

/** A call is activity, and a connected one holds the number until it ends (R40, R50). */
function holdByCall(
  db: DatabaseSync,
  { reader, claims, impressions }: LeaseParts,
): (call: CallRecord, now: Instant) => void {
  const others = db.prepare(
    `SELECT max(received_at_ms) AS latest FROM call
     WHERE number_id = ? AND ended_at_ms IS NULL AND impression_id IS NOT NULL AND id <> ?`,
  );

  function otherCallsUntil({ numberId, id }: CallRecord): Instant {
    const latest = numberId === undefined ? null : others.get(numberId, id)?.["latest"];
    return typeof latest === "number" ? plusMs(toInstant(latest), limits.callHoldMs) : BEGINNING;
  }

  return (call, now) => {
    const impression = call.impressionId && reader.read(call.impressionId);
    const number = impression && reader.theirs(impression, now);
    if (!number) return;
    const next =
      call.endedAt === undefined
        ? startCall(number.lease, now, impression.pool)
        : endCall(number.lease, now, impression.pool, otherCallsUntil(call));
    claims.keep(number, next, { impressionId: impression.id, now });
    impressions.renew(impression.id, next);
  };
}
