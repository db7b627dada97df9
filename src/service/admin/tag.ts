import type { TagCreate, TagPatch } from "../../contract/admin/tag.ts";
import type { AccountId, CampaignId } from "../../core/ids.ts";
import { limits } from "../../core/limits.ts";
import { parseE164, type E164 } from "../../core/phone/e164.ts";
import type { CallTrackingTag, Catalogue, Pool, PublisherNumber } from "../../store/catalogue.ts";
import { Problem } from "../problem.ts";
import type { AdminPorts } from "./admin-ports.ts";
import { optional } from "./patch.ts";
import { everyRecord, findLiving, findRecord } from "./record.ts";

/**
 * Makes a call tracking tag (R13). The number to replace is the primary number if none is named.
 * @throws Problem not_found, invalid, conflict
 * @throws StoreConflict when the publisher number has a tag already
 */
export async function createTag(
  ports: AdminPorts,
  accountId: AccountId,
  wish: TagCreate,
): Promise<CallTrackingTag> {
  const { catalogue } = ports;
  const campaign = await findLiving("campaign", catalogue.campaigns, accountId, wish.campaignId);
  const primary = await activePrimary(catalogue, accountId, wish.publisherNumberId, campaign.id);
  refusePoolMismatch(wish.captureUserData, wish.poolId);
  const pool = await poolFor(catalogue, accountId, wish.poolId, primary);
  await refuseOneTooMany(catalogue, accountId, campaign.id);
  const tag: CallTrackingTag = {
    id: ports.newId("tag"),
    accountId,
    createdAt: ports.clock.now(),
    name: wish.name,
    campaignId: campaign.id,
    publisherNumberId: primary.id,
    numberToReplace: numberToReplace(wish.numberToReplace, primary),
    captureUserData: wish.captureUserData,
    ...optional("poolId", pool?.id),
    status: "active",
  };
  await catalogue.tags.insert(tag);
  return tag;
}

/** What a patch leaves out is left as it is, also where it would not be accepted any more. */
export async function patchTag(
  { catalogue }: AdminPorts,
  accountId: AccountId,
  id: string,
  patch: TagPatch,
): Promise<CallTrackingTag> {
  const tag = await findLiving("tag", catalogue.tags, accountId, id);
  const { poolId: poolBefore, ...before } = tag;
  const primary =
    patch.publisherNumberId === undefined
      ? await findRecord(
          "publisherNumber",
          catalogue.publisherNumbers,
          accountId,
          tag.publisherNumberId,
        )
      : await activePrimary(catalogue, accountId, patch.publisherNumberId, tag.campaignId);
  const captureUserData = patch.captureUserData ?? tag.captureUserData;
  // Turning Capture User Data off lets go of the pool without it being said.
  const poolId = patch.poolId === undefined && captureUserData ? poolBefore : patch.poolId;
  refusePoolMismatch(captureUserData, poolId);
  const isChosen = patch.poolId !== undefined || patch.publisherNumberId !== undefined;
  const pool = isChosen
    ? (await poolFor(catalogue, accountId, poolId, primary))?.id
    : poolBefore && captureUserData
      ? poolBefore
      : undefined;
  const changed: CallTrackingTag = {
    ...before,
    name: patch.name ?? tag.name,
    status: patch.status ?? tag.status,
    publisherNumberId: primary.id,
    numberToReplace:
      patch.numberToReplace === undefined
        ? tag.numberToReplace
        : numberToReplace(patch.numberToReplace, primary),
    captureUserData,
    ...optional("poolId", pool),
  };
  await catalogue.tags.replace(changed);
  return changed;
}

/** The primary number is an active publisher number of the tag's campaign (R13). */
async function activePrimary(
  catalogue: Catalogue,
  accountId: AccountId,
  id: string,
  campaignId: CampaignId,
): Promise<PublisherNumber> {
  const primary = await findLiving("publisherNumber", catalogue.publisherNumbers, accountId, id);
  if (primary.campaignId !== campaignId) {
    throw invalid("publisherNumberId", "is a publisher number of another campaign");
  }
  if (primary.status !== "active") throw invalid("publisherNumberId", "is not active");
  return primary;
}

/** With Capture User Data on, a pool must be chosen (R13); without it, no pool is used (R14). */
function refusePoolMismatch(captureUserData: boolean, poolId: string | null | undefined): void {
  const hasPool = poolId !== undefined && poolId !== null;
  if (captureUserData && !hasPool) {
    throw invalid("poolId", "is needed when captureUserData is on");
  }
  if (!captureUserData && hasPool) {
    throw invalid("poolId", "must be left out unless captureUserData is on");
  }
}

async function poolFor(
  catalogue: Catalogue,
  accountId: AccountId,
  id: string | null | undefined,
  primary: PublisherNumber,
): Promise<Pool | undefined> {
  if (id === undefined || id === null) return undefined;
  const pool = await findLiving("pool", catalogue.pools, accountId, id);
  if (pool.publisherId !== undefined && pool.publisherId !== primary.publisherId) {
    throw invalid("poolId", "is a pool that is reserved for another publisher");
  }
  return pool;
}

function numberToReplace(text: string | undefined, primary: PublisherNumber): E164 {
  if (text === undefined) return primary.e164;
  const home = parseE164(primary.e164);
  const parsed = parseE164(text, home.ok ? home.country : undefined);
  if (!parsed.ok) throw invalid("numberToReplace", parsed.reason);
  return parsed.e164;
}

async function refuseOneTooMany(
  catalogue: Catalogue,
  accountId: AccountId,
  campaignId: CampaignId,
): Promise<void> {
  let count = 0;
  for await (const tag of everyRecord(catalogue.tags, accountId, limits.pageSizeMax)) {
    if (tag.campaignId === campaignId) count += 1;
  }
  if (count < limits.tagsPerCampaignMax) return;
  const detail = `A campaign has at most ${limits.tagsPerCampaignMax} tags. Delete one first.`;
  throw new Problem("conflict", detail);
}

function invalid(path: string, message: string): Problem {
  return new Problem("invalid", `${path} ${message}.`, { errors: [{ path, message }] });
}
