import { describe, expect, test } from "vitest";
import type {
  CampaignId,
  ImpressionId,
  PublisherId,
  PublisherNumberId,
  VisitorId,
} from "../ids.ts";
import { startLease } from "../lease/lease.ts";
import { defaultPoolSettings } from "../pool/settings.ts";
import { plusSeconds, toInstant } from "../time.ts";
import { attribute, type DialledNumber, type ShownImpression } from "./attribute.ts";

const start = toInstant(100_000_000);
const after = (seconds: number) => plusSeconds(start, seconds);

function shown(id: string, visitor: string, issuedAfter: number, sequence = 1): ShownImpression {
  const { holdUntil, linkUntil } = startLease(after(issuedAfter), defaultPoolSettings);
  return {
    id: id as ImpressionId,
    sequence,
    visitorId: visitor as VisitorId,
    issuedAt: after(issuedAfter),
    holdUntil,
    linkUntil,
  };
}

type Known = Extract<DialledNumber, { kind: "known" }>;

/** A pool number whose newest impression is the first one given. */
function pooled(...impressions: readonly [ShownImpression, ...ShownImpression[]]): Known {
  const [newest] = impressions;
  const lease = startLease(newest.issuedAt, defaultPoolSettings);
  return { kind: "known", isInPool: true, lease, newestId: newest.id, impressions };
}

const publisherNumber = {
  id: "pbn" as PublisherNumberId,
  campaignId: "cmp" as CampaignId,
  publisherId: "pbl" as PublisherId,
};

describe("attribution", () => {
  test.each([
    ["inside the hold", pooled(shown("a", "A", 0)), 329, "exclusive"],
    ["after the hold", pooled(shown("a", "A", 0)), 330, "tail"],
    ["at the link's last second", pooled(shown("a", "A", 0)), 6 * 3600 - 1, "tail"],
    ["reissued", pooled(shown("b", "B", 400), shown("a", "A", 0)), 401, "contested"],
    ["reissued, in the tail", pooled(shown("b", "B", 400), shown("a", "A", 0)), 5000, "contested"],
    [
      "the earlier visitor's link ended",
      pooled(shown("b", "B", 400), shown("a", "A", 0)),
      6 * 3600,
      "tail",
    ],
    [
      "two landings of one visitor",
      pooled(shown("a2", "A", 5, 2), shown("a", "A", 0)),
      6,
      "exclusive",
    ],
  ] as const)("%s: %#, with its confidence (R46, R52)", (_, number, seconds, confidence) => {
    const found = attribute(number, after(seconds));
    expect(found).toMatchObject({
      kind: "impression",
      impressionId: number.newestId,
      confidence,
      trace: { rule: "last_impression", confidence },
    });
  });

  test("the trace names every impression and its role, newest first (R51, R52)", () => {
    const number = pooled(
      shown("c2", "C", 900, 4),
      shown("a", "A", 0, 1),
      shown("c1", "C", 900, 3),
      shown("b", "B", 400, 2),
    );
    const { trace } = attribute(number, after(901));
    expect(trace.impressions.map(({ id, role }) => [id, role])).toEqual([
      ["c2", "chosen"],
      ["c1", "same_visitor"],
      ["b", "rival"],
      ["a", "rival"],
    ]);
    expect(trace.explanation).toContain("2 earlier impressions");
  });

  test("an earlier visitor whose link has ended is past, and no rival (R52)", () => {
    const number = pooled(shown("b", "B", 400), shown("a", "A", 0));
    const { trace } = attribute(number, after(6 * 3600));
    expect(trace.impressions.map(({ role }) => role)).toEqual(["chosen", "past"]);
  });

  test.each([
    ["a number we do not have (R49)", { kind: "unknown" }, "unknown_number"],
    [
      "a pool number never shown (R47)",
      { kind: "known", isInPool: true, impressions: [] },
      "no_active_impression",
    ],
    [
      "an owned number in no pool",
      { kind: "known", isInPool: false, impressions: [] },
      "unassigned_number",
    ],
  ] as const)("%s is nobody's", (_, dialled, reason) => {
    const found = attribute(dialled, start);
    expect(found).toMatchObject({ kind: "none", reason, trace: { rule: reason } });
    expect(found.trace.explanation).toMatch(/the dialled number/i);
    expect(found.trace.impressions).toEqual([]);
  });

  test("after the link a pool number is nobody's (R41, R47)", () => {
    const found = attribute(pooled(shown("a", "A", 0)), after(6 * 3600));
    expect(found).toMatchObject({ kind: "none", reason: "no_active_impression" });
  });

  test("a publisher number is its campaign's and publisher's (R48)", () => {
    const dialled = { kind: "known", isInPool: false, impressions: [], publisherNumber } as const;
    expect(attribute(dialled, start)).toEqual({
      kind: "publisher_number",
      publisherNumberId: "pbn",
      campaignId: "cmp",
      publisherId: "pbl",
      trace: {
        rule: "publisher_number",
        explanation:
          "The dialled number is a publisher number: its campaign and publisher get the call.",
        impressions: [],
      },
    });
  });

  test("the newest is the one the number was issued for last, not the one shown last (R46)", () => {
    const [later, issued] = [shown("later", "A", 10, 1), shown("issued", "A", 0, 2)];
    const number = { ...pooled(later, issued), newestId: issued.id };
    expect(attribute(number, after(11))).toMatchObject({ impressionId: "issued" });
  });

  test("of impressions of one instant, the one stored later is newer (R51)", () => {
    const at = (sequence: number) => shown(`s${sequence}`, "A", 0, sequence);
    const number = pooled(at(2), at(1), at(4), at(3));
    const ids = attribute(number, after(1)).trace.impressions.map((one) => one.id);
    expect(ids).toEqual(["s4", "s3", "s2", "s1"]);
  });

  test.each([
    ["no lease", { ...pooled(shown("a", "A", 0)), lease: undefined }],
    ["none of the impressions", { ...pooled(shown("a", "A", 0)), newestId: "x" as ImpressionId }],
  ])("a number with %s is not linked (R47)", (_, { lease, ...known }) => {
    const number = lease === undefined ? known : { ...known, lease };
    expect(attribute(number, after(1))).toMatchObject({ reason: "no_active_impression" });
  });

  test("a number that became a publisher number answers for its last visit first (R7)", () => {
    const dialled = { ...pooled(shown("a", "A", 0)), isInPool: false, publisherNumber };
    expect(attribute(dialled, after(400))).toMatchObject({ kind: "impression" });
    expect(attribute(dialled, after(6 * 3600))).toMatchObject({ kind: "publisher_number" });
  });

  test.each([
    [42, "42 s"],
    [125, "2 min 5 s"],
    [3 * 3600 + 60, "3 h 1 min"],
  ])("the explanation says how long ago: %i s", (seconds, text) => {
    const { trace } = attribute(pooled(shown("a", "A", 0)), after(seconds));
    expect(trace.explanation).toContain(`${text} before the call`);
  });
});
