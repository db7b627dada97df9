import type { ImpressionId, NumberId, TagId, VisitorId } from "../ids.ts";
import type { Instant } from "../time.ts";
import { heldUntil, type Lease } from "./lease.ts";

/**
 * What became of a hold: the number was given to a visitor, or the end of their hold moved. Written
 * once, in the same transaction as the hold itself, and never changed.
 */
export type LeaseEvent = {
  readonly sequence: number;
  readonly at: Instant;
  readonly kind: "issued" | "extended" | "shortened";
  readonly numberId: NumberId;
  readonly visitorId: VisitorId;
  readonly tagId: TagId;
  readonly impressionId: ImpressionId;
  /** From then on the number could be issued to somebody else, as far as was known at `at`. */
  readonly heldUntil: Instant;
};

/** How a hold moved from one lease to the next, or undefined when it did not. */
export function holdChange(before: Lease, after: Lease): "extended" | "shortened" | undefined {
  const moved = heldUntil(after) - heldUntil(before);
  if (moved === 0) return undefined;
  return moved > 0 ? "extended" : "shortened";
}

/** A number that two visitors held at the same time: what must never be (R39). */
export type Overlap = {
  readonly numberId: NumberId;
  /** The event that reached into another visitor's hold. */
  readonly sequence: number;
  readonly at: Instant;
  readonly visitorId: VisitorId;
  readonly heldBy: VisitorId;
  readonly heldUntil: Instant;
};

export type LeaseAudit = {
  readonly events: number;
  /** Times that a number was given to a visitor. */
  readonly holds: number;
  readonly overlapCount: number;
  /** The first of them, as examples. */
  readonly overlaps: readonly Overlap[];
  /** Shortest time from one visitor's hold to the next visitor's, in ms. */
  readonly shortestRestMs?: number;
};

export type LeaseAuditor = {
  /** Events in the order of their sequence. */
  read(event: LeaseEvent): void;
  result(): LeaseAudit;
};

const EXAMPLES_MAX = 20;

type Hold = Pick<LeaseEvent, "visitorId" | "tagId" | "heldUntil">;

/**
 * Reads a lease log from its beginning and judges it by the log alone: it knows nothing of the
 * store that wrote it, nor of the code that chose.
 */
export function leaseAuditor(): LeaseAuditor {
  const holds = new Map<NumberId, Hold>();
  const overlaps: Overlap[] = [];
  let [events, issued, overlapCount] = [0, 0, 0];
  let shortestRestMs: number | undefined;

  return {
    read(event) {
      events++;
      if (event.kind === "issued") issued++;
      const before = holds.get(event.numberId);
      if (before !== undefined && !isSameVisitor(before, event)) {
        const restMs = event.at - before.heldUntil;
        // Only an issue may change the visitor, and only after the hold.
        if (restMs < 0 || event.kind !== "issued") {
          overlapCount++;
          if (overlaps.length < EXAMPLES_MAX) overlaps.push(overlapOf(event, before));
        } else {
          shortestRestMs = Math.min(shortestRestMs ?? restMs, restMs);
        }
      }
      holds.set(event.numberId, event);
    },
    result: () => ({
      events,
      holds: issued,
      overlapCount,
      overlaps,
      ...(shortestRestMs === undefined ? {} : { shortestRestMs }),
    }),
  };
}

function isSameVisitor(a: Hold, b: Hold): boolean {
  return a.visitorId === b.visitorId && a.tagId === b.tagId;
}

function overlapOf(event: LeaseEvent, before: Hold): Overlap {
  const { numberId, sequence, at, visitorId } = event;
  return {
    numberId,
    sequence,
    at,
    visitorId,
    heldBy: before.visitorId,
    heldUntil: before.heldUntil,
  };
}
