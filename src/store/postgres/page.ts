import type { Page } from "../catalogue.ts";

/** @param read up to `limit + 1` records: the one too many tells that there is a next page */
export function pageFrom<T extends { readonly id: string }>(
  read: readonly T[],
  limit: number,
): Page<T> {
  const items = read.slice(0, limit);
  const last = items.at(-1);
  return read.length > limit && last !== undefined ? { items, next: last.id } : { items };
}
