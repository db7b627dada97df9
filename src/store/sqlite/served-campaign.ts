import type { DatabaseSync } from "node:sqlite";
import type { CampaignId } from "../../core/ids.ts";
import { limits } from "../../core/limits.ts";
import type { Catalogue, ServedCampaign, ServedTag } from "../catalogue.ts";
import { campaignMapping, present } from "./catalogue-rows.ts";
import type { Row } from "./collection.ts";

export type ServedCampaigns = {
  readonly served: Catalogue["servedCampaign"];
  /** This process has changed the catalogue. */
  readonly changed: () => void;
};

/**
 * Every page's request asks for its campaign, and campaigns change seldom: each is read once per
 * version of the catalogue. The version itself is read once per turn of the event loop, since a
 * read outside a transaction costs several locks of the file: so this process sees its own changes
 * at once, and those of others with the next turn.
 */
export function servedCampaigns(db: DatabaseSync): ServedCampaigns {
  const version = db.prepare("SELECT version FROM catalogue_version");
  const campaign = db.prepare(
    `SELECT ${campaignMapping.columns.map((column) => `c.${column}`).join(", ")},
       a.truncate_ip_addresses
     FROM campaign c JOIN account a ON a.id = c.account_id WHERE c.id = ?`,
  );
  const tags = db.prepare(
    `SELECT t.id, t.capture_user_data, t.number_to_replace, n.id AS publisher_number_id,
       n.publisher_id, n.e164, p.id AS pool_id, p.country,
       p.idle_limit_seconds, p.closed_browser_delay_seconds, p.link_retention_seconds,
       p.release_on_close
     FROM call_tracking_tag t
     JOIN publisher_number n ON n.id = t.publisher_number_id AND n.status = 'active'
     LEFT JOIN pool p ON p.id = t.pool_id AND p.status = 'active'
     WHERE t.campaign_id = ? AND t.status = 'active' ORDER BY t.id LIMIT ?`,
  );
  let known = new Map<CampaignId, ServedCampaign>();
  let knownVersion: unknown;
  let isCurrent = false;
  const changed = () => {
    isCurrent = false;
  };

  function readVersion(): void {
    const current = version.get()?.["version"];
    if (current !== knownVersion) {
      known = new Map();
      knownVersion = current;
    }
    isCurrent = true;
    setImmediate(changed);
  }

  async function served(id: CampaignId): Promise<ServedCampaign | undefined> {
    if (!isCurrent) readVersion();
    const found = known.get(id);
    if (found !== undefined) return found;
    const row = campaign.get(id);
    if (row === undefined) return undefined;
    const { accountId, status, urlParameters, dropUnresolvedMacros } = campaignMapping.fromRow(row);
    const fresh = {
      accountId,
      truncateIpAddresses: row["truncate_ip_addresses"] === 1,
      campaignId: id,
      status,
      urlParameters,
      dropUnresolvedMacros,
      tags: tags.all(id, limits.tagsPerCampaignMax).map(servedTagFrom),
    };
    known.set(id, fresh);
    return fresh;
  }

  return { served, changed };
}

function servedTagFrom(row: Row): ServedTag {
  const isCapturing = row["capture_user_data"] === 1 && row["pool_id"] !== null;
  const pool = {
    id: row["pool_id"],
    country: row["country"],
    idleLimitSeconds: row["idle_limit_seconds"],
    closedBrowserDelaySeconds: row["closed_browser_delay_seconds"],
    linkRetentionSeconds: row["link_retention_seconds"],
    releaseOnClose: row["release_on_close"] === 1,
  };
  return present<ServedTag>({
    tagId: row["id"],
    publisherId: row["publisher_id"],
    publisherNumberId: row["publisher_number_id"],
    primaryNumber: row["e164"],
    numberToReplace: row["number_to_replace"],
    pool: isCapturing ? pool : null,
  });
}
