import type { NumbersAdded } from "../../api/numbers.ts";
import type { PoolNumbersChanged } from "../../api/pools.ts";

/** What became of one number that was brought. */
export type ImportedRow = {
  /** Line of the file, or place in what was pasted, from 1. */
  readonly line: number;
  readonly number: string;
  readonly outcome: "added" | "duplicate" | "refused";
  readonly reason?: string;
};

/** The numbers that the account has now, whether it had them before or not. */
export function ownedOf({ results }: NumbersAdded): readonly string[] {
  const owned = results.filter(({ outcome }) => outcome !== "refused");
  return [...new Set(owned.map(({ number }) => number))];
}

/**
 * What became of each number, with what the pool said of those that the account has now.
 * @param firstLine line of the first row, by which people call it the first
 */
export function importedRows(
  { results }: NumbersAdded,
  firstLine: number,
  changed?: PoolNumbersChanged,
): readonly ImportedRow[] {
  const refusedByPool = new Map(
    changed?.results.flatMap(({ number, outcome, reason }) =>
      outcome === "refused" ? [[number, reason] as const] : [],
    ),
  );
  return results.map(({ line, number, outcome, reason }) => {
    const row = { line: line - firstLine + 1, number };
    if (outcome === "refused") return { ...row, outcome, reason: reason ?? "" };
    const poolReason = refusedByPool.get(number);
    if (poolReason !== undefined) return { ...row, outcome: "refused", reason: poolReason };
    // In a pool, it is no news that the account had the number already.
    return { ...row, outcome: changed === undefined ? outcome : "added" };
  });
}

/** What is to be mended comes first. */
export function worstFirst(rows: readonly ImportedRow[]): readonly ImportedRow[] {
  const rank = { refused: 0, duplicate: 1, added: 2 } as const;
  return rows.toSorted((a, b) => rank[a.outcome] - rank[b.outcome] || a.line - b.line);
}
