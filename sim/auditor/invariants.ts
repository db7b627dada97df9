import type { NumberId, PoolId } from "../../src/core/ids.ts";
import type { NumberWithState } from "../../src/store/catalogue.ts";
import type { Settings } from "./ledger.ts";

/*
 * The invariants of src/core/lease/SPEC.md, judged by what the store has said of itself and by
 * nothing else: neither by the ledger's predictions nor by the rules' own code. What the ledger and
 * the store were both wrong about would show here.
 */

/** What was done to a number, and what of it the invariants need to know. */
export type Act = {
  readonly kind: "issue" | "activity" | "close" | "other";
  readonly numberId: NumberId;
  readonly at: number;
  readonly settings?: Settings;
};

type Seen = Pick<NumberWithState, "poolId" | "quarantinedUntil" | "heldUntil" | "linkUntil">;

export type Invariants = {
  /**
   * The store named the number to a visitor.
   * @param step whether nothing else was done to its pool in it: the store's word on the pool's
   *   numbers is then that of the step before
   */
  told(numberId: NumberId, holder: string, step: { now: number; isSingle: boolean }): void;
  /**
   * The step is over, and this is what the store says of a number that it touched.
   * @param latestAt the latest time at which any process did anything
   */
  saw(number: NumberWithState, acts: readonly Act[], latestAt: number): void;
  /** The store says that none of the pool's numbers could be issued. */
  missed(poolId: PoolId, now: number): void;
  /** A call to the number came, and was linked to a visit or not. */
  called(numberId: NumberId, isLinked: boolean, now: number): void;
};

export function makeInvariants(fail: (what: string, numberId?: string) => void): Invariants {
  const seen = new Map<NumberId, Seen>();
  const holders = new Map<NumberId, string>();

  const heldUntil = (id: NumberId) => seen.get(id)?.heldUntil ?? 0;
  const issuableSince = (one: Seen) => Math.max(one.heldUntil ?? 0, one.quarantinedUntil);

  function checkChoice(numberId: NumberId, now: number): void {
    const chosen = seen.get(numberId);
    if (chosen === undefined) return;
    if (issuableSince(chosen) > now) fail("I8: a number was issued that could not be", numberId);
    for (const [id, other] of seen) {
      if (other.poolId !== chosen.poolId || issuableSince(other) >= issuableSince(chosen)) continue;
      fail(`I8: ${id} could be issued for longer than the one that was`, numberId);
    }
  }

  return {
    told(numberId, holder, { now, isSingle }) {
      const before = holders.get(numberId);
      holders.set(numberId, holder);
      if (!isSingle || before === holder) return;
      if (before !== undefined && heldUntil(numberId) > now) {
        fail(`I1: held by ${before}, and told to ${holder}`, numberId);
      }
      checkChoice(numberId, now);
    },
    saw(number, acts, latestAt) {
      const { id, poolId, quarantinedUntil, heldUntil: held, linkUntil } = number;
      const before = seen.get(id);
      const [act] = acts;
      // Of several acts in one step, nobody outside can tell which did what.
      if (before !== undefined && act !== undefined && acts.length === 1) {
        checkMove(act, before, number, latestAt, (what) => {
          fail(what, id);
        });
      }
      seen.set(id, {
        quarantinedUntil,
        ...(poolId === undefined ? {} : { poolId }),
        ...(held === undefined ? {} : { heldUntil: held }),
        ...(linkUntil === undefined ? {} : { linkUntil }),
      });
    },
    missed(poolId, now) {
      for (const [id, one] of seen) {
        if (one.poolId !== poolId || issuableSince(one) > now) continue;
        fail(`I7: the pool was said to be exhausted, and ${id} could be issued`, id);
      }
    },
    called(numberId, isLinked, now) {
      if (heldUntil(numberId) > now && !isLinked)
        fail("I5: a held number was not linked", numberId);
    },
  };
}

function checkMove(
  act: Act,
  before: Seen,
  after: NumberWithState,
  latestAt: number,
  fail: (what: string) => void,
): void {
  const [heldBefore, held] = [before.heldUntil ?? 0, after.heldUntil ?? 0];
  const isActivity = act.kind === "activity";
  if (isActivity && held < heldBefore) fail("I2: activity made the hold end sooner");
  if (isActivity && (after.linkUntil ?? 0) < (before.linkUntil ?? 0)) {
    fail("I2: activity made the link end sooner");
  }
  if (act.kind === "close" && held > heldBefore) fail("I3: a close made the hold end later");
  if (act.settings !== undefined && act.kind !== "close") {
    const { idleLimitSeconds, closedBrowserDelaySeconds } = act.settings;
    const visitMs = (idleLimitSeconds + closedBrowserDelaySeconds) * 1000;
    const promised = (at: number) => Math.max(isActivity ? heldBefore : 0, at + visitMs);
    // Where this process's clock is behind, the visit was last active at another process's time.
    const [from, until] = [promised(act.at), promised(isActivity ? latestAt : act.at)];
    if (held < from || held > until) fail(`I4: the hold ends at ${held}, not at ${from}`);
  }
}
