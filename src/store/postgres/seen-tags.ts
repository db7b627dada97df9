import { limits } from "../../core/limits.ts";
import { seenTags } from "../../core/report/seen-tags.ts";
import { fromStoredCallTags, type StoredCallTags } from "../call-tags.ts";
import type { Calls } from "../calls.ts";
import { fromStoredTags, type StoredTags } from "../stored-tags.ts";
import type { Database } from "./pool.ts";

/** @see Calls.seenTags */
export function seenTagsOperation(database: Database): Calls["seenTags"] {
  return async (accountId) => {
    const ofCalls = await database.query<Omit<StoredCallTags, "tagNumbers">>(
      `SELECT tags, tag_sources AS "tagSources" FROM call WHERE account_id = $1
       ORDER BY received_at_ms DESC, sequence DESC LIMIT $2`,
      [accountId, limits.seenRecordsMax],
    );
    const ofImpressions = await database.query<{ readonly tags: StoredTags }>(
      "SELECT tags FROM impression WHERE account_id = $1 ORDER BY sequence DESC LIMIT $2",
      [accountId, limits.seenRecordsMax],
    );
    return seenTags([
      ...ofCalls.map(fromStoredCallTags),
      ...ofImpressions.map(({ tags }) => fromStoredTags(tags).tags),
    ]);
  };
}
