// The store's own thread: opens the file it is told, and does what it is asked.

import { parentPort, workerData } from "node:worker_threads";
import { assert } from "../../../core/assert.ts";
import { toInstant } from "../../../core/time.ts";
import { openSqliteStore, type SqliteStore } from "../sqlite-store.ts";
import { toFailure, type Answer, type AskBatch, type Failure } from "./message.ts";

assert(parentPort !== null, "this module runs in a thread");
const port = parentPort;

let now = toInstant(0);
let answers: Answer[] = [];

/** After the promises of one transaction have all been settled: they leave in one message. */
function answer(one: Answer): void {
  answers.push(one);
  if (answers.length > 1) return;
  process.nextTick(() => {
    port.postMessage(answers);
    answers = [];
  });
}

type Part = Readonly<Record<string, (...args: readonly unknown[]) => Promise<unknown>>>;

function partsOf(store: SqliteStore): Readonly<Record<string, Part>> {
  const { catalogue, leases, calls, figures } = store;
  const { publishers, campaigns, publisherNumbers, pools, tags } = catalogue;
  const collections = { publishers, campaigns, publisherNumbers, pools, tags };
  const whole = {
    setting: (name: string, value: string) => store.setting(name, () => value),
    close: () => store.close(),
  };
  // Who asks was checked against the store's own types.
  return { catalogue, leases, calls, figures, whole, ...collections } as unknown as Record<
    string,
    Part
  >;
}

function open(): SqliteStore | Failure {
  try {
    // The one who starts this thread wrote it.
    const { path } = workerData as { readonly path: string };
    return openSqliteStore({ path, clock: { now: () => now } });
  } catch (error) {
    return toFailure(error);
  }
}

const opened = open();
if ("stack" in opened) port.postMessage(opened);
else {
  const parts = partsOf(opened);
  port.on("message", ({ first, now: asked, asks }: AskBatch) => {
    now = asked;
    for (const [index, [part, method, args]] of asks.entries()) {
      const promise = parts[part]?.[method]?.(...args);
      assert(promise !== undefined, `the store has ${part}.${method}`);
      promise.then(
        (value) => answer([first + index, true, value]),
        (error: unknown) => answer([first + index, false, toFailure(error)]),
      );
    }
  });
  port.postMessage("opened");
}
