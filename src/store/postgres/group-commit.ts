import { limits } from "../../core/limits.ts";
import { StoreBusy, StoreUnavailable } from "../store.ts";
import { isCollision } from "./failure.ts";

/** The command could not be decided yet, and changed nothing: it goes into a later batch. */
export const CONTENDED = Symbol("contended");

type Waiting<Command, Answer> = {
  readonly command: Command;
  readonly attempts: number;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (reason: unknown) => void;
};

export type GroupCommit<Command, Answer> = {
  /** Settles once the transaction of its batch is on disk (R38). */
  run(command: Command): Promise<Answer>;
  /** Settles when nothing waits and nothing is under way. */
  idle(): Promise<void>;
};

type Apply<Command, Answer> = (
  commands: readonly Command[],
) => Promise<readonly (Answer | typeof CONTENDED)[]>;

/**
 * Group commit: a round trip and a disk flush cost as much for one command as for a hundred. What
 * waits at the end of a tick goes to the database together; while as many batches are under way as
 * may be, the next one collects.
 * @param apply commits the commands in one transaction, in their order
 * @param batchesMax how many batches may be under way
 */
export function groupCommit<Command, Answer>(
  apply: Apply<Command, Answer>,
  batchesMax: number,
): GroupCommit<Command, Answer> {
  type One = Waiting<Command, Answer>;
  let queue: One[] = [];
  let underWay = 0;
  let postponed = 0;
  let isScheduled = false;
  let whenIdle: (() => void)[] = [];

  const isIdle = () => underWay === 0 && postponed === 0 && queue.length === 0;

  function schedule(): void {
    if (isScheduled || queue.length === 0) return;
    if (underWay >= batchesMax) return;
    isScheduled = true;
    setImmediate(flush);
  }

  function flush(): void {
    isScheduled = false;
    if (queue.length === 0) return;
    const batch = queue.slice(0, limits.databaseBatchMax);
    queue = queue.slice(batch.length);
    underWay++;
    void commit(batch, apply, { postpone, abandon }).finally(() => {
      underWay--;
      schedule();
      if (!isIdle()) return;
      for (const tell of whenIdle) tell();
      whenIdle = [];
    });
    schedule();
  }

  /** What waits would only wait for the same time-out. */
  function abandon(error: StoreUnavailable): void {
    const waiting = queue;
    queue = [];
    for (const one of waiting) one.reject(error);
  }

  function postpone(one: One): void {
    postponed++;
    setTimeout(() => {
      postponed--;
      queue.push({ ...one, attempts: one.attempts + 1 });
      schedule();
    }, limits.databaseContentionMs);
  }

  return {
    run(command) {
      if (queue.length >= limits.storeQueueMax) return Promise.reject(new StoreBusy());
      return new Promise((resolve, reject) => {
        queue.push({ command, attempts: 1, resolve, reject });
        schedule();
      });
    },
    idle() {
      if (isIdle()) return Promise.resolve();
      return new Promise((resolve) => whenIdle.push(resolve));
    },
  };
}

async function commit<Command, Answer>(
  batch: readonly Waiting<Command, Answer>[],
  apply: Apply<Command, Answer>,
  queue: {
    readonly postpone: (one: Waiting<Command, Answer>) => void;
    readonly abandon: (error: StoreUnavailable) => void;
  },
): Promise<void> {
  try {
    const answers = await retried(() => apply(batch.map((one) => one.command)));
    for (const [at, one] of batch.entries()) {
      const answer = answers[at];
      if (answer === CONTENDED && one.attempts < limits.databaseContentionsMax) queue.postpone(one);
      else settle(one, answer);
    }
  } catch (error) {
    const isAway = error instanceof StoreUnavailable;
    if (isAway) queue.abandon(error);
    if (isAway || batch.length === 1) for (const one of batch) one.reject(error);
    // One bad command must not spoil the others.
    else for (const one of batch) await commit([one], apply, queue);
  }
}

function settle<Command, Answer>(
  { resolve, reject }: Waiting<Command, Answer>,
  answer: Answer | typeof CONTENDED | undefined,
): void {
  if (answer === undefined) reject(new Error("The batch has no answer to a command"));
  else if (answer === CONTENDED) reject(new StoreBusy());
  else resolve(answer);
}

/** A batch that collided with another is played again from the beginning. */
async function retried<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!isCollision(error) || attempt >= limits.databaseAttemptsMax) throw error;
    }
  }
}
