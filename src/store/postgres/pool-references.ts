import type { Catalogue, PoolReference } from "../catalogue.ts";
import type { Database } from "./pool.ts";
import { present } from "./rows.ts";

/** @see Catalogue.poolReferences */
export function poolReferences(database: Database): Catalogue["poolReferences"] {
  return async (account, pool, limit) => {
    const rows = await database.query(
      `SELECT t.id AS "tagId", t.name, t.status, c.id AS "campaignId", c.name AS "campaignName",
         c.status AS "campaignStatus", n.e164 AS "primaryNumber", t.total
       FROM (
         SELECT id, name, status, campaign_id, publisher_number_id, count(*) OVER () AS total
         FROM call_tracking_tag
         WHERE account_id = $1 AND pool_id = $2 AND status <> 'deleted' ORDER BY id LIMIT $3
       ) t
       JOIN campaign c ON c.id = t.campaign_id
       JOIN publisher_number n ON n.id = t.publisher_number_id ORDER BY t.id`,
      [account, pool, limit],
    );
    const items = rows.map((row) => {
      const { campaignId, campaignName, campaignStatus, total: _, ...tag } = row;
      const campaign = { id: campaignId, name: campaignName, status: campaignStatus };
      return present<PoolReference>({ ...tag, campaign });
    });
    return { items, total: Number(rows[0]?.["total"] ?? 0) };
  };
}
