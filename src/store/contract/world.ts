import { newestFirst, type CallQuery } from "../../core/call/call-log.ts";
import type { AccountId, CampaignId, SessionId, VisitorId } from "../../core/ids.ts";
import { ID_RANDOM_BYTES, makeId, type IdKind } from "../../core/ids.ts";
import type { E164 } from "../../core/phone/e164.ts";
import { defaultPoolSettings } from "../../core/pool/settings.ts";
import { BEGINNING, type Instant } from "../../core/time.ts";
import type { SessionData } from "../../core/visit/session-tags.ts";
import { noTags } from "../../core/visit/tag.ts";
import type {
  Account,
  CallTrackingTag,
  Campaign,
  OwnedNumber,
  Pool,
  Publisher,
  PublisherNumber,
} from "../catalogue.ts";
import type { ArriveCommand } from "../calls.ts";
import type { IssueCommand } from "../leases.ts";
import type { Store } from "../store.ts";
import type { TestClock } from "./test-clock.ts";

export const plainSession: SessionData = {
  page: { url: "https://plumber.example/", referrer: "", title: "Plumber" },
  language: "en-US",
  timeZone: "America/New_York",
  screen: { width: 1920, height: 1080 },
  viewport: { width: 1280, height: 720 },
};

/** Everything, newest first. */
export const wholeLog: CallQuery = { filter: [], order: newestFirst, limit: 1000 };

/** Ids that count up: the same world every time. */
export function countingIds(): <Kind extends IdKind>(
  kind: Kind,
  at?: Instant,
) => ReturnType<typeof makeId<Kind>> {
  let count = 0;
  return (kind, at = BEGINNING) => {
    count++;
    const bytes = new Uint8Array(ID_RANDOM_BYTES);
    for (let i = 0, rest = count; rest > 0; i++, rest = Math.floor(rest / 32)) {
      bytes[ID_RANDOM_BYTES - 1 - i] = rest % 32;
    }
    return makeId(kind, at, bytes);
  };
}

/** The fiction numbers +1 212 555 0100 to 0199. */
export function fictionNumber(index: number): E164 {
  return `+1212555${String(100 + index).padStart(4, "0")}` as E164;
}

/** One account with a campaign, a publisher, a publisher number, a pool and a tag. */
export type World = {
  readonly account: Account;
  readonly publisher: Publisher;
  readonly campaign: Campaign;
  readonly publisherNumber: PublisherNumber;
  readonly pool: Pool;
  readonly tag: CallTrackingTag;
  readonly numbers: readonly OwnedNumber[];
  newId: ReturnType<typeof countingIds>;
  /** A page opened by the visitor of that name. */
  visit(visitor: string, change?: Partial<IssueCommand>): IssueCommand;
  /** The first signal of a call. */
  dial(to: string, change?: Partial<ArriveCommand>): ArriveCommand;
};

export function browserId(name: string): VisitorId & SessionId {
  return name.padEnd(22, "-") as VisitorId & SessionId;
}

/** Sets up a world with that many pool numbers. */
export async function seedWorld(
  store: Store,
  clock: TestClock,
  size: number,
  settings: Partial<Pool> = {},
): Promise<World> {
  const newId = countingIds();
  const records = makeRecords(newId, clock.now(), settings);
  const { account, publisher, campaign, publisherNumber, pool, tag, primary } = records;
  const { catalogue } = store;
  await catalogue.insertAccount(account);
  await catalogue.publishers.insert(publisher);
  await catalogue.campaigns.insert(campaign);
  const numbers = Array.from({ length: size }, (_, index) =>
    makeNumber(newId("number"), account.id, fictionNumber(index), clock.now()),
  );
  await catalogue.addNumbers([primary, ...numbers]);
  await catalogue.publisherNumbers.insert(publisherNumber);
  await catalogue.pools.insert(pool);
  await catalogue.tags.insert(tag);
  await catalogue.assignToPool(
    account.id,
    pool.id,
    numbers.map((number) => number.id),
  );
  const poolOfTag = { ...defaultPoolSettings, ...settings, id: pool.id };
  const visit: World["visit"] = (visitor, change = {}) => ({
    impressionId: newId("impression", clock.now()),
    accountId: account.id,
    campaignId: campaign.id,
    publisherId: publisher.id,
    publisherNumberId: publisherNumber.id,
    tagId: tag.id,
    pool: poolOfTag,
    visitorId: browserId(visitor),
    sessionId: browserId(`${visitor}-session`),
    landingKey: "",
    session: plainSession,
    tags: noTags,
    pushed: [],
    ...change,
  });
  let calls = 0;
  const dial: World["dial"] = (to, change = {}) => ({
    callId: newId("call", clock.now()),
    accountId: account.id,
    carrier: "simulator",
    carrierCallId: `call-${++calls}`,
    from: "+12125550199",
    to,
    signal: { type: "incoming", name: "incoming" },
    ...change,
  });
  return { ...records, numbers, newId, visit, dial };
}

export function makeNumber(
  id: OwnedNumber["id"],
  accountId: AccountId,
  e164: E164,
  createdAt: Instant,
): OwnedNumber {
  return {
    id,
    accountId,
    e164,
    country: "US",
    type: "local",
    areaCode: "212",
    carrier: "simulator",
    createdAt,
    quarantinedUntil: BEGINNING,
  };
}

function makeRecords(newId: World["newId"], createdAt: Instant, settings: Partial<Pool>) {
  const accountId = "account-1" as AccountId;
  const owned = { accountId, createdAt };
  const account: Account = {
    id: accountId,
    name: "Demo",
    allowedCountries: ["US", "CA"],
    truncateIpAddresses: false,
    timeZone: "America/New_York",
    createdAt,
  };
  const publisher = { ...owned, id: newId("publisher"), name: "Search", status: "active" } as const;
  const campaignId: CampaignId = newId("campaign");
  const campaign: Campaign = {
    ...owned,
    id: campaignId,
    name: "Plumbers",
    status: "active",
    target: { kind: "phone", address: "+12125550190" },
    urlParameters: [],
    dropUnresolvedMacros: true,
  };
  const e164 = "+18885550100" as E164;
  const primary = makeNumber(newId("number"), accountId, e164, createdAt);
  const publisherNumber: PublisherNumber = {
    ...owned,
    id: newId("publisherNumber"),
    campaignId,
    publisherId: publisher.id,
    numberId: primary.id,
    e164,
    status: "active",
  };
  const pool: Pool = {
    ...owned,
    ...defaultPoolSettings,
    id: newId("pool"),
    name: "Main pool",
    country: "US",
    numberType: "local",
    status: "active",
    ...settings,
  };
  const tag: CallTrackingTag = {
    ...owned,
    id: newId("tag"),
    name: "Header number",
    campaignId,
    publisherNumberId: publisherNumber.id,
    numberToReplace: e164,
    captureUserData: true,
    poolId: pool.id,
    status: "active",
  };
  return { account, publisher, campaign, publisherNumber, pool, tag, primary };
}
