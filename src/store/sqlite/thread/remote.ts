import { Worker } from "node:worker_threads";
import { StoreBusy, type Clock } from "../../store.ts";
import {
  fromFailure,
  type Answer,
  type Ask,
  type AskBatch,
  type Failure,
  type Job,
} from "./message.ts";

/** @returns once the file is open there @throws what opening it threw */
export async function startWorker(job: Job): Promise<Worker> {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData: job });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  worker.once("message", (said: "opened" | Failure) => {
    if (said === "opened") resolve();
    else reject(fromFailure(said));
  });
  await promise;
  return worker;
}

export type AskThread = <T>(...ask: Ask) => Promise<T>;

type Waiting = {
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
};

/** Gathers what is asked in one turn of the event loop, and settles it as the answers come. */
export function askThrough(
  worker: Worker,
  clock: Clock,
  { queueMax, onAnswers }: { readonly queueMax: number; readonly onAnswers?: () => void },
): AskThread {
  const waiting = new Map<number, Waiting>();
  let asks: Ask[] = [];
  let first = 0;

  function send(): void {
    const batch: AskBatch = { first, now: clock.now(), asks };
    first += asks.length;
    asks = [];
    worker.postMessage(batch);
  }

  worker.on("message", (answers: readonly Answer[]) => {
    onAnswers?.();
    for (const [number, isAnswered, result] of answers) {
      const asked = waiting.get(number);
      waiting.delete(number);
      if (isAnswered) asked?.resolve(result);
      else asked?.reject(fromFailure(result));
    }
    if (waiting.size === 0) worker.unref();
  });
  worker.unref();

  return <T>(...ask: Ask) => {
    if (waiting.size >= queueMax) return Promise.reject(new StoreBusy());
    return new Promise<T>((resolve, reject) => {
      if (waiting.size === 0) worker.ref();
      // `resolve` is given what this very method returned there.
      waiting.set(first + asks.length, { resolve: resolve as Waiting["resolve"], reject });
      if (asks.push(ask) === 1) setImmediate(send);
    });
  };
}

/** A part of the store whose methods run on its thread, but for those given. */
export function remotePart<T extends object>(ask: AskThread, part: string, here: Partial<T>): T {
  const methods = new Map<string, unknown>(Object.entries(here));
  const get = (_target: object, name: string | symbol): unknown => {
    if (typeof name === "symbol") return undefined;
    const known = methods.get(name);
    if (known !== undefined) return known;
    const method = (...args: readonly unknown[]) => ask(part, name, args);
    methods.set(name, method);
    return method;
  };
  // Every method of the ports is asynchronous, and takes and gives plain data.
  return new Proxy({}, { get }) as T;
}
