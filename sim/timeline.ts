import { toInstant, type Instant } from "../src/core/time.ts";

export type Happening = {
  readonly at: Instant;
  /** Breaks ties: first planned, first run. */
  readonly order: number;
  /** What changes the set-up runs alone, so that it is clear what a page of that instant saw. */
  readonly isAlone: boolean;
  run(): Promise<void> | void;
};

/** Virtual time: it stands still until somebody takes what happens next. */
export type Timeline = {
  now(): Instant;
  /** Plans something for later; whole milliseconds. */
  after(ms: number, run: Happening["run"], options?: { readonly isAlone: boolean }): void;
  /** Takes up to that many of the next happenings, and moves the time to the last of them. */
  take(count: number): readonly Happening[];
  /** Lets time pass in which nothing happens; what was planned for it happens right after. */
  pass(ms: number): void;
  /** Forgets everything that was planned. */
  clear(): void;
};

export function makeTimeline(start: Instant): Timeline {
  let now = start;
  let planned = 0;
  let heap: Happening[] = [];

  function takeNext(): Happening | undefined {
    const next = heap[0];
    const last = heap.pop();
    if (next === undefined || last === undefined) return undefined;
    if (heap.length > 0) {
      heap[0] = last;
      sink(heap);
    }
    now = toInstant(Math.max(now, next.at));
    return next;
  }

  return {
    now: () => now,
    after(ms, run, { isAlone } = { isAlone: false }) {
      heap.push({ at: toInstant(now + Math.round(ms)), order: planned++, isAlone, run });
      rise(heap);
    },
    take(count) {
      const taken: Happening[] = [];
      while (taken.length < count) {
        const [next] = heap;
        if (next === undefined || (next.isAlone && taken.length > 0)) break;
        takeNext();
        taken.push(next);
        if (next.isAlone) break;
      }
      return taken;
    },
    pass(ms) {
      now = toInstant(now + ms);
    },
    clear() {
      heap = [];
    },
  };
}

/** A binary heap: the earliest is first, and each comes before the two at twice its place. */
function rise(heap: Happening[]): void {
  for (let at = heap.length - 1; at > 0;) {
    const parent = (at - 1) >> 1;
    if (!swapIfEarlier(heap, at, parent)) return;
    at = parent;
  }
}

function sink(heap: Happening[]): void {
  for (let at = 0; ;) {
    const [left, right] = [2 * at + 1, 2 * at + 2];
    const child = isEarlier(heap[right], heap[left]) ? right : left;
    if (!swapIfEarlier(heap, child, at)) return;
    at = child;
  }
}

function swapIfEarlier(heap: Happening[], below: number, above: number): boolean {
  const [lower, upper] = [heap[below], heap[above]];
  if (lower === undefined || upper === undefined || !isEarlier(lower, upper)) return false;
  heap[above] = lower;
  heap[below] = upper;
  return true;
}

function isEarlier(a: Happening | undefined, b: Happening | undefined): boolean {
  if (a === undefined || b === undefined) return a !== undefined;
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
