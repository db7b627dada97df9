import { attribute } from "../../core/attribution/attribute.ts";
import { progress, rejected, type CallSignal } from "../../core/call/call-progress.ts";
import { decideCall } from "../../core/call/decide-call.ts";
import { endCall, startCall, type Lease } from "../../core/lease/lease.ts";
import { limits } from "../../core/limits.ts";
import { isKept, isSameHolder } from "../../core/pool/order-of-choice.ts";
import { BEGINNING, plusMs, type Instant } from "../../core/time.ts";
import type { ArriveCommand, CallRecord } from "../calls.ts";
import {
  belongings,
  dialledNumber,
  readCallFacts,
  routingPlan,
  type CallFacts,
} from "./call-facts.ts";
import { callToRow } from "./call-row.ts";
import type { DatabaseClock } from "./database-clock.ts";
import type { Queryable } from "./pool.ts";
import { valueOf } from "./rows.ts";

/** @see Calls.arrive; within the caller's transaction */
export async function arrive(
  connection: Queryable,
  clock: DatabaseClock,
  command: ArriveCommand,
): Promise<CallRecord> {
  const facts = await readCallFacts(connection, clock, command);
  const signal = { ...command.signal, receivedAt: facts.now };
  return facts.call === undefined
    ? first(connection, command, facts, signal)
    : follow(connection, facts.call, facts, signal);
}

async function first(
  connection: Queryable,
  command: ArriveCommand,
  facts: CallFacts,
  signal: CallSignal,
): Promise<CallRecord> {
  const { callId: id, accountId, carrier, carrierCallId, from, to } = command;
  const attribution = attribute(dialledNumber(facts), facts.now);
  const decision = decideCall(attribution, routingPlan(attribution, facts));
  const call = {
    id,
    accountId,
    carrier,
    carrierCallId,
    ...(from === undefined ? {} : { from }),
    to,
    receivedAt: facts.now,
    ...progress(decision.kind === "reject" ? rejected(facts.now) : {}, signal),
    signals: [signal],
    decision,
    attribution: attribution.trace,
    ...(facts.number === undefined ? {} : { numberId: facts.number.id }),
    ...belongings(attribution, facts),
  };
  const record = { ...call, sequence: await insert(connection, call) };
  await hold(connection, record, facts);
  return record;
}

/** One more signal of a known call; the same one again changes nothing (R53). */
async function follow(
  connection: Queryable,
  call: CallRecord,
  facts: CallFacts,
  signal: CallSignal,
): Promise<CallRecord> {
  const isRepeated = call.signals.some(
    (one) => one.type === signal.type && one.name === signal.name,
  );
  if (isRepeated || call.signals.length >= limits.signalsPerCallMax) return call;
  const record = { ...call, ...progress(call, signal), signals: [...call.signals, signal] };
  await connection.query(
    `UPDATE call SET answered_at_ms = $2, ended_at_ms = $3, ended_as = $4, length_seconds = $5,
       signals = $6 WHERE id = $1`,
    [
      record.id,
      valueOf(record.answeredAt),
      valueOf(record.endedAt),
      valueOf(record.end),
      valueOf(record.lengthSeconds),
      valueOf(record.signals),
    ],
  );
  const hasJustEnded = call.endedAt === undefined && record.endedAt !== undefined;
  if (hasJustEnded) await hold(connection, record, facts);
  return record;
}

async function insert(connection: Queryable, call: Omit<CallRecord, "sequence">): Promise<number> {
  const byColumn = callToRow(call);
  const columns = Object.keys(byColumn);
  const [row] = await connection.query<{ readonly sequence: number }>(
    `INSERT INTO call (${columns.join(", ")})
     VALUES (${columns.map((_, at) => `$${at + 1}`).join(", ")}) RETURNING sequence`,
    Object.values(byColumn).map(valueOf),
  );
  if (row === undefined) throw new Error("An insert gives back its row");
  return row.sequence;
}

/** A call is activity, and a connected one holds the number until it ends (R40, R50). */
async function hold(connection: Queryable, call: CallRecord, facts: CallFacts): Promise<void> {
  const { number, impression, now } = facts;
  if (number?.lease === undefined || impression === undefined) return;
  if (call.impressionId === undefined || impression.numberId !== number.id) return;
  // A first call in the tail of a number that rests or changed hands leaves both as they are.
  if (!isSameHolder(number.holder, impression) || !isKept(number, now)) return;
  const { lastActivityAt, closedAt, holdUntil, inCallUntil, linkUntil } = heldByCall(
    call,
    number.lease,
    facts,
    impression,
  );
  const lease = "ROW($3::bigint, $4::bigint, $5::bigint, $6::bigint, $7::bigint)::lease";
  await connection.query(
    `SELECT keep_number(n, ${lease}, $2, false, $8), keep_impression($2, ${lease})
     FROM number n WHERE n.id = $1`,
    [
      number.id,
      call.impressionId,
      lastActivityAt,
      closedAt ?? null,
      holdUntil,
      inCallUntil,
      linkUntil,
      now,
    ],
  );
}

function heldByCall(
  call: CallRecord,
  lease: Lease,
  { now, othersLatest }: CallFacts,
  settings: NonNullable<CallFacts["impression"]>,
): Lease {
  return call.endedAt === undefined
    ? startCall(lease, now, settings)
    : endCall(lease, now, settings, untilEnd(othersLatest));
}

function untilEnd(receivedAt: Instant | undefined): Instant {
  return receivedAt === undefined ? BEGINNING : plusMs(receivedAt, limits.callHoldMs);
}
