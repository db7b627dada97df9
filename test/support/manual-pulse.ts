import type { Pulse } from "../../src/service/live/live.ts";

/** A pulse that beats when told. */
export type ManualPulse = {
  readonly start: Pulse;
  /** Does all work that was started and not ended, once. */
  beat(): Promise<void>;
  /** How much work is started. */
  count(): number;
};

export function manualPulse(): ManualPulse {
  const works = new Set<() => Promise<void>>();
  return {
    start: (_everyMs, work) => {
      works.add(work);
      return () => works.delete(work);
    },
    async beat() {
      for (const work of works) await work();
    },
    count: () => works.size,
  };
}
