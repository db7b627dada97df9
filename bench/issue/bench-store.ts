import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Pool } from "pg";
import type { AccountId, SessionId, VisitorId } from "../../src/core/ids.ts";
import { landingKey } from "../../src/core/visit/campaign-parameter.ts";
import { queryParameters } from "../../src/core/visit/query-string.ts";
import { tagsOfVisit } from "../../src/core/visit/session-tags.ts";
import { systemIds } from "../../src/ops/system.ts";
import { learn } from "../../src/service/learned/asker.ts";
import { testClock, type TestClock } from "../../src/store/contract/test-clock.ts";
import type { IssueCommand } from "../../src/store/leases.ts";
import { openPool } from "../../src/store/postgres/pool.ts";
import { openPostgresStore } from "../../src/store/postgres/postgres-store.ts";
import { openSqliteStore } from "../../src/store/sqlite/sqlite-store.ts";
import type { Store } from "../../src/store/store.ts";
import { browserHeaders, pageOf } from "../load/page-opened.ts";
import { fillPoolPostgres, fillPoolSqlite, setUpScene, type Scene } from "../scene.ts";

const HOLD_SECONDS = 300;
const rules = { urlParameters: [], dropUnresolvedMacros: true };
const asker = { address: "203.0.113.7", headers: browserHeaders };
const place = { country: "US" };

/** A store with one pool, and new visitors who ask it for numbers. */
export type BenchStore = {
  readonly store: Store;
  /** What the next visitor asks. */
  readonly nextVisit: () => IssueCommand;
  /** Lets every hold end. */
  readonly endHolds: () => void;
  close(): Promise<void>;
};

export async function openSqliteBenchStore(
  poolSize: number,
): Promise<BenchStore & { readonly path: string }> {
  const folder = mkdtempSync(join(tmpdir(), "callpool-bench-"));
  const path = join(folder, "callpool.db");
  const clock = testClock();
  const store = openSqliteStore({ path, clock });
  const visits = await benchStore(store, clock, (scene) => fillPoolSqlite(path, scene, poolSize));
  const close = async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  };
  return { path, store, ...visits, close };
}

/** In a database of its own on that server. */
export async function openPostgresBenchStore(
  poolSize: number,
  serverUrl: string,
): Promise<BenchStore & { readonly pool: Pool }> {
  const address = new URL(serverUrl);
  address.pathname = `/bench_${randomUUID().replaceAll("-", "")}`;
  const server = openPool(serverUrl);
  await server.query(`CREATE DATABASE ${address.pathname.slice(1)}`);
  await server.end();
  const pool = openPool(address.href);
  const clock = testClock();
  const store = await openPostgresStore({ pool, clock });
  const visits = await benchStore(store, clock, (scene) => fillPoolPostgres(pool, scene, poolSize));
  const close = async () => {
    await store.close();
    await pool.end();
  };
  return { pool, store, ...visits, close };
}

async function benchStore(
  store: Store,
  clock: TestClock,
  fill: (scene: Scene) => Promise<void> | void,
): Promise<Pick<BenchStore, "nextVisit" | "endHolds">> {
  const newId = systemIds(clock);
  const accountId = "bench-account" as AccountId;
  await store.catalogue.insertAccount({
    id: accountId,
    name: "Bench",
    allowedCountries: ["US"],
    truncateIpAddresses: false,
    timeZone: "America/New_York",
    createdAt: clock.now(),
  });
  const scene = await setUpScene(store, { clock, newId }, accountId, HOLD_SECONDS);
  await fill(scene);
  const { pool, publisherNumber, tag, campaignId } = scene;
  let visits = 0;
  return {
    nextVisit: () => {
      const {
        visitor,
        session: sessionId,
        ...session
      } = pageOf(String(visits++).padStart(22, "0"));
      const parameters = queryParameters(session.page.url);
      const learned = learn(asker, () => place, false).tags;
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
        landingKey: landingKey(parameters),
        session,
        tags: tagsOfVisit({ session, parameters, learned, pushed: [] }, rules),
        pushed: [],
      };
    },
    endHolds: () => clock.advanceSeconds(HOLD_SECONDS),
  };
}
