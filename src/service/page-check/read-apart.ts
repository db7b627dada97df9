import { Worker } from "node:worker_threads";
import { limits } from "../../core/limits.ts";
import type { PageFacts, PageJob } from "./page-facts.ts";

/** Nested a million deep, a page of two megabytes takes more than this, and is given up. */
const memory = { maxOldGenerationSizeMb: 256, stackSizeMb: 4 };

/**
 * Reads a page on a thread of its own, so that neither its size nor what somebody hid in it holds
 * up visitors.
 * @returns undefined when it takes too long or too much
 */
export async function readApart(job: PageJob): Promise<PageFacts | undefined> {
  const worker = new Worker(new URL("./reader-thread.ts", import.meta.url), {
    workerData: job,
    resourceLimits: memory,
  });
  const { promise, resolve } = Promise.withResolvers<PageFacts | undefined>();
  const timer = setTimeout(() => resolve(undefined), limits.pageReadMs);
  worker.once("message", resolve);
  worker.once("error", () => resolve(undefined));
  worker.once("exit", () => resolve(undefined));
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
