import type { Catalogue, PublisherNumber } from "../catalogue.ts";
import { pageFrom } from "../page.ts";
import type { Database } from "./pool.ts";
import { present, publisherNumberMapping, selected } from "./rows.ts";

/** By the index `publisher_number_of_publisher`, in which deleted ones are not. */
export function publisherNumbersOf(database: Database): Catalogue["publisherNumbersOf"] {
  const statement = `SELECT ${selected(publisherNumberMapping.fields)} FROM publisher_number
    WHERE publisher_id = $1 AND id > $2 AND account_id = $3 AND status <> 'deleted'
    ORDER BY id LIMIT $4`;
  return async (accountId, publisherId, { limit, after = "" }) => {
    const rows = await database.query(statement, [publisherId, after, accountId, limit + 1]);
    return pageFrom(rows.map(present<PublisherNumber>), limit);
  };
}
