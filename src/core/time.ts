declare const instant: unique symbol;

/** Milliseconds since the Unix epoch, read from the server's clock (R45). */
export type Instant = number & { readonly [instant]: true };

/** The instant before every other: a number never issued has been reissuable since then (R42). */
export const BEGINNING = toInstant(0);

export function toInstant(epochMs: number): Instant {
  // The brand exists for the type checker alone.
  return epochMs as Instant;
}

export function plusMs(at: Instant, ms: number): Instant {
  return toInstant(at + ms);
}

export function plusSeconds(at: Instant, seconds: number): Instant {
  return toInstant(at + seconds * 1000);
}

export function latest(...instants: readonly Instant[]): Instant {
  return toInstant(Math.max(...instants));
}

export function earliest(...instants: readonly Instant[]): Instant {
  return toInstant(Math.min(...instants));
}
