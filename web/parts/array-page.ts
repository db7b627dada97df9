import type { Place } from "./records-table.tsx";

/** A page of records that are all at hand, as if it had been asked for. */
export function arrayPage<R>(records: readonly R[], { from }: Place, size = 50) {
  const items = records.slice(from, from + size);
  const until = from + items.length;
  return {
    items,
    ...(until < records.length ? { next: String(until) } : {}),
    total: records.length,
  };
}
