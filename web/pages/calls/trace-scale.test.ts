import { describe, expect, test } from "vitest";
import { traceScale } from "./trace-scale.ts";

const minute = 60_000;
const callMs = 1_000 * minute;

const shownBefore = (minutes: number, isChosen = false) => ({
  issuedAtMs: callMs - minutes * minute,
  holdUntilMs: callMs + (6 - minutes) * minute,
  isChosen,
});

describe("the time line's scale", () => {
  const scale = traceScale(callMs, [shownBefore(2, true), shownBefore(9), shownBefore(350)]);

  test("goes from the first impression until the chosen hold ends", () => {
    expect(scale.percentAt(callMs - 350 * minute)).toBe(0);
    expect(scale.percentAt(callMs + 4 * minute)).toBe(100);
  });

  test("keeps what is outside at the edge", () => {
    expect(scale.percentAt(0)).toBe(0);
    expect(scale.percentAt(callMs + 900 * minute)).toBe(100);
  });

  test("leaves room for what is near the call, however old the oldest is", () => {
    const near = scale.percentAt(callMs) - scale.percentAt(callMs - 2 * minute);
    expect(near).toBeGreaterThan(8);
  });

  test("puts later instants further right", () => {
    const at = [-300, -60, -9, -1, 0, 1, 3].map((each) => scale.percentAt(callMs + each * minute));
    expect(at).toStrictEqual(at.toSorted((a, b) => a - b));
    expect(new Set(at).size).toBe(at.length);
  });

  test("has marks on both sides that leave each other room", () => {
    const at = [...scale.ticks.map(({ ms }) => scale.percentAt(ms)), scale.percentAt(callMs)];
    const sorted = at.toSorted((a, b) => a - b);
    const gaps = sorted.slice(1).map((each, index) => each - (sorted[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(17);
    expect(scale.ticks.length).toBeGreaterThan(1);
  });

  test("stands for a visit of this second, too", () => {
    const one = traceScale(callMs, [{ issuedAtMs: callMs, holdUntilMs: callMs, isChosen: true }]);
    expect(one.percentAt(callMs)).toBeGreaterThan(0);
    expect(one.percentAt(callMs)).toBeLessThan(100);
  });
});
