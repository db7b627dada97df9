import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { startLease } from "../lease/lease.ts";
import { BEGINNING, plusSeconds, toInstant } from "../time.ts";
import { issuableFrom, numberState } from "./number-state.ts";
import { defaultPoolSettings } from "./settings.ts";

const start = toInstant(1_000_000);
const lease = startLease(start, defaultPoolSettings);
const after = (seconds: number) => plusSeconds(start, seconds);

describe("a pool number is in exactly one state (R10)", () => {
  test.each([
    ["never issued", { quarantinedUntil: BEGINNING }, 0, "free"],
    ["resting, never issued", { quarantinedUntil: after(10) }, 0, "quarantined"],
    ["rested", { quarantinedUntil: after(10) }, 10, "free"],
    ["issued", { lease, quarantinedUntil: BEGINNING }, 0, "held"],
    ["held, though it should rest", { lease, quarantinedUntil: after(999) }, 329, "held"],
    ["its hold ended in quarantine", { lease, quarantinedUntil: after(999) }, 330, "quarantined"],
    ["its rest ended", { lease, quarantinedUntil: after(999) }, 999, "linked"],
    ["its hold ended", { lease, quarantinedUntil: BEGINNING }, 330, "linked"],
    ["its link ended", { lease, quarantinedUntil: BEGINNING }, 6 * 3600, "free"],
  ] as const)("%s", (_, facts, seconds, expected) => {
    expect(numberState(facts, after(seconds))).toBe(expected);
  });

  test("I6: it can be issued exactly when it is linked or free", () => {
    const instants = fc.nat(100_000).map(after);
    fc.assert(
      fc.property(instants, instants, fc.boolean(), (quarantinedUntil, now, isIssued) => {
        const facts = isIssued ? { lease, quarantinedUntil } : { quarantinedUntil };
        const isIssuable = ["linked", "free"].includes(numberState(facts, now));
        expect(issuableFrom(facts) <= now).toBe(isIssuable);
      }),
    );
  });
});
