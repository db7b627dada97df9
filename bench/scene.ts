import { DatabaseSync } from "node:sqlite";
import type { Pool as Connections } from "pg";
import type { AccountId, CampaignId, NewId, NumberId } from "../src/core/ids.ts";
import type { E164 } from "../src/core/phone/e164.ts";
import { BEGINNING } from "../src/core/time.ts";
import type {
  CallTrackingTag,
  OwnedNumber,
  Pool,
  PublisherNumber,
} from "../src/store/catalogue.ts";
import type { Clock, Store } from "../src/store/store.ts";

/** A campaign with one tag on a pool. */
export type Scene = {
  readonly campaignId: CampaignId;
  readonly publisherNumber: PublisherNumber;
  readonly pool: Pool;
  readonly tag: CallTrackingTag;
};

const primaryNumber = "+18885550100" as E164;

/** Records of a campaign whose tag captures user data, and a pool that is still empty. */
export async function setUpScene(
  store: Store,
  { clock, newId }: { readonly clock: Clock; readonly newId: NewId },
  accountId: AccountId,
  idleLimitSeconds: number,
): Promise<Scene> {
  const { catalogue } = store;
  const owned = { accountId, createdAt: clock.now(), status: "active" } as const;
  const [publisherId, campaignId] = [newId("publisher"), newId("campaign")];
  await catalogue.publishers.insert({ ...owned, id: publisherId, name: "Search ads" });
  await catalogue.campaigns.insert({
    ...owned,
    id: campaignId,
    name: "Harbor Plumbing",
    target: { kind: "phone", address: "+12125550190" },
    urlParameters: [{ parameter: "matchtype", type: "Campaign", name: "match" }],
    dropUnresolvedMacros: true,
  });
  const numberId = newId("number");
  await catalogue.addNumbers([primaryOf(numberId, accountId, clock)]);
  const publisherNumber = {
    ...owned,
    id: newId("publisherNumber"),
    campaignId,
    publisherId,
    numberId,
    e164: primaryNumber,
  };
  await catalogue.publisherNumbers.insert(publisherNumber);
  const pool = {
    ...owned,
    id: newId("pool"),
    name: "Large pool",
    country: "US",
    numberType: "tollfree",
    idleLimitSeconds,
    closedBrowserDelaySeconds: 0,
    linkRetentionSeconds: Math.max(6 * 3600, idleLimitSeconds),
    releaseOnClose: false,
  } as const;
  await catalogue.pools.insert(pool);
  const tag = {
    ...owned,
    id: newId("tag"),
    name: "Number on the landing page",
    campaignId,
    publisherNumberId: publisherNumber.id,
    numberToReplace: primaryNumber,
    captureUserData: true,
    poolId: pool.id,
  };
  await catalogue.tags.insert(tag);
  return { campaignId, publisherNumber, pool, tag };
}

function primaryOf(id: NumberId, accountId: AccountId, clock: Clock): OwnedNumber {
  return {
    id,
    accountId,
    e164: primaryNumber,
    country: "US",
    type: "tollfree",
    carrier: "simulator",
    createdAt: clock.now(),
    quarantinedUntil: BEGINNING,
  };
}

// The pool is filled in one statement of its own: a million numbers through the store would take a
// minute, and how they got there is not what is measured.

export function fillPoolSqlite(path: string, { pool }: Scene, size: number): void {
  const db = new DatabaseSync(path, { timeout: 5000 });
  db.prepare(
    `INSERT INTO number (id, account_id, e164, country, type, area_code, carrier, pool_id,
       created_at_ms)
     WITH RECURSIVE serial (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM serial WHERE n < ? - 1)
     SELECT printf('num_%026d', n), ?, printf('+1888%07d', 2000000 + n), 'US', 'tollfree', '888',
       'simulator',
       ?, ? FROM serial`,
  ).run(size, pool.accountId, pool.id, pool.createdAt);
  db.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  db.close();
}

export async function fillPoolPostgres(
  connections: Connections,
  { pool }: Scene,
  size: number,
): Promise<void> {
  await connections.query(
    `INSERT INTO number (id, account_id, e164, country, type, area_code, carrier, pool_id,
       created_at_ms)
     SELECT 'num_' || lpad(n::text, 26, '0'), $2, '+1888' || (2000000 + n), 'US', 'tollfree',
       '888', 'simulator', $3, $4 FROM generate_series(0, $1::integer - 1) AS n`,
    [size, pool.accountId, pool.id, pool.createdAt],
  );
  await connections.query("VACUUM ANALYZE number");
}
