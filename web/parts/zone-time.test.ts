import { describe, expect, test } from "vitest";
import { instantOfLocal, localOf, startOfDay } from "./zone-time.ts";

const newYork = "America/New_York";

describe("times of a zone", () => {
  test.each([
    ["2026-11-25T15:03:18.120Z", newYork, "2026-11-25T10:03"],
    ["2026-07-01T03:59:00.000Z", newYork, "2026-06-30T23:59"],
    ["2026-11-25T00:00:00.000Z", "Asia/Kathmandu", "2026-11-25T05:45"],
  ])("%s in %s is %s", (instant, zone, local) => {
    expect(localOf(new Date(instant), zone)).toBe(local);
  });

  test.each([
    ["2026-11-25T10:03", newYork, "2026-11-25T15:03:00.000Z"],
    ["2026-07-01T00:00", newYork, "2026-07-01T04:00:00.000Z"],
    ["2026-11-25T05:45", "Asia/Kathmandu", "2026-11-25T00:00:00.000Z"],
    // Clocks are put forward at 2 AM on March 8, and back at 2 AM on November 1.
    ["2026-03-08T02:30", newYork, "2026-03-08T07:30:00.000Z"],
    ["2026-11-01T01:30", newYork, "2026-11-01T05:30:00.000Z"],
    ["2026-11-01T00:30", newYork, "2026-11-01T04:30:00.000Z"],
  ])("%s of %s is the instant %s", (local, zone, instant) => {
    expect(instantOfLocal(local, zone)?.toISOString()).toBe(instant);
  });

  test("what is no time is no instant", () => {
    expect(instantOfLocal("next week", newYork)).toBeUndefined();
  });

  test.each([
    [0, "2026-11-03T05:00:00.000Z"],
    [2, "2026-11-01T04:00:00.000Z"],
    [6, "2026-10-28T04:00:00.000Z"],
  ])("the day that is %i days before begins at %s", (days, instant) => {
    const now = new Date("2026-11-03T20:00:00.000Z");
    expect(startOfDay(now, newYork, days).toISOString()).toBe(instant);
  });
});
