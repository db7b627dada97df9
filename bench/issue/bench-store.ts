import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AccountId, SessionId, VisitorId } from "../../src/core/ids.ts";
import { landingKey } from "../../src/core/visit/campaign-parameter.ts";
import { tagsOfSession } from "../../src/core/visit/session-tags.ts";
import { systemIds } from "../../src/ops/system.ts";
import { testClock } from "../../src/store/contract/test-clock.ts";
import type { IssueCommand } from "../../src/store/leases.ts";
import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import type { Store } from "../../src/store/store.ts";
import { pageOf } from "../load/page-opened.ts";
import { fillPoolSqlite, setUpScene } from "../scene.ts";

const HOLD_SECONDS = 300;

/** A store with one pool, and new visitors who ask it for numbers. */
export type BenchStore = {
  readonly path: string;
  readonly store: Store;
  /** What the next visitor asks. */
  readonly nextVisit: () => IssueCommand;
  /** Lets every hold end. */
  readonly endHolds: () => void;
  close(): Promise<void>;
};

export async function openBenchStore(poolSize: number): Promise<BenchStore> {
  const folder = mkdtempSync(join(tmpdir(), "callpool-bench-"));
  const path = join(folder, "callpool.db");
  const clock = testClock();
  const newId = systemIds(clock);
  const store = openSqliteStore({ path, clock });
  const accountId = "bench-account" as AccountId;
  await store.catalogue.insertAccount({
    id: accountId,
    name: "Bench",
    allowedCountries: ["US"],
    createdAt: clock.now(),
  });
  const scene = await setUpScene(store, { clock, newId }, accountId, HOLD_SECONDS);
  fillPoolSqlite(path, scene, poolSize);
  const { pool, publisherNumber, tag, campaignId } = scene;
  let visits = 0;
  return {
    path,
    store,
    nextVisit: () => {
      const {
        visitor,
        session: sessionId,
        ...session
      } = pageOf(String(visits++).padStart(22, "0"));
      return {
        impressionId: newId("impression"),
        accountId,
        campaignId,
        publisherId: publisherNumber.publisherId,
        publisherNumberId: publisherNumber.id,
        tagId: tag.id,
        pool,
        visitorId: visitor as VisitorId,
        sessionId: sessionId as SessionId,
        landingKey: landingKey(session.page.url),
        session,
        tags: tagsOfSession(session, [], { urlParameters: [], dropUnresolvedMacros: true }),
        pushed: [],
      };
    },
    endHolds: () => clock.advanceSeconds(HOLD_SECONDS),
    close: async () => {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}
