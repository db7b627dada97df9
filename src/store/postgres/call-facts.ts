import type { DialledNumber, ShownImpression } from "../../core/attribution/attribute.ts";
import type { Attribution } from "../../core/attribution/attribute.ts";
import { tagsOfCall } from "../../core/call/call-tags.ts";
import type {
  CampaignId,
  ImpressionId,
  NumberId,
  PoolId,
  PublisherId,
  PublisherNumberId,
  TagId,
  VisitorId,
} from "../../core/ids.ts";
import { limits } from "../../core/limits.ts";
import type { PoolSettings } from "../../core/pool/settings.ts";
import type { RoutingPlan, Status, Target } from "../../core/routing/route.ts";
import type { Instant } from "../../core/time.ts";
import type { ArriveCommand, CallRecord } from "../calls.ts";
import { fromStoredTags, type StoredTags } from "../stored-tags.ts";
import { callFromTable } from "./call-row.ts";
import type { DatabaseClock } from "./database-clock.ts";
import { leasedNumberFrom, numberRow, type LeasedNumber } from "./number-row.ts";
import type { Queryable, Row } from "./pool.ts";

type PlannedCampaign = {
  readonly campaignId: CampaignId;
  readonly publisherId: PublisherId;
  readonly campaignStatus: Status | null;
  readonly target: Target | null;
};

/** The number's newest impression, or that of a call that is known already. */
type FactsOfImpression = PlannedCampaign &
  PoolSettings & {
    readonly impressionId: ImpressionId;
    readonly publisherNumberId: PublisherNumberId;
    readonly poolId: PoolId;
    readonly poolName: string;
    readonly receivedAt: Instant;
    readonly visitorId: VisitorId;
    readonly tagId: TagId;
    readonly numberId: NumberId | null;
    readonly tags: StoredTags;
  };

type FactsOfPublisherNumber = PlannedCampaign & {
  readonly id: PublisherNumberId;
  readonly status: Status;
};

export type CallFacts = {
  readonly now: Instant;
  readonly call: CallRecord | undefined;
  readonly number: LeasedNumber | undefined;
  readonly shown: readonly ShownImpression[];
  readonly impression: FactsOfImpression | undefined;
  readonly publisherNumber: FactsOfPublisherNumber | undefined;
  /** When the latest other call that is under way on this number was received. */
  readonly othersLatest: Instant | undefined;
};

/** The JSON object that `call_facts` builds. */
type FactsRow = {
  readonly now: number;
  readonly call: Row | null;
  readonly number: Row | null;
  readonly shown: readonly ShownImpression[];
  readonly impression: FactsOfImpression | null;
  readonly publisherNumber: FactsOfPublisherNumber | null;
  readonly othersLatest: Instant | null;
};

export async function readCallFacts(
  connection: Queryable,
  clock: DatabaseClock,
  { accountId, carrier, carrierCallId, to }: ArriveCommand,
): Promise<CallFacts> {
  const [row] = await connection.query<{ readonly facts: FactsRow }>(
    "SELECT call_facts($1, $2, $3, $4, $5, $6, $7) AS facts",
    [accountId, carrier, carrierCallId, to, limits.traceImpressionsMax, ...clock.parameters()],
  );
  if (row === undefined) throw new Error("call_facts gives one row");
  const { facts } = row;
  return {
    now: clock.saw(facts.now),
    call: facts.call === null ? undefined : callFromTable(facts.call),
    number: facts.number === null ? undefined : leasedNumberFrom(numberRow(facts.number)),
    shown: facts.shown,
    impression: facts.impression ?? undefined,
    publisherNumber: facts.publisherNumber ?? undefined,
    othersLatest: facts.othersLatest ?? undefined,
  };
}

export function dialledNumber({ number, shown, publisherNumber }: CallFacts): DialledNumber {
  if (number === undefined) return { kind: "unknown" };
  const { owned, lease, impressionId } = number;
  return {
    kind: "known",
    isInPool: owned.poolId !== undefined,
    impressions: shown,
    ...(impressionId === undefined ? {} : { newestId: impressionId }),
    ...(lease === undefined ? {} : { lease }),
    ...(publisherNumber === undefined ? {} : { publisherNumber }),
  };
}

type Belongings = Pick<CallRecord, "tags"> & Partial<CallRecord>;

/** What the call inherits from its impression (R46, R63) or publisher number (R48). */
export function belongings(attribution: Attribution, facts: CallFacts): Belongings {
  const { impression, now } = facts;
  if (attribution.kind === "publisher_number") {
    const { campaignId, publisherId, publisherNumberId } = attribution;
    return { campaignId, publisherId, publisherNumberId, tags: [] };
  }
  if (attribution.kind === "none" || impression === undefined) return { tags: [] };
  const { campaignId, publisherId, publisherNumberId, poolId, poolName, impressionId } = impression;
  return {
    campaignId,
    publisherId,
    publisherNumberId,
    poolId,
    poolName,
    impressionId,
    secondsFromImpression: Math.floor((now - impression.receivedAt) / 1000),
    tags: tagsOfCall(fromStoredTags(impression.tags).tags),
  };
}

export function routingPlan(attribution: Attribution, facts: CallFacts): RoutingPlan | undefined {
  if (attribution.kind === "none") return undefined;
  const isDirect = attribution.kind === "publisher_number";
  const planned = isDirect ? facts.publisherNumber : facts.impression;
  if (planned?.campaignStatus == null) return undefined;
  // Only a publisher number that was dialled itself decides: its visitors' calls go on.
  const dialled = isDirect ? facts.publisherNumber : undefined;
  return {
    campaignStatus: planned.campaignStatus,
    ...(planned.target === null ? {} : { target: planned.target }),
    ...(dialled === undefined ? {} : { publisherNumberStatus: dialled.status }),
  };
}
