import type { CallRecord, Calls, CarrierConnection } from "../calls.ts";
import type { ArriveCommand } from "../calls.ts";
import { callLogOperation } from "./call-log.ts";
import { callColumns, callFrom } from "./call-row.ts";
import type { GroupCommit } from "./group-commit.ts";
import type { Database } from "./pool.ts";
import { seenTagsOperation } from "./seen-tags.ts";
import { present } from "./rows.ts";

export function postgresCalls(
  database: Database,
  arrivals: GroupCommit<ArriveCommand, CallRecord>,
): Calls {
  return {
    arrive: (command) => arrivals.run(command),
    call: async (accountId, id) => {
      const [row] = await database.query(
        `SELECT ${callColumns} FROM call WHERE account_id = $1 AND id = $2`,
        [accountId, id],
      );
      return row && callFrom(row);
    },
    calls: callLogOperation(database),
    seenTags: seenTagsOperation(database),
    ...connections(database),
  };
}

function connections(
  database: Database,
): Pick<Calls, "insertConnection" | "connection" | "connections"> {
  const columns = 'account_id AS "accountId", carrier, key';
  return {
    insertConnection: async ({ accountId, carrier, key }) => {
      await database.query(
        "INSERT INTO carrier_connection (account_id, carrier, key) VALUES ($1, $2, $3)",
        [accountId, carrier, key],
      );
    },
    connection: async (carrier, key) => {
      const [row] = await database.query(
        `SELECT ${columns} FROM carrier_connection WHERE carrier = $1 AND key = $2`,
        [carrier, key],
      );
      return row && present<CarrierConnection>(row);
    },
    connections: async (accountId) => {
      const rows = await database.query(
        `SELECT ${columns} FROM carrier_connection WHERE account_id = $1 ORDER BY carrier, key`,
        [accountId],
      );
      return rows.map(present<CarrierConnection>);
    },
  };
}
