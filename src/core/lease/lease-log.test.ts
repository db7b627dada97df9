import { describe, expect, test } from "vitest";
import type { ImpressionId, NumberId, TagId, VisitorId } from "../ids.ts";
import { defaultPoolSettings } from "../pool/settings.ts";
import { plusSeconds, toInstant } from "../time.ts";
import { closeLease, renewLease, startLease } from "./lease.ts";
import { holdChange, leaseAuditor, type LeaseAudit, type LeaseEvent } from "./lease-log.ts";

type Told = readonly [
  kind: LeaseEvent["kind"],
  visitor: string,
  atSeconds: number,
  heldUntilSeconds: number,
  number?: string,
];

function audit(...told: readonly Told[]): LeaseAudit {
  const auditor = leaseAuditor();
  for (const [index, [kind, visitor, at, heldUntil, number = "n1"]] of told.entries()) {
    auditor.read({
      sequence: index + 1,
      at: toInstant(at * 1000),
      kind,
      numberId: number as NumberId,
      visitorId: visitor as VisitorId,
      tagId: "tag" as TagId,
      impressionId: "imp" as ImpressionId,
      heldUntil: toInstant(heldUntil * 1000),
    });
  }
  return auditor.result();
}

describe("the auditor of lease logs (R39)", () => {
  test("an empty log has nothing to say", () => {
    expect(audit()).toEqual({ events: 0, holds: 0, overlapCount: 0, overlaps: [] });
  });

  test("holds one after the other do not overlap; the shortest rest is told", () => {
    const result = audit(
      ["issued", "a", 0, 330],
      ["issued", "b", 340, 670],
      ["issued", "c", 670, 1000],
      ["issued", "x", 100, 430, "n2"],
    );
    expect(result).toEqual({
      events: 4,
      holds: 4,
      overlapCount: 0,
      overlaps: [],
      shortestRestMs: 0,
    });
  });

  test("a number that is issued before the hold's end is an overlap", () => {
    const result = audit(["issued", "a", 0, 330], ["issued", "b", 329, 659]);
    expect(result).toMatchObject({
      overlapCount: 1,
      overlaps: [{ numberId: "n1", sequence: 2, visitorId: "b", heldBy: "a" }],
    });
  });

  test("an extension counts: it moves the end that the next issue is held against", () => {
    const longer = audit(
      ["issued", "a", 0, 330],
      ["extended", "a", 200, 530],
      ["issued", "b", 400, 730],
    );
    expect(longer.overlapCount).toBe(1);
    const shorter = audit(
      ["issued", "a", 0, 330],
      ["shortened", "a", 10, 40],
      ["issued", "b", 40, 370],
    );
    expect(shorter).toMatchObject({ overlapCount: 0, shortestRestMs: 0 });
  });

  test("somebody else's extension is an overlap, also after the hold", () => {
    expect(audit(["issued", "a", 0, 330], ["extended", "b", 500, 830]).overlapCount).toBe(1);
  });

  test("the same visitor again is no rest and no overlap", () => {
    const result = audit(["issued", "a", 0, 330], ["issued", "a", 100, 430]);
    expect(result).toEqual({ events: 2, holds: 2, overlapCount: 0, overlaps: [] });
  });

  test("another tag of the same visitor is another holder: a page shows both numbers", () => {
    const auditor = leaseAuditor();
    for (const [index, tagId] of ["one", "two"].entries()) {
      auditor.read({
        sequence: index + 1,
        at: toInstant(index),
        kind: "issued",
        numberId: "n1" as NumberId,
        visitorId: "a" as VisitorId,
        tagId: tagId as TagId,
        impressionId: "imp" as ImpressionId,
        heldUntil: toInstant(330_000),
      });
    }
    expect(auditor.result().overlapCount).toBe(1);
  });

  test("an extension is an event and no hold", () => {
    const result = audit(["issued", "a", 0, 330], ["extended", "a", 10, 340]);
    expect(result).toStrictEqual({ events: 2, holds: 1, overlapCount: 0, overlaps: [] });
  });

  test("of many overlaps all are counted and the first are shown", () => {
    const many = Array.from({ length: 50 }, (_, at): Told => ["issued", `v${at}`, at, at + 330]);
    const result = audit(...many);
    expect(result.overlapCount).toBe(49);
    expect(result.overlaps).toHaveLength(20);
  });
});

test("a hold that did not move leaves no event", () => {
  const start = toInstant(0);
  const lease = startLease(start, defaultPoolSettings);
  const releasing = { ...defaultPoolSettings, releaseOnClose: true };
  const later = plusSeconds(start, 5);
  expect(holdChange(lease, closeLease(lease, later, defaultPoolSettings))).toBeUndefined();
  expect(holdChange(lease, renewLease(lease, later, defaultPoolSettings))).toBe("extended");
  expect(holdChange(lease, closeLease(lease, later, releasing))).toBe("shortened");
});
