import type { DatabaseSync } from "node:sqlite";
import type { Calls, CarrierConnection } from "../calls.ts";
import { arriveOperation } from "./arrive.ts";
import { callColumns, callFrom } from "./call-row.ts";
import { orNull, present } from "./catalogue-rows.ts";
import type { GroupCommit } from "./group-commit.ts";
import { pageFrom } from "../page.ts";
import type { LeaseParts } from "./sqlite-leases.ts";

export function sqliteCalls(db: DatabaseSync, commits: GroupCommit, parts: LeaseParts): Calls {
  const arrive = arriveOperation(db, parts);
  const byId = db.prepare(`SELECT ${callColumns} FROM call WHERE account_id = ? AND id = ?`);
  const list = db.prepare(
    `SELECT ${callColumns} FROM call
     WHERE account_id = :account
       AND (:after IS NULL OR sequence < (SELECT sequence FROM call WHERE id = :after))
       AND (:pool IS NULL OR pool_id = :pool)
       AND (:campaign IS NULL OR campaign_id = :campaign)
     ORDER BY sequence DESC LIMIT :limit`,
  );
  return {
    arrive: (command) => commits.run((now) => arrive(command, now)),
    call: async (accountId, id) => {
      const row = byId.get(accountId, id);
      return row === undefined ? undefined : callFrom(row);
    },
    calls: async (account, { poolId, campaignId }, { limit, after }) => {
      const rows = list.all({
        account,
        after: orNull(after),
        pool: orNull(poolId),
        campaign: orNull(campaignId),
        limit: limit + 1,
      });
      return pageFrom(rows.map(callFrom), limit);
    },
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
