import type { Page } from "./catalogue.ts";

/** @param read records from the page on; if more than `limit` were read, there is a next page */
export function pageFrom<T extends { readonly id: string }>(
  read: readonly T[],
  limit: number,
): Page<T> {
  return pageBy(read, limit, ({ id }) => id);
}

/** @param key what the list is in the order of, and a page goes on after */
export function pageBy<T>(read: readonly T[], limit: number, key: (record: T) => string): Page<T> {
  const items = read.slice(0, limit);
  const last = items.at(-1);
  return read.length > limit && last !== undefined ? { items, next: key(last) } : { items };
}
