import { heldUntil, isHeld, isLinked, type Lease } from "../lease/lease.ts";
import { BEGINNING, latest, type Instant } from "../time.ts";

/** A pool number at an instant: exactly one of these (R10). */
export type NumberState = "held" | "linked" | "free" | "quarantined";

export type PoolNumberFacts = {
  /** Absent when the number was never issued. */
  readonly lease?: Lease;
  /** BEGINNING when it is not in quarantine (R12). */
  readonly quarantinedUntil: Instant;
};

/** Hold comes first: a quarantine never takes a number from a visitor who has it. */
export function numberState(facts: PoolNumberFacts, now: Instant): NumberState {
  if (facts.lease !== undefined && isHeld(facts.lease, now)) return "held";
  if (now < facts.quarantinedUntil) return "quarantined";
  if (facts.lease !== undefined && isLinked(facts.lease, now)) return "linked";
  return "free";
}

/** Since when the number could be issued: never issued counts as longest (R42). */
export function issuableFrom(facts: PoolNumberFacts): Instant {
  const rested = facts.lease === undefined ? BEGINNING : heldUntil(facts.lease);
  return latest(rested, facts.quarantinedUntil);
}
