import { StoreBusy } from "../store.ts";

export type Turns = {
  /**
   * Does the work once fewer than so many others are being done, in the order of asking.
   * @throws StoreBusy when too many wait
   */
  run<T>(work: () => Promise<T>): Promise<T>;
};

export function turns({
  max,
  queueMax,
}: {
  readonly max: number;
  readonly queueMax: number;
}): Turns {
  const waiting: (() => void)[] = [];
  let running = 0;

  async function begin(): Promise<void> {
    if (running < max) running++;
    else if (waiting.length >= queueMax) throw new StoreBusy();
    else await new Promise<void>((resolve) => waiting.push(resolve));
  }

  /** Whoever waits longest goes on in the place of the one that ended. */
  function end(): void {
    const next = waiting.shift();
    if (next === undefined) running--;
    else next();
  }

  return {
    async run(work) {
      await begin();
      try {
        return await work();
      } finally {
        end();
      }
    },
  };
}
