import type { AccountId, NumberId } from "../src/core/ids.ts";
import { ID_RANDOM_BYTES, makeId, type NewId } from "../src/core/ids.ts";
import type { E164 } from "../src/core/phone/e164.ts";
import type { PoolSettings } from "../src/core/pool/settings.ts";
import { BEGINNING, type Instant } from "../src/core/time.ts";
import type {
  CallTrackingTag,
  Campaign,
  OwnedNumber,
  Pool,
  Publisher,
  PublisherNumber,
} from "../src/store/catalogue.ts";
import type { Store } from "../src/store/store.ts";
import type { Random } from "./random.ts";

export const accountId = "account-1" as AccountId;

export const connection = { accountId, carrier: "simulator", key: "hook" } as const;

/** What the account's people have set up, as they know it themselves. */
export type Estate = {
  readonly publisher: Publisher;
  readonly campaigns: Campaign[];
  readonly publisherNumbers: PublisherNumber[];
  readonly tags: CallTrackingTag[];
  /** Those that were not deleted. */
  readonly pools: Pool[];
  readonly numbers: OwnedNumber[];
  readonly newId: NewId;
};

const CREATED: Instant = BEGINNING;
const owned = { accountId, createdAt: CREATED } as const;

/** How many tags each campaign has; the last of the first one captures nothing. */
const TAGS_OF_CAMPAIGNS = [3, 1] as const;
const SPARE_NUMBERS = 6;

/**
 * Two campaigns with three pools' worth of tags: two tags share a pool over both campaigns (R9),
 * one captures nothing (R14).
 */
export async function setUp(store: Store, random: Random): Promise<Estate> {
  const newId: NewId = (kind) => {
    const bytes = Uint8Array.from({ length: ID_RANDOM_BYTES }, () => random.between(0, 255));
    return makeId(kind, CREATED, bytes);
  };
  const publisher = { ...owned, id: newId("publisher"), name: "Search", status: "active" } as const;
  const estate: Estate = {
    publisher,
    campaigns: [],
    publisherNumbers: [],
    tags: [],
    pools: [],
    numbers: [],
    newId,
  };
  const { catalogue } = store;
  const account = {
    id: accountId,
    name: "Demo",
    allowedCountries: ["US"],
    truncateIpAddresses: false,
    timeZone: "America/New_York",
    createdAt: CREATED,
  };
  await catalogue.insertAccount(account);
  await catalogue.publishers.insert(publisher);
  await store.calls.insertConnection(connection);
  for (const name of ["First pool", "Second pool"]) await addPool(estate, store, random, name);
  for (const tags of TAGS_OF_CAMPAIGNS) await addCampaign(estate, store, tags);
  await addNumbers(estate, store, SPARE_NUMBERS);
  for (const pool of estate.pools) {
    const numbers = await addNumbers(estate, store, random.between(4, 12));
    await catalogue.assignToPool(accountId, pool.id, numbers);
  }
  return estate;
}

export function randomSettings(random: Random): PoolSettings {
  return {
    idleLimitSeconds: random.pick([60, 120, 300, 600]),
    closedBrowserDelaySeconds: random.pick([0, 10, 30, 60]),
    linkRetentionSeconds: random.pick([3600, 2 * 3600, 6 * 3600]),
    releaseOnClose: random.chance(0.4),
  };
}

export async function addPool(
  estate: Estate,
  store: Store,
  random: Random,
  name: string,
): Promise<Pool> {
  const pool: Pool = {
    ...owned,
    ...randomSettings(random),
    id: estate.newId("pool"),
    name,
    country: "US",
    numberType: "local",
    status: "active",
  };
  await store.catalogue.pools.insert(pool);
  estate.pools.push(pool);
  return pool;
}

async function addCampaign(estate: Estate, store: Store, tagCount: number): Promise<void> {
  const { catalogue } = store;
  const campaign: Campaign = {
    ...owned,
    id: estate.newId("campaign"),
    name: "Plumbers",
    status: "active",
    target: { kind: "phone", address: "+12125550190" },
    urlParameters: [{ parameter: "zip", type: "Geo", name: "zip" }],
    dropUnresolvedMacros: true,
  };
  await catalogue.campaigns.insert(campaign);
  estate.campaigns.push(campaign);
  for (let i = 0; i < tagCount; i++) {
    const [numberId] = await addNumbers(estate, store, 1);
    const number = estate.numbers.find((one) => one.id === numberId);
    if (number === undefined) throw new Error("a number was added");
    const publisherNumber: PublisherNumber = {
      ...owned,
      id: estate.newId("publisherNumber"),
      campaignId: campaign.id,
      publisherId: estate.publisher.id,
      numberId: number.id,
      e164: number.e164,
      status: "active",
    };
    await catalogue.publisherNumbers.insert(publisherNumber);
    estate.publisherNumbers.push(publisherNumber);
    const pool = estate.pools[i];
    const tag: CallTrackingTag = {
      ...owned,
      id: estate.newId("tag"),
      name: `Number ${i + 1}`,
      campaignId: campaign.id,
      publisherNumberId: publisherNumber.id,
      numberToReplace: number.e164,
      captureUserData: pool !== undefined,
      ...(pool === undefined ? {} : { poolId: pool.id }),
      status: "active",
    };
    await catalogue.tags.insert(tag);
    estate.tags.push(tag);
  }
}

const areaCodes = [212, 312, 415, 512, 617, 702, 808, 907];
const NUMBERS_PER_AREA = 90;

/** Enough for any run that changes its set-up as often as people do. */
export const NUMBERS_MAX = areaCodes.length * NUMBERS_PER_AREA;

/** The next numbers of the range reserved for fiction. */
export async function addNumbers(
  estate: Estate,
  store: Store,
  count: number,
): Promise<readonly NumberId[]> {
  const added = Array.from({ length: count }, (_, i): OwnedNumber => {
    const index = estate.numbers.length + i;
    const areaCode = String(areaCodes[Math.floor(index / NUMBERS_PER_AREA)]);
    const line = String(100 + (index % NUMBERS_PER_AREA)).padStart(4, "0");
    return {
      ...owned,
      id: estate.newId("number"),
      // Of the right shape by the lines above.
      e164: `+1${areaCode}555${line}` as E164,
      country: "US",
      type: "local",
      areaCode,
      carrier: "simulator",
      quarantinedUntil: BEGINNING,
    };
  });
  await store.catalogue.addNumbers(added);
  estate.numbers.push(...added);
  return added.map((one) => one.id);
}

/** In the range, and never added: nobody's. */
export function strangeNumber(random: Random): string {
  return `+1${random.pick(areaCodes)}5550${random.between(190, 199)}`;
}
