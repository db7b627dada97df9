import { limits } from "../limits.ts";
import type { PoolSettings } from "../pool/settings.ts";
import { BEGINNING, earliest, latest, plusMs, plusSeconds, type Instant } from "../time.ts";

/*
 * A number's life, seen from one instant `now`:
 *
 *   never issued ──issue──▶ HELD ──now ≥ heldUntil──▶ LINKED ──now ≥ linkUntil──▶ free
 *                            ▲ │                        │ │
 *                  activity ─┘ │                        │ └─ issued to another visitor: link ends
 *                              └──── activity ◀─────────┘
 *
 * Nothing runs when a hold or a link ends: both ends are times, and whoever looks compares.
 */

/** The tie between a number and its newest impression (R40, R41). */
export type Lease = {
  readonly lastActivityAt: Instant;
  readonly closedAt?: Instant;
  /** The visit reserves the number until then. */
  readonly holdUntil: Instant;
  /** A call in progress reserves the number until then at most (R50); BEGINNING without one. */
  readonly inCallUntil: Instant;
  readonly linkUntil: Instant;
};

/** From this instant on the number may be issued to another visitor (R40). */
export function heldUntil(lease: Lease): Instant {
  return latest(lease.holdUntil, lease.inCallUntil);
}

export function isHeld(lease: Lease, now: Instant): boolean {
  return now < heldUntil(lease);
}

/** A held number is always linked, also where a long call outlasts the retention. */
export function isLinked(lease: Lease, now: Instant): boolean {
  return now < lease.linkUntil || isHeld(lease, now);
}

/** The impression itself is the first activity (R40). */
export function startLease(now: Instant, settings: PoolSettings): Lease {
  return activity(
    { lastActivityAt: now, inCallUntil: BEGINNING },
    BEGINNING,
    BEGINNING,
    now,
    settings,
  );
}

/**
 * Activity of the visitor: a page view, a renewal, a tag push, a call (R40). It takes up the
 * settings as they are now and never cuts what was promised under the old ones (R11).
 */
export function renewLease(lease: Lease, now: Instant, settings: PoolSettings): Lease {
  return activity(lease, lease.holdUntil, lease.linkUntil, now, settings);
}

function activity(
  lease: Pick<Lease, "lastActivityAt" | "inCallUntil">,
  holdUntil: Instant,
  linkUntil: Instant,
  now: Instant,
  settings: PoolSettings,
): Lease {
  // A server clock that was set back must not make a visit look older than it is.
  const lastActivityAt = latest(lease.lastActivityAt, now);
  const holdSeconds = settings.idleLimitSeconds + settings.closedBrowserDelaySeconds;
  return {
    lastActivityAt,
    inCallUntil: lease.inCallUntil,
    holdUntil: latest(holdUntil, plusSeconds(lastActivityAt, holdSeconds)),
    linkUntil: latest(linkUntil, plusSeconds(lastActivityAt, settings.linkRetentionSeconds)),
  };
}

/**
 * The browser said that the page was closed. Only with release-on-close does the hold end sooner,
 * and a close never makes it longer (R40).
 */
export function closeLease(lease: Lease, now: Instant, settings: PoolSettings): Lease {
  const releaseAt = plusSeconds(now, settings.closedBrowserDelaySeconds);
  return {
    ...lease,
    closedAt: now,
    holdUntil: settings.releaseOnClose ? earliest(lease.holdUntil, releaseAt) : lease.holdUntil,
  };
}

/** A call is activity, and holds the number until it ends (R40, R50). */
export function startCall(lease: Lease, now: Instant, settings: PoolSettings): Lease {
  return {
    ...renewLease(lease, now, settings),
    inCallUntil: latest(lease.inCallUntil, plusMs(now, limits.callHoldMs)),
  };
}

/**
 * A call ended: the visitor was active until now.
 * @param otherCallsUntil until when calls still in progress on this number hold it, or BEGINNING
 */
export function endCall(
  lease: Lease,
  now: Instant,
  settings: PoolSettings,
  otherCallsUntil: Instant,
): Lease {
  return { ...renewLease(lease, now, settings), inCallUntil: otherCallsUntil };
}
