import type { DatabaseSync, SQLInputValue } from "node:sqlite";
import type { AccountId } from "../../core/ids.ts";
import { StoreConflict, type Collection, type ConflictCode } from "../catalogue.ts";
import { pageFrom } from "../page.ts";

/** A row as SQLite gives it. */
export type Row = Readonly<Record<string, unknown>>;

/** How one kind of plain record lies in its table. */
export type Mapping<R> = {
  readonly table: string;
  /** Every column, in one order, `id` and `account_id` among them. */
  readonly columns: readonly string[];
  readonly toColumns: (record: R) => Readonly<Record<string, SQLInputValue>>;
  readonly fromRow: (row: Row) => R;
  /** What a write of this kind changes elsewhere; may throw a StoreConflict. */
  readonly alongside?: (record: R) => void;
};

/** Runs a change of the catalogue, durably. */
export type WriteCatalogue = <T>(change: () => T) => Promise<T>;

export function collection<R extends { readonly id: string; readonly accountId: AccountId }>(
  db: DatabaseSync,
  write: WriteCatalogue,
  mapping: Mapping<R>,
): Collection<R> {
  const { table, columns } = mapping;
  const listed = columns.join(", ");
  const placeholders = columns.map((column) => `:${column}`).join(", ");
  const changed = columns
    .filter((column) => column !== "id" && column !== "account_id")
    .map((column) => `${column} = :${column}`)
    .join(", ");
  const insert = db.prepare(`INSERT INTO ${table} (${listed}) VALUES (${placeholders})`);
  const get = db.prepare(`SELECT ${listed} FROM ${table} WHERE account_id = ? AND id = ?`);
  const list = db.prepare(
    `SELECT ${listed} FROM ${table}
     WHERE account_id = ? AND id > ? AND status <> 'deleted' ORDER BY id LIMIT ?`,
  );
  const replace = db.prepare(
    `UPDATE ${table} SET ${changed} WHERE account_id = :account_id AND id = :id`,
  );
  const writeWith = (statement: typeof insert, record: R) =>
    write(() => {
      mapping.alongside?.(record);
      asConflict(() => statement.run(mapping.toColumns(record)));
    });
  return {
    insert: (record) => writeWith(insert, record),
    replace: (record) => writeWith(replace, record),
    get: async (accountId, id) => {
      const row = get.get(accountId, id);
      return row === undefined ? undefined : mapping.fromRow(row);
    },
    list: async (accountId, { limit, after = "" }) =>
      pageFrom(list.all(accountId, after, limit + 1).map(mapping.fromRow), limit),
  };
}

/** What SQLite names when a constraint of ours refuses a row. */
const conflicts: readonly (readonly [part: string, code: ConflictCode])[] = [
  ["call_tracking_tag.publisher_number_id", "publisher_number_has_tag"],
  ["pool_id IS NULL OR publisher_number_id IS NULL", "number_in_pool"],
  ["number_held", "number_held"],
];

/** @throws StoreConflict in place of the constraint's own error */
export function asConflict<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    const known = conflicts.find(([part]) => message.includes(part));
    if (known === undefined) throw error;
    throw new StoreConflict(known[1], { cause: error });
  }
}
