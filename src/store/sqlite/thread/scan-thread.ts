import { limits } from "../../../core/limits.ts";
import type { Clock } from "../../store.ts";
import type { Ask } from "./message.ts";
import { askThrough, startWorker, type AskThread } from "./remote.ts";

export type Scans = {
  readonly ask: AskThread;
  close(): Promise<void>;
};

/** The thread for questions that read much, one at a time; it starts when the first is asked. */
export function scanThread(path: string, clock: Clock): Scans {
  let started:
    | Promise<{ readonly ask: AskThread; readonly close: () => Promise<void> }>
    | undefined;

  async function start() {
    const worker = await startWorker({ path, role: "scans" });
    const ask = askThrough(worker, clock, { queueMax: limits.storeScanQueueMax });
    const close = async () => {
      await ask("whole", "close", []);
      await worker.terminate();
    };
    return { ask, close };
  }

  async function thread() {
    // One that could not start, for want of memory perhaps, may the next time.
    started ??= start().catch((error: unknown) => {
      started = undefined;
      throw error;
    });
    return started;
  }

  return {
    ask: async <T>(...ask: Ask) => (await thread()).ask<T>(...ask),
    close: async () => (await started)?.close(),
  };
}
