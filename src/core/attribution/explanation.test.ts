import { describe, expect, test } from "vitest";
import type { ImpressionId, VisitorId } from "../ids.ts";
import { plusSeconds, toInstant } from "../time.ts";
import type { Confidence, TracedImpression } from "./attribute.ts";
import { explain } from "./explanation.ts";

const start = toInstant(100_000_000);

function traced(role: TracedImpression["role"], issuedAfter = 0): TracedImpression {
  return {
    id: role as string as ImpressionId,
    sequence: 1,
    visitorId: role as string as VisitorId,
    issuedAt: plusSeconds(start, issuedAfter),
    holdUntil: start,
    linkUntil: start,
    role,
  };
}

describe("the explanation of an attribution (R52)", () => {
  test.each([
    ["unknown_number", "Callpool does not have the dialled number."],
    [
      "unassigned_number",
      "The dialled number is in no pool, and neither a publisher nor a visit has it.",
    ],
    [
      "no_active_impression",
      "The dialled number is in a pool, but no visit was linked to it when the call came.",
    ],
    [
      "publisher_number",
      "The dialled number is a publisher number: its campaign and publisher get the call.",
    ],
  ] as const)("says why a call has no visit: %s", (rule, sentence) => {
    expect(explain({ rule, impressions: [] }, start)).toBe(sentence);
  });

  const shown = "The number was last shown 7 s before the call, ";
  test.each<[Confidence, TracedImpression[], string]>([
    ["exclusive", [], "and was reserved for that visitor alone."],
    ["tail", [], "the hold had ended, and nobody else was given the number since."],
    [
      "contested",
      [traced("same_visitor"), traced("rival"), traced("past")],
      "but one earlier impression of other visitors showed it recently enough to be the caller's.",
    ],
    [
      "contested",
      [traced("rival"), traced("rival"), traced("past")],
      "but 2 earlier impressions of other visitors showed it recently enough to be the caller's.",
    ],
  ])("says how sure it is: %s", (confidence, others, certainty) => {
    const impressions = [...others, traced("chosen", 100)];
    const trace = { rule: "last_impression", confidence, impressions } as const;
    expect(explain(trace, plusSeconds(start, 107))).toBe(`${shown}${certainty}`);
  });

  test.each([
    [-1, "0 s"],
    [0, "0 s"],
    [59, "59 s"],
    [60, "1 min 0 s"],
    [3599, "59 min 59 s"],
    [3600, "1 h 0 min"],
    [7260, "2 h 1 min"],
  ])("says when the number was shown: %i s before", (seconds, ago) => {
    const impressions = [traced("chosen")];
    const trace = { rule: "last_impression", confidence: "tail", impressions } as const;
    expect(explain(trace, plusSeconds(start, seconds))).toContain(`shown ${ago} before the call`);
  });

  test("is never asked for without the impression that was chosen", () => {
    const trace = { rule: "last_impression", impressions: [traced("rival")] } as const;
    expect(() => explain(trace, start)).toThrow("the impression that a call belongs to");
  });
});
