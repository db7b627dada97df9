import { assertNever } from "../assert.ts";
import { earliest, type Instant } from "../time.ts";

/*
 * A call as its carrier's signals tell it:
 *
 *   incoming ──▶ ringing ──answered──▶ connected ──completed──▶ completed
 *      │            └──busy, no answer, failed──▶ ended unanswered
 *      └──rejected by us──▶ rejected
 *
 * Signals may come twice, late, or in any order (R53). So nothing here depends on the order: each
 * signal adds what it knows, of two ends the stronger stays, and the state is read off the sum.
 */

/** What every carrier's events are brought to. */
export type CallSignal = {
  readonly type: "incoming" | "answered" | "completed" | "busy" | "no_answer" | "failed" | "other";
  /** The carrier's own name of the event: with the type, it tells a repetition from news. */
  readonly name: string;
  /** When the server received it (R45). */
  readonly receivedAt: Instant;
  /** Seconds of conversation, when the carrier says so. */
  readonly lengthSeconds?: number;
};

export type CallEnd = "rejected" | "completed" | "failed" | "busy" | "no_answer";

/** Of two ends that are told of one call, the earlier in this list is what happened. */
const strongestFirst: readonly CallEnd[] = ["rejected", "completed", "failed", "busy", "no_answer"];
export type CallState = "ringing" | "connected" | CallEnd;

export type CallProgress = {
  readonly answeredAt?: Instant;
  readonly endedAt?: Instant;
  readonly end?: CallEnd;
  readonly lengthSeconds?: number;
};

/** What is known of a call that was rejected as soon as it came (R47, R49). */
export function rejected(receivedAt: Instant): CallProgress {
  return { end: "rejected", endedAt: receivedAt };
}

/** What is known of the call after one more signal. Repetition changes nothing. */
export function progress(known: CallProgress, signal: CallSignal): CallProgress {
  switch (signal.type) {
    case "incoming":
    case "other":
      return known;
    case "answered": {
      const { answeredAt = signal.receivedAt } = known;
      return consistent({ ...known, answeredAt: earliest(answeredAt, signal.receivedAt) });
    }
    case "completed":
    case "busy":
    case "no_answer":
    case "failed":
      return consistent(ended(known, signal, signal.type));
    default:
      return assertNever(signal.type);
  }
}

function ended(known: CallProgress, signal: CallSignal, told: CallEnd): CallProgress {
  const { end = told, endedAt = signal.receivedAt } = known;
  const stronger = strongestFirst.find((one) => one === end || one === told) ?? told;
  // Only a conversation has a length; of two that are told, the longer was measured later.
  const length = told === "completed" ? signal.lengthSeconds : undefined;
  const lengthSeconds = Math.max(known.lengthSeconds ?? 0, length ?? 0);
  const isTold = known.lengthSeconds !== undefined || length !== undefined;
  return {
    ...known,
    end: stronger,
    endedAt: earliest(endedAt, signal.receivedAt),
    ...(isTold ? { lengthSeconds } : {}),
  };
}

/** Told late, an answer still came before the end. */
function consistent(known: CallProgress): CallProgress {
  const { answeredAt, endedAt } = known;
  if (answeredAt === undefined || endedAt === undefined) return known;
  return { ...known, answeredAt: earliest(answeredAt, endedAt) };
}

export function callState(known: CallProgress): CallState {
  const { end, answeredAt } = known;
  if (end === undefined) return answeredAt === undefined ? "ringing" : "connected";
  // A call that was answered was neither busy nor missed, whatever another of its legs was.
  const wasMissed = end === "busy" || end === "no_answer";
  return wasMissed && answeredAt !== undefined ? "completed" : end;
}

/** Seconds of conversation: the carrier's figure, else from the times the server saw. */
export function callLengthSeconds(known: CallProgress): number | undefined {
  if (known.lengthSeconds !== undefined) return known.lengthSeconds;
  if (known.endedAt === undefined) return undefined;
  if (known.answeredAt === undefined) return 0;
  return Math.round((known.endedAt - known.answeredAt) / 1000);
}
