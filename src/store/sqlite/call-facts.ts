import type { DatabaseSync } from "node:sqlite";
import type {
  Attribution,
  DialledNumber,
  ShownImpression,
} from "../../core/attribution/attribute.ts";
import { tagsOfCall } from "../../core/call/call-tags.ts";
import type { AccountId } from "../../core/ids.ts";
import { limits } from "../../core/limits.ts";
import type { RoutingPlan } from "../../core/routing/route.ts";
import type { Instant } from "../../core/time.ts";
import type { CallRecord } from "../calls.ts";
import type { PublisherNumber } from "../catalogue.ts";
import { fromStoredTags } from "../stored-tags.ts";
import { campaignMapping, fromJson, present, publisherNumberMapping } from "./catalogue-rows.ts";
import type { Row } from "./collection.ts";
import { leaseColumns, leasedNumberFrom } from "./number-row.ts";

/** What an attribution and a routing decision ask of the store. */
export type CallFacts = {
  readonly number: (accountId: AccountId, dialled: string) => Row | undefined;
  /** @param row as `number` gave it */
  readonly dialled: (row: Row | undefined, now: Instant) => DialledNumber;
  /** What the call inherits from its impression (R46, R63) or publisher number (R48). */
  readonly belongings: (attribution: Attribution, receivedAt: Instant) => Belongings;
  readonly plan: (accountId: AccountId, belongings: Belongings) => RoutingPlan | undefined;
};

export type Belongings = Pick<CallRecord, "tags"> &
  Partial<
    Pick<
      CallRecord,
      | "campaignId"
      | "publisherId"
      | "publisherNumberId"
      | "poolId"
      | "poolName"
      | "impressionId"
      | "secondsFromImpression"
    >
  >;

export function callFacts(db: DatabaseSync): CallFacts {
  const number = db.prepare(
    `SELECT ${leaseColumns}, pool_id, publisher_number_id FROM number
     WHERE account_id = ? AND e164 = ?`,
  );
  const publisherNumber = publisherNumberById(db);
  return {
    number: (accountId, dialled) => number.get(accountId, dialled),
    dialled: dialledNumbers(db, publisherNumber),
    belongings: belongingsOfCalls(db),
    plan: plans(db, publisherNumber),
  };
}

type PublisherNumberById = (id: string) => PublisherNumber | undefined;

function publisherNumberById(db: DatabaseSync): PublisherNumberById {
  const { columns, fromRow } = publisherNumberMapping;
  const byId = db.prepare(`SELECT ${columns.join(", ")} FROM publisher_number WHERE id = ?`);
  return (id) => {
    const row = byId.get(id);
    return row === undefined ? undefined : fromRow(row);
  };
}

function dialledNumbers(
  db: DatabaseSync,
  publisherNumber: PublisherNumberById,
): CallFacts["dialled"] {
  // Two branches, so that each finds its rows by an index.
  const shown = db.prepare(
    `SELECT id, sequence, visitor_id AS visitorId, issued_at_ms AS issuedAt,
       hold_until_ms AS holdUntil, link_until_ms AS linkUntil
     FROM impression
     WHERE sequence IN (
       SELECT sequence FROM impression WHERE number_id = :number AND link_until_ms > :now
       UNION SELECT sequence FROM impression WHERE id = :newest)
     ORDER BY issued_at_ms DESC, sequence DESC LIMIT :limit`,
  );
  return (row, now) => {
    if (row === undefined) return { kind: "unknown" };
    const { id, lease, impressionId } = leasedNumberFrom(row);
    const newest = impressionId ?? null;
    const found = shown.all({ number: id, now, newest, limit: limits.traceImpressionsMax });
    // A number's publisher number is NULL or a text, as its table says.
    const ofPublisher = row["publisher_number_id"] as string | null;
    const publisher = ofPublisher === null ? undefined : publisherNumber(ofPublisher);
    return {
      kind: "known",
      isInPool: row["pool_id"] !== null,
      // The SELECT gives the fields of a ShownImpression, none of them NULL with a number.
      impressions: found.map((one) => ({ ...(one as ShownImpression) })),
      ...(impressionId === undefined ? {} : { newestId: impressionId }),
      ...(lease === undefined ? {} : { lease }),
      ...(publisher === undefined ? {} : { publisherNumber: publisher }),
    };
  };
}

function belongingsOfCalls(db: DatabaseSync): CallFacts["belongings"] {
  const impression = db.prepare(
    `SELECT i.campaign_id AS campaignId, i.publisher_id AS publisherId,
       i.publisher_number_id AS publisherNumberId, i.pool_id AS poolId, p.name AS poolName,
       i.id AS impressionId, i.received_at_ms, i.tags
     FROM impression i JOIN pool p ON p.id = i.pool_id WHERE i.id = ?`,
  );
  return (attribution, receivedAt) => {
    if (attribution.kind === "none") return { tags: [] };
    if (attribution.kind === "publisher_number") {
      const { campaignId, publisherId, publisherNumberId } = attribution;
      return { campaignId, publisherId, publisherNumberId, tags: [] };
    }
    const row = impression.get(attribution.impressionId);
    if (row === undefined) return { tags: [] };
    const { received_at_ms: shownAt, tags, ...rest } = row;
    return present<Belongings>({
      ...rest,
      secondsFromImpression: Math.floor((receivedAt - Number(shownAt)) / 1000),
      tags: tagsOfCall(fromStoredTags(fromJson(tags)).tags),
    });
  };
}

function plans(db: DatabaseSync, publisherNumber: PublisherNumberById): CallFacts["plan"] {
  const { columns, fromRow } = campaignMapping;
  const campaign = db.prepare(
    `SELECT ${columns.join(", ")} FROM campaign WHERE account_id = ? AND id = ?`,
  );
  return (accountId, { campaignId, publisherNumberId, impressionId }) => {
    const row = campaignId === undefined ? undefined : campaign.get(accountId, campaignId);
    if (row === undefined) return undefined;
    const { status, target } = fromRow(row);
    // Only a publisher number that was dialled itself decides: its visitors' calls go on.
    const isDirect = impressionId === undefined && publisherNumberId !== undefined;
    const dialled = isDirect ? publisherNumber(publisherNumberId) : undefined;
    return {
      campaignStatus: status,
      ...(target === undefined ? {} : { target }),
      ...(dialled === undefined ? {} : { publisherNumberStatus: dialled.status }),
    };
  };
}
