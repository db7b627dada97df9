import type { AccountId } from "../../core/ids.ts";
import type { Collection } from "../catalogue.ts";
import { asConflict } from "./failure.ts";
import { pageFrom } from "../page.ts";
import type { Database, Queryable, Value } from "./pool.ts";
import { present, selected, valueOf, type Mapping } from "./rows.ts";

/** What a write of one kind of record changes elsewhere; may throw a StoreConflict. */
export type Alongside<R> = (connection: Queryable, record: R) => Promise<void>;

/** Runs a change of the catalogue in one transaction, in which its version rises. */
export type WriteCatalogue = <T>(change: (connection: Queryable) => Promise<T>) => Promise<T>;

export function collection<R extends { readonly id: string; readonly accountId: AccountId }>(
  database: Database,
  write: WriteCatalogue,
  { table, fields }: Mapping<R>,
  alongside?: Alongside<R>,
): Collection<R> {
  const names = Object.keys(fields) as (keyof R & string)[];
  const columns = names.map((name) => fields[name]);
  const listed = selected(fields);
  const insert = `INSERT INTO ${table} (${columns.join(", ")})
    VALUES (${columns.map((_, at) => `$${at + 1}`).join(", ")})`;
  const at = (column: string) => `$${columns.indexOf(column) + 1}`;
  const changed = columns.map((column) => `${column} = ${at(column)}`).join(", ");
  const replace = `UPDATE ${table} SET ${changed}
    WHERE id = ${at("id")} AND account_id = ${at("account_id")}`;
  const writeWith = (statement: string, record: R) =>
    write(async (connection) => {
      await alongside?.(connection, record);
      const values: Value[] = names.map((name) => valueOf(record[name]));
      await asConflict(connection.query(statement, values));
    });
  return {
    insert: (record) => writeWith(insert, record),
    replace: (record) => writeWith(replace, record),
    get: async (accountId, id) => {
      const [row] = await database.query(
        `SELECT ${listed} FROM ${table} WHERE account_id = $1 AND id = $2`,
        [accountId, id],
      );
      return row && present<R>(row);
    },
    list: async (accountId, { limit, after = "" }) => {
      const rows = await database.query(
        `SELECT ${listed} FROM ${table}
         WHERE account_id = $1 AND id > $2 AND status <> 'deleted' ORDER BY id LIMIT $3`,
        [accountId, after, limit + 1],
      );
      return pageFrom(rows.map(present<R>), limit);
    },
  };
}
