import type { DatabaseSync } from "node:sqlite";
import type { Calls, CarrierConnection } from "../calls.ts";
import { arriveOperation } from "./arrive.ts";
import { callLogOperation } from "./call-log.ts";
import { callColumns, callFrom } from "./call-row.ts";
import { present } from "./catalogue-rows.ts";
import type { GroupCommit } from "./group-commit.ts";
import { seenTagsOperation } from "./seen-tags.ts";
import type { LeaseParts } from "./sqlite-leases.ts";

export function sqliteCalls(db: DatabaseSync, commits: GroupCommit, parts: LeaseParts): Calls {
  const arrive = arriveOperation(db, parts);
  const byId = db.prepare(`SELECT ${callColumns} FROM call WHERE account_id = ? AND id = ?`);
  return {
    arrive: (command) => commits.run((now) => arrive(command, now)),
    call: async (accountId, id) => {
      const row = byId.get(accountId, id);
      return row === undefined ? undefined : callFrom(row);
    },
    calls: callLogOperation(db),
    seenTags: seenTagsOperation(db),
    ...connections(db, commits),
  };
}

function connections(
  db: DatabaseSync,
  commits: GroupCommit,
): Pick<Calls, "insertConnection" | "connection" | "connections"> {
  const columns = "account_id AS accountId, carrier, key";
  const insert = db.prepare(
    "INSERT INTO carrier_connection (account_id, carrier, key) VALUES (?, ?, ?)",
  );
  const byKey = db.prepare(
    `SELECT ${columns} FROM carrier_connection WHERE carrier = ? AND key = ?`,
  );
  const ofAccount = db.prepare(
    `SELECT ${columns} FROM carrier_connection WHERE account_id = ? ORDER BY carrier, key`,
  );
  return {
    insertConnection: ({ accountId, carrier, key }) =>
      commits.run(() => {
        insert.run(accountId, carrier, key);
      }),
    connection: async (carrier, key) => {
      const row = byKey.get(carrier, key);
      return row === undefined ? undefined : present<CarrierConnection>(row);
    },
    connections: async (accountId) =>
      ofAccount.all(accountId).map((row) => present<CarrierConnection>(row)),
  };
}
