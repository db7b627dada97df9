import { createContext, useContext, type ReactNode } from "react";
import { TimeText } from "./instant.tsx";
import { formatLength } from "./time-format.ts";
import { useNow } from "./use-now.ts";

/** How far the server's clock is ahead of the browser's, in ms: holds end by the server's (R45). */
const Skew = createContext(0);

type ServerClockProps = {
  /** A time that the server gave, ISO 8601, and when it came here, in ms. */
  readonly at: string | undefined;
  readonly receivedAtMs: number;
  readonly children: ReactNode;
};

/** Countdowns inside it go by the server's clock. */
export function ServerClock({ at, receivedAtMs, children }: ServerClockProps) {
  const skewMs = at === undefined ? 0 : Date.parse(at) - receivedAtMs;
  return <Skew value={skewMs}>{children}</Skew>;
}

/** The server's time, in milliseconds, renewed once a second. */
export function useServerNow(): number {
  return useNow() + useContext(Skew);
}

/** How long it is until a time; the time itself on hover and focus. */
export function Countdown({ until }: { readonly until: string }) {
  const seconds = Math.ceil((Date.parse(until) - useServerNow()) / 1000);
  return <TimeText at={until} text={seconds > 0 ? formatLength(seconds) : "ending…"} />;
}
