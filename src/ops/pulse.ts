/**
 * Does work again and again in the background, each time when the time has passed since the last
 * was done. A test brings one that beats when told.
 * @returns ends it; what is under way is done first
 */
export type Pulse = (everyMs: number, work: () => Promise<void>) => () => void;

/** @param onFault hears of work that failed; the next is done all the same */
export function systemPulse(onFault: (error: unknown) => void): Pulse {
  return (everyMs, work) => {
    let timer: NodeJS.Timeout | undefined;
    let isOver = false;
    const beat = async () => {
      await work().catch(onFault);
      if (!isOver) start();
    };
    const start = () => {
      timer = setTimeout(() => void beat(), everyMs);
      // It keeps no process alive.
      timer.unref();
    };
    start();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  };
}
