import type { CampaignId } from "../../core/ids.ts";
import { limits } from "../../core/limits.ts";
import type { Account, Campaign, Catalogue, ServedCampaign, ServedTag } from "../catalogue.ts";
import type { Database, Row } from "./pool.ts";
import { campaignMapping, present, selected, settingFields } from "./rows.ts";

/**
 * Every page's request asks for its campaign, and campaigns change seldom: each is read once per
 * version of the catalogue. All requests that wait share one reading of the version, so another
 * process's change is seen at once, too.
 */
export function servedCampaigns(database: Database): Catalogue["servedCampaign"] {
  const version = sharedReading(async () => {
    const [row] = await database.query("SELECT version FROM catalogue_version");
    return row?.["version"];
  });
  let known = new Map<CampaignId, ServedCampaign>();
  let knownVersion: unknown;

  return async (id) => {
    const current = await version();
    if (current !== knownVersion) {
      known = new Map();
      knownVersion = current;
    }
    const found = known.get(id);
    if (found !== undefined) return found;
    // Of this version, whatever comes while it is read.
    const ofVersion = known;
    const fresh = await readCampaign(database, id);
    if (fresh !== undefined) ofVersion.set(id, fresh);
    return fresh;
  };
}

/**
 * One reading at a time. Who asks while it is under way waits for the next one, which begins after
 * the asking.
 */
function sharedReading<T>(read: () => Promise<T>): () => Promise<T> {
  let current: Promise<unknown> | undefined;
  let next: Promise<T> | undefined;

  function begin(): Promise<T> {
    next = undefined;
    const reading = read().finally(() => {
      if (current === reading) current = undefined;
    });
    current = reading;
    return reading;
  }

  return () => {
    if (current === undefined) return begin();
    next ??= current.then(begin, begin);
    return next;
  };
}

async function readCampaign(
  database: Database,
  id: CampaignId,
): Promise<ServedCampaign | undefined> {
  const [row] = await database.query(
    `SELECT ${selected(campaignMapping.fields, "c")},
       a.truncate_ip_addresses AS "truncateIpAddresses"
     FROM campaign c JOIN account a ON a.id = c.account_id WHERE c.id = $1`,
    [id],
  );
  if (row === undefined) return undefined;
  const { accountId, truncateIpAddresses, status, urlParameters, dropUnresolvedMacros } = present<
    Campaign & Pick<Account, "truncateIpAddresses">
  >(row);
  const tags = await database.query(
    `SELECT t.id, t.capture_user_data, t.number_to_replace, n.id AS publisher_number_id,
       n.publisher_id, n.e164, p.id AS pool_id, p.country,
       ${selected(settingFields, "p")}
     FROM call_tracking_tag t
     JOIN publisher_number n ON n.id = t.publisher_number_id AND n.status = 'active'
     LEFT JOIN pool p ON p.id = t.pool_id AND p.status = 'active'
     WHERE t.campaign_id = $1 AND t.status = 'active' ORDER BY t.id LIMIT $2`,
    [id, limits.tagsPerCampaignMax],
  );
  return {
    accountId,
    truncateIpAddresses,
    campaignId: id,
    status,
    urlParameters,
    dropUnresolvedMacros,
    tags: tags.map(servedTagFrom),
  };
}

function servedTagFrom(row: Row): ServedTag {
  const isCapturing = row["capture_user_data"] === true && row["pool_id"] !== null;
  const pool = {
    id: row["pool_id"],
    country: row["country"],
    idleLimitSeconds: row["idleLimitSeconds"],
    closedBrowserDelaySeconds: row["closedBrowserDelaySeconds"],
    linkRetentionSeconds: row["linkRetentionSeconds"],
    releaseOnClose: row["releaseOnClose"],
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
