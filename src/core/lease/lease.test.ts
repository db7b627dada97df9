import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { limits } from "../limits.ts";
import { defaultPoolSettings, type PoolSettings } from "../pool/settings.ts";
import { BEGINNING, plusMs, plusSeconds, toInstant, type Instant } from "../time.ts";
import {
  closeLease,
  endCall,
  heldUntil,
  isHeld,
  isLinked,
  renewLease,
  startCall,
  startLease,
  type Lease,
} from "./lease.ts";

const start = toInstant(1_000_000);
const after = (seconds: number) => plusSeconds(start, seconds);
const releasing = { ...defaultPoolSettings, releaseOnClose: true };

const settingsArbitrary: fc.Arbitrary<PoolSettings> = fc
  .record({
    idleLimitSeconds: fc.integer({ min: 3, max: 900 }),
    closedBrowserDelaySeconds: fc.integer({ min: 0, max: 120 }),
    extra: fc.integer({ min: 0, max: 86_400 }),
    releaseOnClose: fc.boolean(),
  })
  .map(({ extra, ...rest }) => ({
    ...rest,
    linkRetentionSeconds: rest.idleLimitSeconds + rest.closedBrowserDelaySeconds + extra,
  }));

type Step = (lease: Lease, now: Instant, settings: PoolSettings) => Lease;
const steps: Readonly<Record<string, Step>> = {
  renew: renewLease,
  close: closeLease,
  startCall,
  endCall: (lease, now, settings) => endCall(lease, now, settings, BEGINNING),
};
const lifeArbitrary = fc.array(
  fc.record({
    step: fc.constantFrom(...Object.keys(steps)),
    waitMs: fc.integer({ min: 0, max: 600_000 }),
    settings: settingsArbitrary,
  }),
  { maxLength: 20 },
);

describe("hold", () => {
  test.each([
    ["just issued", 0, true],
    ["a millisecond before the end", 329.999, true],
    ["at idle limit + delay", 330, false],
  ])("%s (R40)", (_, seconds, expected) => {
    expect(isHeld(startLease(start, defaultPoolSettings), after(seconds))).toBe(expected);
  });

  test("activity starts the time anew (R40)", () => {
    const lease = renewLease(
      startLease(start, defaultPoolSettings),
      after(200),
      defaultPoolSettings,
    );
    expect(heldUntil(lease)).toBe(after(530));
  });

  test("shorter settings apply to the next activity and cut nothing (R11)", () => {
    const shorter = { ...defaultPoolSettings, idleLimitSeconds: 10 };
    const first = renewLease(startLease(start, defaultPoolSettings), after(5), shorter);
    expect(heldUntil(first)).toBe(after(330));
    expect(heldUntil(renewLease(first, after(320), shorter))).toBe(after(360));
  });

  test("a clock that was set back does not shorten the visit (R45)", () => {
    const lease = startLease(start, defaultPoolSettings);
    expect(renewLease(lease, plusMs(start, -5000), defaultPoolSettings)).toEqual(lease);
  });
});

describe("close", () => {
  test("is recorded and does not shorten the hold (R40)", () => {
    const closed = closeLease(
      startLease(start, defaultPoolSettings),
      after(9),
      defaultPoolSettings,
    );
    expect(closed).toMatchObject({ closedAt: after(9), holdUntil: after(330) });
  });

  test("with release-on-close ends the hold the delay later (R40)", () => {
    expect(heldUntil(closeLease(startLease(start, releasing), after(9), releasing))).toBe(
      after(39),
    );
  });

  test("activity after a close opens the visit again", () => {
    const closed = closeLease(startLease(start, releasing), after(9), releasing);
    const again = renewLease(closed, after(20), releasing);
    expect(heldUntil(again)).toBe(after(350));
    expect(again.closedAt).toBeUndefined();
  });

  test("does not end the hold of a call in progress (R50)", () => {
    const calling = startCall(startLease(start, releasing), after(5), releasing);
    expect(isHeld(closeLease(calling, after(6), releasing), after(3600))).toBe(true);
  });
});

describe("link", () => {
  test.each([
    ["6 h less a millisecond", 6 * 3600 - 0.001, true],
    ["6 h", 6 * 3600, false],
  ])("%s after the last activity (R41)", (_, seconds, expected) => {
    expect(isLinked(startLease(start, defaultPoolSettings), after(seconds))).toBe(expected);
  });
});

describe("call", () => {
  test("holds for four hours at most, when its end is never told (R50)", () => {
    const calling = startCall(startLease(start, defaultPoolSettings), start, defaultPoolSettings);
    expect(heldUntil(calling)).toBe(plusMs(start, limits.callHoldMs));
  });

  test("its end is the visitor's last activity (R40, R50)", () => {
    const calling = startCall(startLease(start, defaultPoolSettings), start, defaultPoolSettings);
    const ended = endCall(calling, after(1000), defaultPoolSettings, BEGINNING);
    expect(heldUntil(ended)).toBe(after(1330));
  });

  test("another call in progress goes on holding (R50)", () => {
    const calling = startCall(startLease(start, defaultPoolSettings), start, defaultPoolSettings);
    const ended = endCall(calling, after(10), defaultPoolSettings, after(9000));
    expect(heldUntil(ended)).toBe(after(9000));
  });
});

describe("invariants, in any life", () => {
  const live = (check: (before: Lease, next: Lease, step: string, now: Instant) => void) =>
    fc.assert(
      fc.property(settingsArbitrary, lifeArbitrary, (first, life) => {
        let now = start;
        let lease = startLease(now, first);
        for (const { step, waitMs, settings } of life) {
          now = plusMs(now, waitMs);
          const next = steps[step]?.(lease, now, settings) ?? lease;
          check(lease, next, step, now);
          lease = next;
        }
      }),
    );

  test("I2: activity never makes a hold or a link end sooner (R11)", () => {
    live((before, next, step) => {
      if (step !== "renew" && step !== "startCall") return;
      expect(next.holdUntil).toBeGreaterThanOrEqual(before.holdUntil);
      expect(next.linkUntil).toBeGreaterThanOrEqual(before.linkUntil);
      expect(next.inCallUntil).toBeGreaterThanOrEqual(before.inCallUntil);
    });
  });

  test("I3: a close never makes a hold end later (R40)", () => {
    live((before, next, step) => {
      if (step === "close") expect(heldUntil(next)).toBeLessThanOrEqual(heldUntil(before));
    });
  });

  test("I4: under one set of settings a hold ends exactly after idle limit + delay (R40)", () => {
    fc.assert(
      fc.property(settingsArbitrary, fc.array(fc.nat(600_000)), (settings, waits) => {
        let now = start;
        let lease = startLease(now, settings);
        for (const waitMs of waits) {
          now = plusMs(now, waitMs);
          lease = renewLease(lease, now, settings);
        }
        const seconds = settings.idleLimitSeconds + settings.closedBrowserDelaySeconds;
        expect(heldUntil(lease)).toBe(plusSeconds(now, seconds));
      }),
    );
  });

  test("I5: a held number is linked", () => {
    live((_, next, __, now) => {
      for (const waitMs of [0, 1000, 100_000, 10_000_000]) {
        const at = plusMs(now, waitMs);
        if (isHeld(next, at)) expect(isLinked(next, at)).toBe(true);
      }
    });
  });
});
