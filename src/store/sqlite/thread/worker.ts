// A thread of the store's: opens the file it is told, and does what it is asked.

import { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import { assert } from "../../../core/assert.ts";
import { toInstant } from "../../../core/time.ts";
import { callLogOperation } from "../call-log.ts";
import { numberList } from "../number-list.ts";
import { leaseFigures, sqliteFigures } from "../sqlite-figures.ts";
import { sqliteNews } from "../sqlite-news.ts";
import type { Catalogue } from "../../catalogue.ts";
import { seenTagsOperation } from "../seen-tags.ts";
import { openSqliteStore, type SqliteStore } from "../sqlite-store.ts";
import { toFailure, type Answer, type AskBatch, type Failure, type Job } from "./message.ts";

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

function isFailure(opened: Parts | Failure): opened is Failure {
  return "stack" in opened;
}

type Part = Readonly<Record<string, (...args: readonly unknown[]) => Promise<unknown>>>;
type Parts = Readonly<Record<string, Part>>;

function partsOf(store: SqliteStore): Parts {
  const { catalogue, leases, calls, audit, figures, news, samples } = store;
  const { publishers, campaigns, publisherNumbers, pools, tags } = catalogue;
  const collections = { publishers, campaigns, publisherNumbers, pools, tags };
  const whole = {
    setting: (name: string, value: string) => store.setting(name, () => value),
    close: () => store.close(),
  };
  // Who asks was checked against the store's own types.
  const parts = { catalogue, leases, calls, audit, figures, news, samples, whole, ...collections };
  return parts as unknown as Parts;
}

/** Questions that read much; in WAL, neither they nor the store wait for each other. */
function openScans(path: string): Parts {
  const db = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
  const clock = () => now;
  const numbers = numberList(db);
  // As above.
  return {
    calls: { calls: callLogOperation(db), seenTags: seenTagsOperation(db) },
    catalogue: {
      numbers: async (...[account, filter, page]: Parameters<Catalogue["numbers"]>) =>
        numbers(account, filter, page, now),
    },
    leases: leaseFigures(db, clock),
    figures: sqliteFigures(db, clock),
    news: sqliteNews(db, clock),
    whole: { close: async () => db.close() },
  } as unknown as Parts;
}

function open(): Parts | Failure {
  try {
    // The one who starts this thread wrote it.
    const { path, role } = workerData as Job;
    if (role === "scans") return openScans(path);
    return partsOf(openSqliteStore({ path, clock: { now: () => now } }));
  } catch (error) {
    return toFailure(error);
  }
}

const parts = open();
if (isFailure(parts)) port.postMessage(parts);
else {
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
