import { Alert, Badge, Button, Group, Stack, Text } from "@mantine/core";
import IconCheck from "@tabler/icons-react/icons/IconCheck";
import IconCopy from "@tabler/icons-react/icons/IconCopy";
import type { DataTableColumn } from "mantine-datatable";
import { useState } from "react";
import { arrayPage } from "../../parts/array-page.ts";
import { formatNumber } from "../../parts/phone-number.tsx";
import { firstPlace, RecordsTable } from "../../parts/records-table.tsx";
import { useCopy } from "../../parts/use-copy.ts";
import { countNumbers } from "../pools/count-numbers.ts";
import { worstFirst, type ImportedRow } from "./imported.ts";

const looks = {
  added: { color: "green", label: "Added" },
  duplicate: { color: "gray", label: "Was there already" },
  refused: { color: "red", label: "Refused" },
} as const;

const columns: DataTableColumn<ImportedRow>[] = [
  { accessor: "line", title: "Row", textAlign: "right", width: 64 },
  {
    accessor: "number",
    title: "Number",
    noWrap: true,
    render: ({ number }) => (number === "" ? "–" : formatNumber(number)),
  },
  {
    accessor: "outcome",
    title: "What became of it",
    render: ({ outcome, reason }) => (
      <Stack gap={2}>
        <Badge color={looks[outcome].color}>{looks[outcome].label}</Badge>
        {reason !== undefined && <Text size="sm">{reason}</Text>}
      </Stack>
    ),
  },
];

type ImportResultsProps = {
  readonly rows: readonly ImportedRow[];
  /** Columns of the file that nothing was read from. */
  readonly ignoredColumns: readonly string[];
  /** Where they were to go. */
  readonly where: string;
  readonly onMore: () => void;
  readonly onClose: () => void;
};

const SHOWN_AT_ONCE = 20;

/** What became of each number, those to be mended first. */
export function ImportResults({
  rows,
  ignoredColumns,
  where,
  onMore,
  onClose,
}: ImportResultsProps) {
  const [place, setPlace] = useState(firstPlace);
  const refused = rows.filter(({ outcome }) => outcome === "refused");
  return (
    <Stack gap="md">
      <Summary rows={rows} where={where} />
      {ignoredColumns.length > 0 && (
        <Text size="sm" c="dimmed">
          Nothing was read from {ignoredColumns.length === 1 ? "this column" : "these columns"} of
          the file: {ignoredColumns.join(", ")}.
        </Text>
      )}
      {refused.length > 0 && <WhatToDo refused={refused} isAll={refused.length === rows.length} />}
      <RecordsTable
        label="What became of each number"
        columns={columns}
        answer={arrayPage(worstFirst(rows), place, SHOWN_AT_ONCE)}
        error={null}
        isFetching={false}
        onRetry={onMore}
        empty={null}
        place={place}
        onPlace={setPlace}
        idOf={({ line }) => String(line)}
      />
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onMore}>
          Add more
        </Button>
        <Button onClick={onClose} data-autofocus>
          Done
        </Button>
      </Group>
    </Stack>
  );
}

function Summary({ rows, where }: Pick<ImportResultsProps, "rows" | "where">) {
  const count = (outcome: ImportedRow["outcome"]) =>
    rows.filter((row) => row.outcome === outcome).length;
  const [duplicates, refused] = [count("duplicate"), count("refused")];
  return (
    <Text aria-live="polite">
      <b>{countNumbers(count("added"))}</b> added to {where}
      {duplicates > 0 && `, ${duplicates.toLocaleString("en-US")} there already`}
      {refused > 0 && `, ${refused.toLocaleString("en-US")} refused`}.
    </Text>
  );
}

type WhatToDoProps = {
  readonly refused: readonly ImportedRow[];
  /** Whether no row was good. */
  readonly isAll: boolean;
};

/** The good rows are kept, so that only these are left to be done. */
function WhatToDo({ refused, isAll }: WhatToDoProps) {
  const text = refused.map(({ number }) => number).join("\n");
  const { isCopied, copy } = useCopy(text);
  return (
    <Alert color="orange" title={`${countNumbers(refused.length)} to look at`}>
      <Text size="sm">
        {isAll ? "" : "The others are in. "}Correct these as each row says, then paste them again,
        or import the mended file as a whole: numbers that are there already are passed over.
      </Text>
      <Button
        mt="xs"
        size="xs"
        variant="default"
        leftSection={isCopied ? <IconCheck size={14} /> : <IconCopy size={14} />}
        onClick={copy}
      >
        {isCopied ? "Copied" : "Copy the refused numbers"}
      </Button>
    </Alert>
  );
}
