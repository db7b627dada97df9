/*
 * What a page can ask of the snippet. Copy this file into a TypeScript project, or name it in a
 * reference, and `window.callpool` and `window._callpool_tags` have their types.
 */

/** A number that the page shows for one call tracking tag. */
export interface CallpoolNumber {
  /** Id of the call tracking tag. */
  readonly tag: string;
  /** E.164, to dial: `+12125550100`. */
  readonly number: string;
  /** The same as people of its country write it, to read: `(212) 555-0100`. */
  readonly national: string;
  /**
   * Why it is the primary number and not the visitor's own, for example `pool_exhausted` or
   * `no_consent`.
   */
  readonly reason?: string | undefined;
}

/**
 * Facts about the visit, to be seen on its calls: `{ plan: "gold", visits: 3 }`. `type` is the type
 * of all of them, `User` when it is missing. Values that are objects are left out.
 */
export interface CallpoolTags {
  readonly type?: string;
  readonly [name: string]: unknown;
}

export interface Callpool {
  /**
   * The numbers, once the first answer is there; a page that is not visible yet waits until it is.
   * It never rejects: when there is no answer, it resolves with the numbers that need none, and the
   * page keeps its own for all others. So it does without consent; `onNumber` tells what comes.
   */
  readonly ready: Promise<readonly CallpoolNumber[]>;

  /** The numbers shown at this moment. */
  readonly numbers: readonly CallpoolNumber[];

  /** Calls back with every number: those already shown, those to come, and each that changes. */
  onNumber(callback: (number: CallpoolNumber) => void): void;

  /** Adds facts to the visit, at any time; the same as `_callpool_tags.push`. */
  addTags(...tags: readonly CallpoolTags[]): void;

  /**
   * Says whether the visitor consents, as often as you like. With `data-consent="required"` on the
   * script's tag nothing is stored and nothing sent before `true`. After `false` the cookie is
   * removed, the hold closed and nothing sent any more; visitors see the primary numbers, with the
   * reason `no_consent`, until `true` makes them a new visitor.
   */
  consent(isGiven: boolean): void;

  /**
   * Says that the visitor needs the number no longer: nothing is sent for this page from now on,
   * and its hold ends as if the page had been closed. What the page shows stays as it is.
   */
  release(): void;

  /**
   * Swaps the numbers in a part of the page that the snippet does not see: in a closed shadow root,
   * or in one that was attached late to an element that is no custom element.
   */
  swap(node: Node): void;

  /** Opens the debug panel, as `?callpool_debug=1` in the page's address does. */
  debug(): void;
}

declare global {
  interface Window {
    /** There once the snippet has run. */
    callpool?: Callpool;
    /** Works before the snippet is there: `window._callpool_tags = window._callpool_tags || []`. */
    _callpool_tags?: { push(...tags: readonly CallpoolTags[]): unknown };
  }
}
