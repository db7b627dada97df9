import type { Page } from "./catalogue.ts";

/** @param read records from the page on; if more than `limit` were read, there is a next page */
export function pageFrom<T extends { readonly id: string }>(
  read: readonly T[],
  limit: number,
): Page<T> {
  const items = read.slice(0, limit);
  const last = items.at(-1);
  return read.length > limit && last !== undefined ? { items, next: last.id } : { items };
}
