import type { NumberShape } from "../../src/core/phone/number-in-text.ts";
import type { CallpoolNumber } from "../callpool.d.ts";
import type { visit } from "../src/visit.ts";

/** What the snippet knows of the visit. */
export type Visit = {
  readonly visitor: string;
  readonly session: string;
  /** Ids of the impressions, joined by dots; empty while there is none. */
  readonly handle: string;
  readonly tagsWaiting: number;
  readonly renewEveryMs: number;
  readonly toldAtMs: number;
  readonly isBusy: boolean;
  readonly isOver: boolean;
  readonly hasConsent: boolean;
};

/** What the snippet lets its panel see; all of it is to be read only. */
export type Insight = {
  readonly campaign: string;
  readonly host: string;
  readonly pageNumbers: readonly {
    readonly tag: string;
    readonly shapes: readonly NumberShape[];
    readonly shown?: CallpoolNumber;
  }[];
  /** What the page itself has written into a text or an attribute. */
  readonly sourceOf: (node: Node) => string;
  readonly visit: () => Visit;
};

export function readVisit(read: typeof visit): Visit {
  const [visitor, session, handle, queue, renewEveryMs, toldAtMs, isBusy, isOver, hasConsent] =
    read();
  const tagsWaiting = queue.length;
  return {
    visitor,
    session,
    handle,
    tagsWaiting,
    renewEveryMs,
    toldAtMs,
    isBusy,
    isOver,
    hasConsent,
  };
}
