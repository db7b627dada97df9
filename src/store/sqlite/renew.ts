import type { DatabaseSync } from "node:sqlite";
import type {
  AccountId,
  CampaignId,
  ImpressionId,
  NumberId,
  PoolId,
  TagId,
  VisitorId,
} from "../../core/ids.ts";
import { closeLease, renewLease } from "../../core/lease/lease.ts";
import { isSameHolder } from "../../core/pool/order-of-choice.ts";
import type { PoolSettings } from "../../core/pool/settings.ts";
import type { Instant } from "../../core/time.ts";
import type { Tag } from "../../core/visit/tag.ts";
import type { RenewOutcome } from "../leases.ts";
import { keptNumber, type KeptNumber, type NumberClaims } from "./claim.ts";
import type { ImpressionWriter } from "./impression-row.ts";
import { joinTags } from "./issue.ts";
import { leaseColumns, leasedNumberFrom } from "./number-row.ts";

/** An impression with its pool's settings as they are now (R11). */
export type KnownImpression = {
  readonly id: ImpressionId;
  readonly accountId: AccountId;
  readonly campaignId: CampaignId;
  readonly tagId: TagId;
  readonly visitorId: VisitorId;
  readonly numberId: NumberId | null;
  readonly tags: string;
  readonly pool: PoolSettings & { readonly id: PoolId };
};

/** Finds an impression and the number that is still its visitor's. */
export type ImpressionReader = {
  read(id: ImpressionId): KnownImpression | undefined;
  /** Held, or linked and not reissued (R41). */
  theirs(impression: KnownImpression, now: Instant): KeptNumber | undefined;
};

export function impressionReader(db: DatabaseSync): ImpressionReader {
  const byId = db.prepare(
    `SELECT i.id, i.account_id, i.campaign_id, i.tag_id, i.visitor_id, i.number_id, i.tags,
       p.id AS pool_id, p.idle_limit_seconds, p.closed_browser_delay_seconds,
       p.link_retention_seconds, p.release_on_close
     FROM impression i JOIN pool p ON p.id = i.pool_id WHERE i.id = ?`,
  );
  const number = db.prepare(`SELECT ${leaseColumns} FROM number WHERE id = ?`);
  return {
    read(id) {
      const row = byId.get(id);
      if (row === undefined) return undefined;
      const pool = {
        id: row["pool_id"],
        idleLimitSeconds: row["idle_limit_seconds"],
        closedBrowserDelaySeconds: row["closed_browser_delay_seconds"],
        linkRetentionSeconds: row["link_retention_seconds"],
        releaseOnClose: row["release_on_close"] === 1,
      };
      const known = {
        id: row["id"],
        accountId: row["account_id"],
        campaignId: row["campaign_id"],
        tagId: row["tag_id"],
        visitorId: row["visitor_id"],
        numberId: row["number_id"],
        tags: row["tags"],
        pool,
      };
      // The SELECT above lists these columns, and STRICT tables keep their types.
      return known as KnownImpression;
    },
    theirs(impression, now) {
      const row = impression.numberId === null ? undefined : number.get(impression.numberId);
      if (row === undefined) return undefined;
      const kept = keptNumber(leasedNumberFrom(row), now);
      return isSameHolder(kept?.holder, impression) ? kept : undefined;
    },
  };
}

/** @see Leases.renew */
export function renewOperation(
  db: DatabaseSync,
  reader: ImpressionReader,
  claims: NumberClaims,
  impressions: ImpressionWriter,
): (id: ImpressionId, pushed: readonly Tag[], now: Instant) => RenewOutcome {
  const served = db.prepare(
    `SELECT 1 FROM call_tracking_tag t
     JOIN publisher_number n ON n.id = t.publisher_number_id AND n.status = 'active'
     JOIN campaign c ON c.id = t.campaign_id AND c.status = 'active'
     WHERE t.id = ? AND t.status = 'active'`,
  );

  /** A visitor who waits gets their own number from another page of the visit, or a claimed one. */
  function tryAgain(impression: KnownImpression, now: Instant) {
    if (served.get(impression.tagId) === undefined) return undefined;
    const own = claims.own(impression, now);
    if (own === undefined) return claims.claim(impression, impression.pool, impression.id, now);
    const lease = renewLease(own.lease, now, impression.pool);
    claims.keep(own, lease, { impressionId: impression.id, now });
    return { ...own, lease };
  }

  return (id, pushed, now) => {
    const impression = reader.read(id);
    if (impression === undefined) return { kind: "unknown" };
    const { campaignId, tagId, pool } = impression;
    const { idleLimitSeconds } = pool;
    const active = {
      kind: "active",
      impressionId: id,
      campaignId,
      tagId,
      idleLimitSeconds,
    } as const;
    if (impression.numberId === null) {
      const showing = tryAgain(impression, now);
      if (showing === undefined) impressions.touch(id, now);
      else impressions.give(id, showing, now);
      joinTags(impressions, impression, pushed);
      return { ...active, number: showing?.e164 };
    }
    const number = reader.theirs(impression, now);
    if (number === undefined) return { kind: "ended" };
    const lease = renewLease(number.lease, now, pool);
    claims.keep(number, lease, { impressionId: id, now });
    impressions.renew(id, lease);
    joinTags(impressions, impression, pushed);
    return { ...active, number: number.e164 };
  };
}

/** @see Leases.close */
export function closeOperation(
  reader: ImpressionReader,
  claims: NumberClaims,
  impressions: ImpressionWriter,
): (id: ImpressionId, now: Instant) => void {
  return (id, now) => {
    const impression = reader.read(id);
    if (impression === undefined) return;
    const number = reader.theirs(impression, now);
    if (number === undefined) {
      impressions.closed(id, now);
      return;
    }
    const lease = closeLease(number.lease, now, impression.pool);
    claims.keep(number, lease, { impressionId: id, now });
    impressions.renew(id, lease);
  };
}
