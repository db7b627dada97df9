import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plusSeconds, toInstant } from "../time.ts";
import {
  callLengthSeconds,
  callState,
  progress,
  rejected,
  type CallProgress,
  type CallSignal,
} from "./call-progress.ts";

const start = toInstant(1_000_000);

function signal(type: CallSignal["type"], seconds: number, lengthSeconds?: number): CallSignal {
  const receivedAt = plusSeconds(start, seconds);
  return {
    type,
    name: type,
    receivedAt,
    ...(lengthSeconds === undefined ? {} : { lengthSeconds }),
  };
}

function tell(...signals: readonly CallSignal[]): CallProgress {
  return signals.reduce<CallProgress>(progress, {});
}

const answered = signal("answered", 5);
const completed = signal("completed", 65);

describe("a call's progress", () => {
  test.each([
    ["incoming", [signal("incoming", 0)], "ringing", undefined],
    ["an unknown event changes nothing", [signal("other", 1)], "ringing", undefined],
    ["answered", [answered], "connected", undefined],
    ["completed", [answered, completed], "completed", 60],
    ["the carrier's own length prevails", [answered, signal("completed", 65, 58)], "completed", 58],
    ["busy", [signal("busy", 3)], "busy", 0],
    ["no answer", [signal("no_answer", 30)], "no_answer", 0],
    ["failed", [signal("failed", 2)], "failed", 0],
    ["of two ends the stronger stays", [signal("no_answer", 3), completed], "completed", 0],
    ["told the other way round", [completed, signal("no_answer", 70)], "completed", 0],
    ["an answer told after the end", [completed, signal("answered", 70)], "completed", 0],
    ["answered, so not busy", [signal("busy", 3), signal("answered", 4)], "completed", 0],
    ["only a conversation has a length", [signal("busy", 3, 9)], "busy", 0],
  ] as const)("%s (R53)", (_, signals, state, lengthSeconds) => {
    const known = tell(...signals);
    expect(callState(known)).toBe(state);
    expect(callLengthSeconds(known)).toBe(lengthSeconds);
  });

  test("a rejected call stays rejected, whatever its carrier tells (R47, R49)", () => {
    const signals = [signal("incoming", 0), signal("completed", 1), signal("failed", 2)];
    expect(callState(signals.reduce<CallProgress>(progress, rejected(start)))).toBe("rejected");
  });

  test("the order of the signals changes neither the end nor a told length (R53)", () => {
    const some = fc.constantFrom<CallSignal["type"]>(
      "incoming",
      "answered",
      "completed",
      "busy",
      "no_answer",
      "failed",
      "other",
    );
    const told = fc.uniqueArray(fc.tuple(some, fc.option(fc.nat(99))), {
      selector: ([type]) => type,
      minLength: 1,
    });
    const shuffled = told.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
      ),
    );
    const read = (all: readonly (readonly [CallSignal["type"], number | null])[]) => {
      const known = tell(...all.map(([type, length], at) => signal(type, at, length ?? undefined)));
      const { answeredAt = start, endedAt = answeredAt } = known;
      expect(answeredAt).toBeLessThanOrEqual(endedAt);
      return { state: callState(known), lengthSeconds: known.lengthSeconds };
    };
    fc.assert(
      fc.property(shuffled, ([one, other]) => {
        expect(read(one)).toEqual(read(other));
      }),
    );
  });

  test("signals that come twice change nothing (R53)", () => {
    const types = fc.constantFrom<CallSignal["type"]>("incoming", "answered", "completed", "busy");
    const signals = fc.array(fc.tuple(types, fc.nat(100)).map(([type, at]) => signal(type, at)));
    fc.assert(
      fc.property(signals, fc.nat(), (all, pick) => {
        const known = tell(...all);
        const repeated = all[pick % Math.max(1, all.length)];
        if (repeated !== undefined) expect(progress(known, repeated)).toEqual(known);
      }),
    );
  });
});
