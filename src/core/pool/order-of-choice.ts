import type { NumberId, TagId, VisitorId } from "../ids.ts";
import type { Instant } from "../time.ts";
import { issuableFrom, numberState, type PoolNumberFacts } from "./number-state.ts";

/** Whom a number was last issued to: one browser, for one tag. */
export type Holder = { readonly tagId: TagId; readonly visitorId: VisitorId };

export type Candidate = PoolNumberFacts & { readonly id: NumberId };

export type Choice =
  | { readonly kind: "own"; readonly id: NumberId }
  | { readonly kind: "rested"; readonly id: NumberId }
  | { readonly kind: "none" };

/**
 * The order of choice (R42): the visitor's own linked number, else the one of the pool that has
 * been reissuable the longest. Among equals the smaller id, so that every store chooses the same.
 * @param own the number last issued to this visitor for this tag, wherever it is now (R27)
 */
export function chooseNumber(
  own: Candidate | undefined,
  pool: Iterable<Candidate>,
  now: Instant,
): Choice {
  if (own !== undefined && isKept(own, now)) return { kind: "own", id: own.id };
  let best: Candidate | undefined;
  for (const candidate of pool) {
    if (issuableFrom(candidate) > now) continue;
    if (best === undefined || restedLonger(candidate, best)) best = candidate;
  }
  return best === undefined ? { kind: "none" } : { kind: "rested", id: best.id };
}

/**
 * Whether its last holder still has the number: held or linked. A resting number (R12) is theirs
 * only while it is held.
 */
export function isKept(facts: PoolNumberFacts, now: Instant): boolean {
  const state = numberState(facts, now);
  return state === "held" || state === "linked";
}

export function isSameHolder(a: Holder | undefined, b: Holder): boolean {
  return a?.visitorId === b.visitorId && a.tagId === b.tagId;
}

function restedLonger(a: Candidate, b: Candidate): boolean {
  const difference = issuableFrom(a) - issuableFrom(b);
  return difference < 0 || (difference === 0 && a.id < b.id);
}
