import { limits } from "../../core/limits.ts";
import { StoreBusy, StoreUnavailable } from "../store.ts";
import { isCollision } from "./failure.ts";

/** The command could not be decided yet, and changed nothing: it goes into the next batch. */
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

/**
 * Group commit: a round trip and a disk flush cost as much for one command as for a hundred. What
 * waits at the end of a tick goes to the database together; while as many batches are under way as
 * may be, the next one collects.
 * @param apply commits the commands in one transaction, in their order
 */
export function groupCommit<Command, Answer>(
  apply: (commands: readonly Command[]) => Promise<readonly (Answer | typeof CONTENDED)[]>,
): GroupCommit<Command, Answer> {
  type One = Waiting<Command, Answer>;
  let queue: One[] = [];
  let underWay = 0;
  let isScheduled = false;
  let whenIdle: (() => void)[] = [];

  function schedule(): void {
    if (isScheduled || queue.length === 0) return;
    if (underWay >= limits.databaseBatchesMax) return;
    isScheduled = true;
    setImmediate(flush);
  }

  function flush(): void {
    isScheduled = false;
    const batch = queue.slice(0, limits.databaseBatchMax);
    queue = queue.slice(batch.length);
    underWay++;
    void commit(batch).finally(() => {
      underWay--;
      schedule();
      if (underWay > 0 || queue.length > 0) return;
      for (const tell of whenIdle) tell();
      whenIdle = [];
    });
    schedule();
  }

  async function commit(batch: readonly One[]): Promise<void> {
    try {
      const commands = batch.map((one) => one.command);
      const answers = await retried(() => apply(commands));
      for (const [at, one] of batch.entries()) settle(one, answers[at]);
    } catch (error) {
      if (error instanceof StoreUnavailable) {
        // What waits would only wait for the same time-out.
        const given = [...batch, ...queue];
        queue = [];
        for (const one of given) one.reject(error);
      } else if (batch.length === 1) batch[0]?.reject(error);
      // One bad command must not spoil the others.
      else for (const one of batch) await commit([one]);
    }
  }

  function settle(one: One, answer: Answer | typeof CONTENDED | undefined): void {
    if (answer === undefined) one.reject(new Error("The batch has no answer to a command"));
    else if (answer !== CONTENDED) one.resolve(answer);
    else if (one.attempts >= limits.databaseAttemptsMax) one.reject(new StoreBusy());
    else queue.push({ ...one, attempts: one.attempts + 1 });
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
      if (underWay === 0 && queue.length === 0) return Promise.resolve();
      return new Promise((resolve) => whenIdle.push(resolve));
    },
  };
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
