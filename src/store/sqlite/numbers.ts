import type { DatabaseSync, StatementSync } from "node:sqlite";
import { numberState } from "../../core/pool/number-state.ts";
import type { AssignOutcome, Catalogue, OwnedNumber } from "../catalogue.ts";
import { orNull, tagMapping } from "./catalogue-rows.ts";
import type { WriteCatalogue } from "./collection.ts";
import type { GroupCommit } from "./group-commit.ts";
import { numberList } from "./number-list.ts";
import { poolReferences } from "./pool-references.ts";
import { leasedNumberFrom, numberColumns, numberFrom } from "./number-row.ts";

type Numbers = Pick<
  Catalogue,
  | "addNumbers"
  | "number"
  | "numberByE164"
  | "numbers"
  | "assignToPool"
  | "removeFromPool"
  | "quarantine"
  | "tagsOfPool"
  | "poolReferences"
  | "deletePool"
>;

export function numbers(db: DatabaseSync, commits: GroupCommit, write: WriteCatalogue): Numbers {
  const byId = db.prepare(`SELECT ${numberColumns} FROM number WHERE account_id = ? AND id = ?`);
  const byE164 = db.prepare(
    `SELECT ${numberColumns} FROM number WHERE account_id = ? AND e164 = ?`,
  );
  const list = numberList(db);
  const add = insertNumber(db);
  const quarantine = db.prepare(
    "UPDATE number SET quarantined_until_ms = ? WHERE account_id = ? AND id = ?",
  );
  const one = async (statement: StatementSync, account: string, key: string) => {
    const row = statement.get(account, key);
    return row === undefined ? undefined : numberFrom(row, commits.now());
  };
  return {
    addNumbers: (added) => write(() => added.map(add)),
    number: (accountId, id) => one(byId, accountId, id),
    numberByE164: (accountId, e164) => one(byE164, accountId, e164),
    numbers: async (...asked) => list(...asked, commits.now()),
    quarantine: (accountId, id, until) =>
      write(() => quarantine.run(until, accountId, id).changes > 0),
    ...membership(db, byId, commits, write),
    ...poolDeletion(db, write),
    poolReferences: poolReferences(db),
  };
}

function insertNumber(db: DatabaseSync): (number: OwnedNumber) => "added" | "duplicate" {
  const insert = db.prepare(
    `INSERT INTO number (id, account_id, e164, country, type, area_code, carrier, carrier_id,
       created_at_ms, quarantined_until_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (account_id, e164) DO NOTHING`,
  );
  return (number) => {
    const { changes } = insert.run(
      number.id,
      number.accountId,
      number.e164,
      number.country,
      number.type,
      orNull(number.areaCode),
      number.carrier,
      orNull(number.carrierId),
      number.createdAt,
      number.quarantinedUntil,
    );
    return changes > 0 ? "added" : "duplicate";
  };
}

function membership(
  db: DatabaseSync,
  byId: StatementSync,
  commits: GroupCommit,
  write: WriteCatalogue,
): Pick<Catalogue, "assignToPool" | "removeFromPool"> {
  const move = db.prepare("UPDATE number SET pool_id = ? WHERE id = ?");
  return {
    assignToPool: (accountId, poolId, ids) =>
      write(() =>
        ids.map((numberId): AssignOutcome => {
          const row = byId.get(accountId, numberId);
          if (row === undefined) return { numberId, outcome: "unknown" };
          if (row["publisher_number_id"] !== null) {
            return { numberId, outcome: "number_is_publisher_number" };
          }
          const current = row["pool_id"];
          if (current !== null && current !== poolId)
            return { numberId, outcome: "number_in_pool" };
          move.run(poolId, numberId);
          return { numberId, outcome: "done" };
        }),
      ),
    removeFromPool: (accountId, poolId, ids, { isForced }) =>
      write(() => {
        const now = commits.now();
        return ids.map((numberId): AssignOutcome => {
          const row = byId.get(accountId, numberId);
          if (row === undefined) return { numberId, outcome: "unknown" };
          if (row["pool_id"] !== poolId) return { numberId, outcome: "not_in_pool" };
          const isHeld = numberState(leasedNumberFrom(row), now) === "held";
          if (isHeld && !isForced) return { numberId, outcome: "number_held" };
          move.run(null, numberId);
          return { numberId, outcome: "done" };
        });
      }),
  };
}

function poolDeletion(
  db: DatabaseSync,
  write: WriteCatalogue,
): Pick<Catalogue, "tagsOfPool" | "deletePool"> {
  const tags = db.prepare(
    `SELECT ${tagMapping.columns.join(", ")} FROM call_tracking_tag
     WHERE account_id = ? AND pool_id = ? AND status <> 'deleted' ORDER BY id`,
  );
  const mark = db.prepare(
    "UPDATE pool SET status = 'deleted' WHERE account_id = ? AND id = ? AND status <> 'deleted'",
  );
  const freeTags = db.prepare(
    `UPDATE call_tracking_tag SET pool_id = NULL, capture_user_data = 0
     WHERE pool_id = ? AND status <> 'deleted'`,
  );
  const freeNumbers = db.prepare("UPDATE number SET pool_id = NULL WHERE pool_id = ?");
  return {
    tagsOfPool: async (accountId, poolId) => tags.all(accountId, poolId).map(tagMapping.fromRow),
    deletePool: (accountId, poolId) =>
      write(() => {
        if (mark.run(accountId, poolId).changes === 0) return;
        freeTags.run(poolId);
        freeNumbers.run(poolId);
      }),
  };
}
