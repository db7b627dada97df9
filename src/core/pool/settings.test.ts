import { expect, test } from "vitest";
import { defaultPoolSettings, problemWithSettings, renewEveryMs } from "./settings.ts";

test("the defaults are 300 s, 30 s, 6 h and no release on close (R1)", () => {
  expect(defaultPoolSettings).toEqual({
    idleLimitSeconds: 300,
    closedBrowserDelaySeconds: 30,
    linkRetentionSeconds: 21_600,
    releaseOnClose: false,
  });
  expect(problemWithSettings(defaultPoolSettings)).toBeUndefined();
});

test("a link must cover the hold", () => {
  expect(
    problemWithSettings({ ...defaultPoolSettings, linkRetentionSeconds: 330 }),
  ).toBeUndefined();
  expect(problemWithSettings({ ...defaultPoolSettings, linkRetentionSeconds: 329 })).toContain(
    "cannot be held longer than linked",
  );
});

test("activity is told of three times an idle limit (R29)", () => {
  expect(renewEveryMs({ idleLimitSeconds: 300 })).toBe(100_000);
  expect(renewEveryMs({ idleLimitSeconds: 10 })).toBe(3333);
});
