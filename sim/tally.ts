/** What a run did, counted: a run that never came to a crash has proven nothing about crashes. */
const counted = [
  "issues",
  "misses",
  "reissues",
  "renewals",
  "ended",
  "closes",
  "crashes",
  "store errors",
  "lost messages",
  "doubled messages",
  "late messages",
  "clock faults",
  "calls: connect",
  "calls: unknown_number",
  "calls: no_active_impression",
  "calls: unassigned_number",
  "calls: campaign_paused",
  "calls: publisher_number_paused",
  "calls: no_target",
  "confidence: exclusive",
  "confidence: tail",
  "confidence: contested",
  "liveness: issued",
  "liveness: waited",
  "liveness: calls",
] as const;

export type Counted = (typeof counted)[number];

export type Tally = {
  add(what: Counted): void;
  counts(): Readonly<Record<Counted, number>>;
  /** What never happened. */
  zeros(): readonly Counted[];
};

export function makeTally(): Tally {
  // Every key of `counted`, so the type says no more than what is there.
  const counts = Object.fromEntries(counted.map((what) => [what, 0])) as Record<Counted, number>;
  return {
    add(what) {
      counts[what]++;
    },
    counts: () => ({ ...counts }),
    zeros: () => counted.filter((what) => counts[what] === 0),
  };
}

export function isCounted(what: string): what is Counted {
  return counted.some((one) => one === what);
}
