import type { DatabaseSync } from "node:sqlite";
import type { Catalogue, PoolReference } from "../catalogue.ts";
import { present } from "./catalogue-rows.ts";

/** @see Catalogue.poolReferences */
export function poolReferences(db: DatabaseSync): Catalogue["poolReferences"] {
  const from = `FROM call_tracking_tag t
     WHERE t.account_id = :account AND t.pool_id = :pool AND t.status <> 'deleted'`;
  const list = db.prepare(
    `SELECT t.id AS tagId, t.name, t.status, c.id AS campaignId, c.name AS campaignName,
       c.status AS campaignStatus, n.e164 AS primaryNumber
     FROM (SELECT t.* ${from} ORDER BY t.id LIMIT :limit) t
     JOIN campaign c ON c.id = t.campaign_id
     JOIN publisher_number n ON n.id = t.publisher_number_id ORDER BY t.id`,
  );
  const count = db.prepare(`SELECT count(*) AS total ${from}`);
  return async (account, pool, limit) => {
    const items = list.all({ account, pool, limit }).map((row) => {
      const { campaignId, campaignName, campaignStatus, ...tag } = row;
      const campaign = { id: campaignId, name: campaignName, status: campaignStatus };
      return present<PoolReference>({ ...tag, campaign });
    });
    return { items, total: Number(count.get({ account, pool })?.["total"]) };
  };
}
