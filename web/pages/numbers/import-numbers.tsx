import { Stack } from "@mantine/core";
import { useState } from "react";
import { importNumbers } from "../../api/numbers.ts";
import { assignNumbers, refreshNumbers, type Pool } from "../../api/pools.ts";
import { ProblemAlert } from "../../parts/problem-alert.tsx";
import { useDoing } from "../../parts/use-doing.ts";
import { CsvFile } from "./csv-file.tsx";
import type { Given } from "./given-numbers.ts";
import { ImportResults } from "./import-results.tsx";
import { importedRows, ownedOf, type ImportedRow } from "./imported.ts";
import { PastedNumbers } from "./pasted-numbers.tsx";

export type ImportWay = "paste" | "csv";

type ImportNumbersProps = {
  readonly way: ImportWay;
  /** The pool to put them into; without one they go into the inventory alone. */
  readonly pool?: Pool;
  readonly onClose: () => void;
};

/** Numbers from outside, and then what became of each (R4). */
export function ImportNumbers({ way, pool, onClose }: ImportNumbersProps) {
  const [rows, setRows] = useState<readonly ImportedRow[]>();
  const [ignoredColumns, setIgnoredColumns] = useState<readonly string[]>([]);
  const { isBusy, problem, run } = useDoing();
  const bring = async (given: Given) => {
    if ("refusal" in given) return;
    try {
      const added = await importNumbers(given.csv);
      const owned = ownedOf(added);
      const changed =
        pool === undefined || owned.length === 0 ? undefined : await assignNumbers(pool.id, owned);
      setIgnoredColumns(added.ignoredColumns);
      setRows(importedRows(added, given.firstLine, changed));
    } finally {
      await refreshNumbers();
    }
  };
  if (rows !== undefined) {
    return (
      <ImportResults
        rows={rows}
        ignoredColumns={ignoredColumns}
        where={pool === undefined ? "your numbers" : pool.name}
        onMore={() => setRows(undefined)}
        onClose={onClose}
      />
    );
  }
  const props = { isBusy, onGiven: (given: Given) => run(() => bring(given)), onClose };
  return (
    <Stack gap="md">
      {way === "paste" ? (
        <PastedNumbers {...props} {...(pool === undefined ? {} : { country: pool.country })} />
      ) : (
        <CsvFile {...props} />
      )}
      {problem !== undefined && <ProblemAlert error={problem} />}
    </Stack>
  );
}
