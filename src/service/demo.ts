import type { AccountId, CampaignId } from "../core/ids.ts";
import { parseE164 } from "../core/phone/e164.ts";
import { assert } from "../core/assert.ts";
import { defaultPoolSettings } from "../core/pool/settings.ts";
import { BEGINNING } from "../core/time.ts";
import type { NewId } from "../core/ids.ts";
import type { OwnedNumber } from "../store/catalogue.ts";
import type { Clock, Store } from "../store/store.ts";

/** The 555-01xx numbers are reserved for fiction (ATIS-0300115): nobody is called by mistake. */
const primaryNumber = "+18885550100";
const poolNumbers = [
  "+12125550101",
  "+12125550102",
  "+12125550103",
  "+12125550104",
  "+12125550105",
];
const targetNumber = "+12125550190";

/** Names the demo's campaign among the installation's settings. */
export const DEMO_CAMPAIGN = "demo_campaign";

/**
 * Sets up the demo: a campaign with a publisher number, a pool of five, and the tag that ties them
 * to the page /demo/.
 */
export async function setUpDemo(
  store: Store,
  { clock, newId }: { readonly clock: Clock; readonly newId: NewId },
  accountId: AccountId,
): Promise<CampaignId> {
  const { catalogue } = store;
  const owned = { accountId, createdAt: clock.now(), status: "active" } as const;
  const publisherId = newId("publisher");
  await catalogue.publishers.insert({ ...owned, id: publisherId, name: "Search ads" });
  const campaignId = newId("campaign");
  await catalogue.campaigns.insert({
    ...owned,
    id: campaignId,
    name: "Harbor Plumbing",
    target: { kind: "phone", address: targetNumber },
    urlParameters: [],
    dropUnresolvedMacros: true,
  });
  const primary = demoNumber(newId, clock, accountId, primaryNumber);
  const numbers = poolNumbers.map((number) => demoNumber(newId, clock, accountId, number));
  await catalogue.addNumbers([primary, ...numbers]);
  const publisherNumberId = newId("publisherNumber");
  await catalogue.publisherNumbers.insert({
    ...owned,
    id: publisherNumberId,
    campaignId,
    publisherId,
    numberId: primary.id,
    e164: primary.e164,
  });
  const poolId = newId("pool");
  await catalogue.pools.insert({
    ...owned,
    ...defaultPoolSettings,
    id: poolId,
    name: "Demo pool",
    country: "US",
    numberType: "local",
  });
  const ids = numbers.map((number) => number.id);
  await catalogue.assignToPool(accountId, poolId, ids);
  await catalogue.tags.insert({
    ...owned,
    id: newId("tag"),
    name: "Number on the landing page",
    campaignId,
    publisherNumberId,
    numberToReplace: primary.e164,
    captureUserData: true,
    poolId,
  });
  await store.setting(DEMO_CAMPAIGN, () => campaignId);
  return campaignId;
}

function demoNumber(newId: NewId, clock: Clock, accountId: AccountId, text: string): OwnedNumber {
  const parsed = parseE164(text);
  assert(parsed.ok, `the demo's number ${text} is one`);
  const { e164, country, type, areaCode } = parsed;
  return {
    id: newId("number"),
    accountId,
    e164,
    country,
    type,
    ...(areaCode === undefined ? {} : { areaCode }),
    carrier: "simulator",
    createdAt: clock.now(),
    quarantinedUntil: BEGINNING,
  };
}
