import type { DatabaseSync } from "node:sqlite";
import type { ImpressionId } from "../../core/ids.ts";
import { renewLease } from "../../core/lease/lease.ts";
import type { Instant } from "../../core/time.ts";
import { continuesLanding } from "../../core/visit/campaign-parameter.ts";
import { addTags, type Tag } from "../../core/visit/tag.ts";
import type { Issued } from "../leases.ts";
import { fromStoredTags } from "../stored-tags.ts";
import { fromJson } from "./catalogue-rows.ts";
import type { NumberClaims } from "./claim.ts";
import type { Row } from "./collection.ts";
import { insertImpression, type ImpressionWriter, type IssueRow } from "./impression-row.ts";

/** An impression that a page may belong to. */
type Newest = {
  readonly id: ImpressionId;
  readonly session_id: string;
  readonly landing_key: string;
  readonly tags: string;
};

const newestColumns = "id, session_id, landing_key, tags";

/** @see Leases.issue */
export function issueOperation(
  db: DatabaseSync,
  claims: NumberClaims,
  impressions: ImpressionWriter,
): (command: IssueRow, now: Instant) => Issued {
  const byId = db.prepare(`SELECT ${newestColumns} FROM impression WHERE id = ?`);
  const waiting = db.prepare(
    `SELECT ${newestColumns} FROM impression
     WHERE visitor_id = ? AND tag_id = ? AND number_id IS NULL AND pool_id = ?
     ORDER BY sequence DESC LIMIT 1`,
  );
  const insert = insertImpression(db);

  return (command, now) => {
    const own = claims.own(command, now);
    if (own !== undefined) {
      const lease = renewLease(own.lease, now, command.pool);
      const last = own.impressionId === undefined ? undefined : byId.get(own.impressionId);
      const going = goingOn(command, last);
      if (going === undefined) insert(command, { ...own, lease }, now);
      else {
        impressions.renew(going.id, lease);
        joinTags(impressions, going, command.pushed);
      }
      const impressionId = going?.id ?? command.impressionId;
      claims.keep(own, lease, { impressionId, now, isNewest: going === undefined });
      return { impressionId, number: own.e164 };
    }
    const { visitorId, tagId, pool } = command;
    const going = goingOn(command, waiting.get(visitorId, tagId, pool.id));
    const impressionId = going?.id ?? command.impressionId;
    const claimed = claims.claim(command, pool, impressionId, now);
    if (going === undefined) insert(command, claimed, now);
    else {
      if (claimed === undefined) impressions.touch(going.id, now);
      else impressions.give(going.id, claimed, now);
      joinTags(impressions, going, command.pushed);
    }
    return { impressionId, number: claimed?.e164 };
  };
}

/** The impression that this page belongs to: same session, same landing (R27, R28, R43). */
function goingOn(command: IssueRow, row: Row | undefined): Newest | undefined {
  if (row === undefined) return undefined;
  // Both statements list `newestColumns`.
  const newest = row as Newest;
  if (newest.session_id !== command.sessionId) return undefined;
  return continuesLanding(newest.landing_key, command.landingKey) ? newest : undefined;
}

/** Tags pushed later join the impression (R32); most requests bring none. */
export function joinTags(
  impressions: ImpressionWriter,
  to: { readonly id: ImpressionId; readonly tags: string },
  pushed: readonly Tag[],
): void {
  if (pushed.length === 0) return;
  impressions.retag(to.id, addTags(fromStoredTags(fromJson(to.tags)), pushed));
}
