type Waiting = {
  readonly who: string;
  readonly operation: () => Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
};

/**
 * Brings what several processes ask of a store at once into one order, so that an auditor can say
 * what each must be answered, and a seed is the same world every time, however fast a store is.
 */
export type Turns = {
  /** @param who all that one of them asks in a tick is asked together */
  ask<T>(who: string, operation: () => Promise<T>): Promise<T>;
};

export function makeTurns(): Turns {
  let queue: Waiting[] = [];
  let isUnderWay = false;

  async function play(): Promise<void> {
    const who = queue[0]?.who;
    const turn = queue.filter((one) => one.who === who);
    queue = queue.filter((one) => one.who !== who);
    const outcomes = await Promise.allSettled(turn.map(({ operation }) => operation()));
    for (const [at, { resolve, reject }] of turn.entries()) {
      const outcome = outcomes[at];
      if (outcome?.status === "fulfilled") resolve(outcome.value);
      else reject(outcome?.reason);
    }
    // Whoever was answered may have more to ask, before the next one's turn.
    setImmediate(next);
  }

  function next(): void {
    isUnderWay = queue.length > 0;
    if (isUnderWay) void play();
  }

  return {
    ask<T>(who: string, operation: () => Promise<T>): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        // `resolve` is given what this very operation answered.
        queue.push({ who, operation, resolve: resolve as (value: unknown) => void, reject });
        if (isUnderWay) return;
        isUnderWay = true;
        setImmediate(next);
      });
    },
  };
}
