/*
 * The time line's scale. Holds last minutes and links hours, and what matters is near the call: so
 * time is drawn near the call as it is, and the farther from it the more compressed.
 */

export type TraceScale = {
  /** Where an instant stands, in percent of the width. */
  readonly percentAt: (ms: number) => number;
  readonly ticks: readonly { readonly ms: number; readonly label: string }[];
  readonly untilMs: number;
};

type Shown = {
  readonly issuedAtMs: number;
  readonly holdUntilMs: number;
  readonly isChosen: boolean;
};

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How far from the call marks may stand. */
const marks = [
  [10 * SECOND, "10 s"],
  [30 * SECOND, "30 s"],
  [MINUTE, "1 min"],
  [2 * MINUTE, "2 min"],
  [5 * MINUTE, "5 min"],
  [10 * MINUTE, "10 min"],
  [20 * MINUTE, "20 min"],
  [HOUR, "1 h"],
  [2 * HOUR, "2 h"],
  [4 * HOUR, "4 h"],
  [8 * HOUR, "8 h"],
  [24 * HOUR, "1 day"],
  [72 * HOUR, "3 days"],
  [168 * HOUR, "7 days"],
  [336 * HOUR, "14 days"],
] as const;

/** Of a phone's width, a label takes about as much. */
const LABEL_PERCENT = 17;

/** Below it, a visit that has just begun would have the whole width for itself. */
const CLOSE_MS_MIN = 30 * SECOND;

export function traceScale(callMs: number, shown: readonly Shown[]): TraceScale {
  const chosen = shown.find(({ isChosen }) => isChosen) ?? shown[0];
  const closeMs = Math.max(CLOSE_MS_MIN, callMs - (chosen?.issuedAtMs ?? callMs));
  const bend = (ms: number) => Math.asinh((ms - callMs) / closeMs);
  const fromMs = Math.min(callMs - closeMs, ...shown.map(({ issuedAtMs }) => issuedAtMs));
  const untilMs = Math.max(callMs + closeMs / 2, chosen?.holdUntilMs ?? callMs);
  const [start, end] = [bend(fromMs), bend(untilMs)];
  const percentAt = (ms: number) =>
    Math.max(0, Math.min(100, (100 * (bend(ms) - start)) / (end - start)));
  return { percentAt, untilMs, ticks: ticksOf(callMs, fromMs, untilMs, percentAt) };
}

function ticksOf(
  callMs: number,
  fromMs: number,
  untilMs: number,
  percentAt: (ms: number) => number,
): TraceScale["ticks"] {
  const before = marks.map(([ms, label]) => ({ ms: callMs - ms, label: `−${label}` }));
  const after = marks.map(([ms, label]) => ({ ms: callMs + ms, label: `+${label}` }));
  const taken = [percentAt(callMs)];
  // The farthest first: they say how long the whole line is.
  const fitting = [...before.toReversed(), ...after.toReversed()].filter(({ ms }) => {
    if (ms < fromMs || ms > untilMs) return false;
    const at = percentAt(ms);
    const isFree = taken.every((one) => Math.abs(one - at) >= LABEL_PERCENT);
    if (isFree) taken.push(at);
    return isFree;
  });
  return fitting.toSorted((a, b) => a.ms - b.ms);
}
