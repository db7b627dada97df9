import { assertNever } from "../assert.ts";
import { earliest, latest, type Instant } from "../time.ts";

/*
 * A call as its carrier's signals tell it:
 *
 *   incoming ──▶ ringing ──answered──▶ connected ──completed──▶ completed
 *                   └──completed / failed──▶ ended unanswered
 *
 * Signals may come twice, late, or in any order (R53). So nothing here depends on the order: each
 * signal fills in what it knows, and the state is read off what is known.
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

export type CallEnd = "completed" | "busy" | "no_answer" | "failed";
export type CallState = "ringing" | "connected" | CallEnd;

export type CallProgress = {
  readonly answeredAt?: Instant;
  readonly endedAt?: Instant;
  readonly end?: CallEnd;
  readonly lengthSeconds?: number;
};

/** What is known of the call after one more signal. Repetition changes nothing. */
export function progress(known: CallProgress, signal: CallSignal): CallProgress {
  switch (signal.type) {
    case "incoming":
    case "other":
      return known;
    case "answered": {
      const { answeredAt = signal.receivedAt } = known;
      return { ...known, answeredAt: earliest(answeredAt, signal.receivedAt) };
    }
    case "completed":
    case "busy":
    case "no_answer":
    case "failed":
      return ended(known, signal, signal.type);
    default:
      return assertNever(signal.type);
  }
}

/** The first end that was received stays the end; a length is taken from whichever names one. */
function ended(known: CallProgress, signal: CallSignal, end: CallEnd): CallProgress {
  const lengthSeconds = known.lengthSeconds ?? signal.lengthSeconds;
  return {
    ...known,
    end: known.end ?? end,
    endedAt: known.endedAt ?? signal.receivedAt,
    ...(lengthSeconds === undefined ? {} : { lengthSeconds }),
  };
}

export function callState(known: CallProgress): CallState {
  if (known.end !== undefined) return known.end;
  return known.answeredAt === undefined ? "ringing" : "connected";
}

/** Seconds of conversation: the carrier's figure, else from the times the server saw. */
export function callLengthSeconds(known: CallProgress): number | undefined {
  if (known.lengthSeconds !== undefined) return known.lengthSeconds;
  if (known.endedAt === undefined) return undefined;
  if (known.answeredAt === undefined) return 0;
  const endedAt = latest(known.endedAt, known.answeredAt);
  return Math.round((endedAt - known.answeredAt) / 1000);
}
