import type { DatabaseSync } from "node:sqlite";
import { limits } from "../../core/limits.ts";
import { seenTags } from "../../core/report/seen-tags.ts";
import { fromStoredCallTags } from "../call-tags.ts";
import type { Calls } from "../calls.ts";
import { fromStoredTags } from "../stored-tags.ts";
import { fromJson } from "./catalogue-rows.ts";

/** @see Calls.seenTags */
export function seenTagsOperation(db: DatabaseSync): Calls["seenTags"] {
  const ofCalls = db.prepare(
    `SELECT tags, tag_sources FROM call WHERE account_id = ?
     ORDER BY received_at_ms DESC, sequence DESC LIMIT ?`,
  );
  const ofImpressions = db.prepare(
    "SELECT tags FROM impression WHERE account_id = ? ORDER BY sequence DESC LIMIT ?",
  );
  return async (accountId) => {
    const calls = ofCalls.all(accountId, limits.seenRecordsMax).map((row) =>
      fromStoredCallTags({
        tags: fromJson(row["tags"]),
        tagSources: fromJson(row["tag_sources"]),
      }),
    );
    const impressions = ofImpressions
      .all(accountId, limits.seenRecordsMax)
      .map((row) => fromStoredTags(fromJson(row["tags"])).tags);
    return seenTags([...calls, ...impressions]);
  };
}
