import { bucketOf, SAMPLE_SECONDS } from "../core/pool/history.ts";
import { BEGINNING } from "../core/time.ts";
import type { Figures } from "../store/figures.ts";
import { StoreBusy, StoreUnavailable, type Clock } from "../store/store.ts";

/** Work in the background: see `ops/pulse.ts`. */
type Pulse = (everyMs: number, work: () => Promise<void>) => () => void;

/** Every server asks in each minute; which of them samples, the store says. */
const LOOK_EVERY_MS = 5_000;

/**
 * Samples what pools are doing, in the background, once a minute.
 * @returns ends it, once what is under way is done
 */
export function samplePoolsEveryMinute(
  { figures, clock }: { readonly figures: Pick<Figures, "samplePools">; readonly clock: Clock },
  pulse: Pulse,
): () => Promise<void> {
  let last = BEGINNING;
  let underWay: Promise<unknown> = Promise.resolve();

  async function look(): Promise<void> {
    const minute = bucketOf(clock.now(), SAMPLE_SECONDS);
    if (minute === last) return;
    try {
      const sampled = figures.samplePools();
      underWay = sampled.catch(() => undefined);
      await sampled;
      last = minute;
    } catch (error) {
      // The store is away or busy: the minute may yet be sampled.
      if (!(error instanceof StoreUnavailable) && !(error instanceof StoreBusy)) throw error;
    }
  }

  const end = pulse(LOOK_EVERY_MS, look);
  return async () => {
    end();
    await underWay;
  };
}
