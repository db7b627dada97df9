import type { DatabaseSync } from "node:sqlite";
import type { Catalogue } from "../catalogue.ts";
import { pageFrom } from "../page.ts";
import { publisherNumberMapping } from "./catalogue-rows.ts";

/** By the index `publisher_number_of_publisher`, in which deleted ones are not. */
export function publisherNumbersOf(db: DatabaseSync): Catalogue["publisherNumbersOf"] {
  const { columns, fromRow } = publisherNumberMapping;
  const list = db.prepare(
    `SELECT ${columns.join(", ")} FROM publisher_number
     WHERE publisher_id = ? AND id > ? AND account_id = ? AND status <> 'deleted'
     ORDER BY id LIMIT ?`,
  );
  return async (accountId, publisherId, { limit, after = "" }) =>
    pageFrom(list.all(publisherId, after, accountId, limit + 1).map(fromRow), limit);
}
