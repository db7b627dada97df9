import { DatabaseSync } from "node:sqlite";
import { Worker } from "node:worker_threads";
import { limits } from "../../../core/limits.ts";
import type { Catalogue } from "../../catalogue.ts";
import type { Leases } from "../../leases.ts";
import { StoreBusy, type Clock, type Store } from "../../store.ts";
import { issueRow } from "../impression-row.ts";
import { servedCampaigns } from "../served-campaign.ts";
import { fromFailure, type Answer, type Ask, type AskBatch, type Failure } from "./message.ts";

/**
 * The embedded store on a thread of its own, so that a server answers pages while SQLite writes and
 * waits for the disk, and the next batch gathers meanwhile. What every page asks and nobody
 * changes, the campaign, is read on this thread.
 * @param path of the file; it is made if it is missing
 */
export async function openSqliteStoreThread({
  path,
  clock,
}: {
  readonly path: string;
  readonly clock: Clock;
}): Promise<Store> {
  const worker = await startWorker(path);
  const reader = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
  const campaigns = servedCampaigns(reader);
  // Whatever was answered may have changed the catalogue.
  const ask = askThrough(worker, clock, campaigns.changed);
  const remote = <T extends object>(part: string, here: Partial<T> = {}) =>
    remotePart<T>(ask, part, here);
  const catalogue = remote<Catalogue>("catalogue", {
    publishers: remote("publishers"),
    campaigns: remote("campaigns"),
    publisherNumbers: remote("publisherNumbers"),
    pools: remote("pools"),
    tags: remote("tags"),
    servedCampaign: campaigns.served,
  });
  // Texts cross threads at a tenth of what the objects would cost.
  const issue: Leases["issue"] = (command) => ask("leases", "issueRow", [issueRow(command)]);
  return {
    catalogue,
    leases: remote<Leases>("leases", { issue }),
    calls: remote("calls"),
    figures: remote("figures"),
    setting: (name, make) => ask("whole", "setting", [name, make()]),
    close: async () => {
      await ask("whole", "close", []);
      await worker.terminate();
      reader.close();
    },
  };
}

/** @returns once the store is open there @throws what opening it threw */
async function startWorker(path: string): Promise<Worker> {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { workerData: { path } });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  worker.once("message", (said: "opened" | Failure) => {
    if (said === "opened") resolve();
    else reject(fromFailure(said));
  });
  await promise;
  return worker;
}

type AskThread = <T>(...ask: Ask) => Promise<T>;

type Waiting = {
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
};

/** Gathers what is asked in one turn of the event loop, and settles it as the answers come. */
function askThrough(worker: Worker, clock: Clock, onAnswers: () => void): AskThread {
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
    onAnswers();
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
    if (waiting.size >= limits.storeQueueMax) return Promise.reject(new StoreBusy());
    return new Promise<T>((resolve, reject) => {
      if (waiting.size === 0) worker.ref();
      // `resolve` is given what this very method returned there.
      waiting.set(first + asks.length, { resolve: resolve as Waiting["resolve"], reject });
      if (asks.push(ask) === 1) setImmediate(send);
    });
  };
}

/** A part of the store whose methods run on its thread, but for those given. */
function remotePart<T extends object>(ask: AskThread, part: string, here: Partial<T>): T {
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
