import { useSyncExternalStore } from "react";

/** One timer for all that shows how long ago something was; none while nothing does. */
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let nowMs = 0;

const everyMs = 1_000;

function tick(): void {
  nowMs = Date.now();
  listeners.forEach((listener) => listener());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, everyMs);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function read(): number {
  // Nobody has looked for a while.
  if (timer === undefined) nowMs = Date.now();
  return nowMs;
}

/** The time, in milliseconds, renewed once a second. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, read);
}
