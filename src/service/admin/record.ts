import { isId, type AccountId, type IdKind } from "../../core/ids.ts";
import type { Status } from "../../core/routing/route.ts";
import type { Collection, PageRequest } from "../../store/catalogue.ts";
import { Problem } from "../problem.ts";

/** Kinds of records that people see, by the words they see. */
const words = {
  publisher: "publisher",
  campaign: "campaign",
  publisherNumber: "publisher number",
  number: "number",
  pool: "pool",
  tag: "tag",
  impression: "impression",
  call: "call",
  auditEntry: "entry of the audit log",
} as const satisfies Record<IdKind, string>;

/**
 * What the store found. Of another account's records it finds nothing, so they are answered as
 * those that never were.
 * @throws Problem not_found
 */
export function found<R>(kind: IdKind, id: string, record: R | undefined): R {
  if (record === undefined) throw missing(kind, id);
  return record;
}

function missing(kind: IdKind, id: string): Problem {
  return new Problem("not_found", `There is no ${words[kind]} ${JSON.stringify(id.slice(0, 64))}.`);
}

export type Kept = { readonly id: string; readonly accountId: AccountId; readonly status: Status };

/**
 * A record of the account, deleted ones included: old calls name them.
 * @throws Problem not_found
 */
export async function findRecord<R extends Kept>(
  kind: IdKind,
  collection: Collection<R>,
  accountId: AccountId,
  id: string,
): Promise<R> {
  // A text that is no id is nobody's either.
  const record = isId(kind, id) ? await collection.get(accountId, id) : undefined;
  return found(kind, id, record);
}

/**
 * A record that can be changed or referred to.
 * @throws Problem not_found, conflict if it was deleted
 */
export async function findLiving<R extends Kept>(
  kind: IdKind,
  collection: Collection<R>,
  accountId: AccountId,
  id: string,
): Promise<R> {
  const record = await findRecord(kind, collection, accountId, id);
  if (record.status !== "deleted") return record;
  throw new Problem("conflict", `The ${words[kind]} ${id} is deleted. Make a new one instead.`);
}

/** Marks a record as deleted; a second time changes nothing. */
export async function deleteRecord<R extends Kept>(
  kind: IdKind,
  collection: Collection<R>,
  accountId: AccountId,
  id: string,
): Promise<void> {
  const record = await findRecord(kind, collection, accountId, id);
  if (record.status !== "deleted") await collection.replace({ ...record, status: "deleted" });
}

/** Every record of an account's collection that is not deleted, page by page. */
export async function* everyRecord<R extends Kept>(
  collection: Collection<R>,
  accountId: AccountId,
  limit: number,
): AsyncGenerator<R> {
  let request: PageRequest | undefined = { limit };
  while (request !== undefined) {
    const page = await collection.list(accountId, request);
    yield* page.items;
    request = page.next === undefined ? undefined : { limit, after: page.next };
  }
}
