import { describe, expect, test } from "vitest";
import { dayOf, hoursOf, isTimeZone } from "./time-zone.ts";
import { toInstant } from "./time.ts";

function day(at: string, timeZone: string) {
  const period = dayOf(toInstant(Date.parse(at)), timeZone);
  const iso = (ms: number) => new Date(ms).toISOString();
  return {
    from: iso(period.from),
    until: iso(period.until),
    hours: hoursOf(period).length,
  };
}

describe("the day of an instant", () => {
  test.each([
    ["UTC", "2026-01-05T09:00:00Z", "2026-01-05T00:00", "2026-01-06T00:00", 24],
    ["UTC", "2026-01-05T00:00:00Z", "2026-01-05T00:00", "2026-01-06T00:00", 24],
    ["America/New_York", "2026-01-05T04:59:59.999Z", "2026-01-04T05:00", "2026-01-05T05:00", 24],
    ["America/New_York", "2026-01-05T05:00:00Z", "2026-01-05T05:00", "2026-01-06T05:00", 24],
    ["Asia/Kolkata", "2026-01-05T18:29:00Z", "2026-01-04T18:30", "2026-01-05T18:30", 24],
    ["Pacific/Kiritimati", "2026-01-05T09:00:00Z", "2026-01-04T10:00", "2026-01-05T10:00", 24],
    ["Pacific/Pago_Pago", "2026-01-05T09:00:00Z", "2026-01-04T11:00", "2026-01-05T11:00", 24],
  ])("in %s at %s", (zone, at, from, until, hours) => {
    expect(day(at, zone)).toEqual({ from: `${from}:00.000Z`, until: `${until}:00.000Z`, hours });
  });

  test.each([
    ["clocks go forward", "America/New_York", "2026-03-08T12:00Z", "08T05:00", "09T04:00", 23],
    ["clocks go back", "America/New_York", "2026-11-01T12:00Z", "01T04:00", "02T05:00", 25],
    ["by half an hour", "Australia/Lord_Howe", "2026-04-04T20:00Z", "04T13:00", "05T13:30", 25],
    ["midnight is skipped", "America/Santiago", "2026-09-06T12:00Z", "06T04:00", "07T03:00", 23],
    [
      "the hour to midnight comes twice",
      "America/Santiago",
      "2026-04-04T12:00Z",
      "04T03:00",
      "05T04:00",
      25,
    ],
    ["midnight comes twice", "America/Havana", "2026-11-01T12:00Z", "01T04:00", "02T05:00", 25],
  ])("where %s (%s)", (_case, zone, at, from, until, hours) => {
    const month = at.slice(0, 8);
    const expected = { from: `${month}${from}:00.000Z`, until: `${month}${until}:00.000Z`, hours };
    expect(day(at, zone)).toEqual(expected);
  });

  test("a date that clocks skipped as a whole belongs to no day", () => {
    // Samoa went from 29 to 31 December 2011 and thereby over the date line.
    const before = day("2011-12-30T09:59:59Z", "Pacific/Apia");
    const after = day("2011-12-30T10:00:00Z", "Pacific/Apia");
    expect(before.until).toBe("2011-12-30T10:00:00.000Z");
    expect(after.from).toBe(before.until);
  });

  test("days follow each other without a gap over ten years", () => {
    for (const zone of ["Africa/Cairo", "America/St_Johns", "Asia/Tehran", "Pacific/Chatham"]) {
      let at = toInstant(Date.UTC(2020, 0, 1));
      // Days in which nothing changes are alike: every thirteenth meets all kinds of weeks.
      for (let step = 0; step < 40; step++) {
        const today = dayOf(at, zone);
        const tomorrow = dayOf(today.until, zone);
        expect(today.from <= at && at < today.until).toBe(true);
        expect(tomorrow.from).toBe(today.until);
        at = toInstant(at + 91.3 * 86_400_000);
      }
    }
  });
});

test.each([
  ["America/New_York", true],
  ["UTC", true],
  ["Etc/GMT+5", true],
  ["", false],
  ["+01:00", false],
  ["Mars/Olympus_Mons", false],
  ["America/New_York; DROP TABLE", false],
])("%j is a time zone: %j", (name, is) => {
  expect(isTimeZone(name)).toBe(is);
});
