import type { Pool } from "../../api/pools.ts";
import { kindOf } from "./pool-kind.ts";

/** What pools can be sorted by. */
const values: Readonly<Record<string, (pool: Pool) => string | number>> = {
  name: ({ name }) => name,
  size: ({ occupancy }) => occupancy.size,
  held: ({ occupancy }) => occupancy.held,
  linked: ({ occupancy }) => occupancy.linked,
  free: ({ occupancy }) => occupancy.free,
  quarantined: ({ occupancy }) => occupancy.quarantined,
  use: ({ occupancy }) => (occupancy.size === 0 ? 0 : occupancy.held / occupancy.size),
  misses: ({ missesToday }) => missesToday,
};

function compare(a: string | number, b: string | number): number {
  if (typeof a === "string" && typeof b === "string") {
    return a.localeCompare(b, "en", { numeric: true, sensitivity: "base" });
  }
  return Number(a) - Number(b);
}

/**
 * The pools whose name or kind has the text in it, sorted.
 * @param by a column; another than those that are known is the name
 */
export function sortedPools(
  pools: readonly Pool[],
  {
    search,
    by,
    isDescending,
  }: Readonly<Record<"search" | "by", string>> & {
    readonly isDescending: boolean;
  },
): readonly Pool[] {
  const wanted = search.trim().toLowerCase();
  const valueOf = values[by] ?? (({ name }: Pool) => name);
  const found = pools.filter((pool) =>
    `${pool.name} ${kindOf(pool)}`.toLowerCase().includes(wanted),
  );
  const sorted = found.toSorted(
    (a, b) => compare(valueOf(a), valueOf(b)) || compare(a.name, b.name),
  );
  return isDescending ? sorted.reverse() : sorted;
}
