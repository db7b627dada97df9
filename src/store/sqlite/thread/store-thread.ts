import { DatabaseSync } from "node:sqlite";
import { limits } from "../../../core/limits.ts";
import type { Calls } from "../../calls.ts";
import type { Catalogue } from "../../catalogue.ts";
import type { Figures } from "../../figures.ts";
import type { News } from "../../news.ts";
import type { Leases } from "../../leases.ts";
import type { Clock, Store } from "../../store.ts";
import { issueRow } from "../impression-row.ts";
import { samplePools } from "../pool-samples.ts";
import { servedCampaigns } from "../served-campaign.ts";
import { steadyClock } from "../steady-clock.ts";
import { askThrough, remotePart, startWorker } from "./remote.ts";
import { scanThread } from "./scan-thread.ts";

/**
 * The embedded store on a thread of its own, so that a server answers pages while SQLite writes and
 * waits for the disk, and the next batch gathers meanwhile. What every page asks and nobody
 * changes, the campaign, is read on this thread. What may read whole tables is read on a third one,
 * so that no page waits for it; that one starts when it is first asked (decision 0028).
 * @param path of the file; it is made if it is missing
 */
export async function openSqliteStoreThread({
  path,
  clock,
}: {
  readonly path: string;
  readonly clock: Clock;
}): Promise<Store> {
  const worker = await startWorker({ path, role: "store" });
  // One for all threads: what is read is never as of a time before what was written.
  const steady = steadyClock(clock);
  const scans = scanThread(path, steady);
  const reader = new DatabaseSync(path, { readOnly: true, timeout: 5000 });
  const campaigns = servedCampaigns(reader);
  // Whatever was answered may have changed the catalogue.
  const ask = askThrough(worker, steady, {
    queueMax: limits.storeQueueMax,
    onAnswers: campaigns.changed,
  });
  const remote = <T extends object>(part: string, here: Partial<T> = {}) =>
    remotePart<T>(ask, part, here);
  const catalogue = remote<Catalogue>("catalogue", {
    publishers: remote("publishers"),
    campaigns: remote("campaigns"),
    publisherNumbers: remote("publisherNumbers"),
    pools: remote("pools"),
    tags: remote("tags"),
    numbers: (...args) => scans.ask("catalogue", "numbers", args),
    servedCampaign: campaigns.served,
  });
  // Texts cross threads at a tenth of what the objects would cost.
  const issue: Leases["issue"] = (command) => ask("leases", "issueRow", [issueRow(command)]);
  return {
    catalogue,
    leases: remote<Leases>("leases", {
      issue,
      occupancy: (...args) => scans.ask("leases", "occupancy", args),
      counts: (...args) => scans.ask("leases", "counts", args),
    }),
    calls: remote<Calls>("calls", {
      calls: (...args) => scans.ask("calls", "calls", args),
      seenTags: (...args) => scans.ask("calls", "seenTags", args),
    }),
    figures: remotePart<Figures>(scans.ask, "figures", {
      samplePools: () =>
        samplePools(remote("samples"), () => scans.ask("figures", "everyPool", [])),
    }),
    audit: remote("audit"),
    news: remotePart<News>(scans.ask, "news", {}),
    setting: (name, make) => ask("whole", "setting", [name, make()]),
    close: async () => {
      await scans.close();
      await ask("whole", "close", []);
      await worker.terminate();
      reader.close();
    },
  };
}
