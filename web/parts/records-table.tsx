import { Button, Group, Text } from "@mantine/core";
import IconChevronLeft from "@tabler/icons-react/icons/IconChevronLeft";
import IconChevronRight from "@tabler/icons-react/icons/IconChevronRight";
import IconChevronsLeft from "@tabler/icons-react/icons/IconChevronsLeft";
import {
  DataTable,
  type DataTableColumn,
  type DataTableProps,
  type DataTableSortStatus,
} from "mantine-datatable";
import { useState, type ReactNode } from "react";
import { ProblemAlert } from "./problem-alert.tsx";

/** Where a long list is: the last id of the page before, and how many records came before it. */
export type Place = { readonly after: string; readonly from: number };

export const firstPlace: Place = { after: "", from: 0 };

type Answer<R> = {
  readonly items: readonly R[];
  readonly next?: string | undefined;
  readonly total?: number | undefined;
};

/** Rows that are ticked; they stay so when another page of the list comes. */
export type Selection<R> = {
  readonly selected: readonly R[];
  readonly onSelect: (records: readonly R[]) => void;
  /** Names a row for its checkbox. */
  readonly nameOf: (record: R) => string;
};

type RecordsTableProps<R> = {
  /** Says what the table holds, for those who do not see it. */
  readonly label: string;
  readonly columns: DataTableColumn<R>[];
  readonly answer: Answer<R> | undefined;
  readonly error: Error | null;
  readonly isFetching: boolean;
  readonly onRetry: () => void;
  /** In place of the table when there is nothing at all. */
  readonly empty: ReactNode;
  /** Whether filters are set: no records are then no empty state. */
  readonly isFiltered?: boolean;
  readonly place?: Place;
  readonly onPlace?: (place: Place) => void;
  readonly sort?: DataTableSortStatus<R>;
  readonly onSort?: (sort: DataTableSortStatus<R>) => void;
  readonly selection?: Selection<R>;
  readonly idOf?: (record: R) => string;
};

/**
 * A table of records, a page of them at a time: it keeps its height while the next page comes, and
 * says what is wrong in its place.
 */
export function RecordsTable<R>(props: RecordsTableProps<R>) {
  const { answer, error, columns, isFetching, onRetry, empty, isFiltered = false } = props;
  const { place = firstPlace, onPlace, sort, onSort, idOf, label } = props;
  if (error !== null) return <ProblemAlert error={error} onRetry={onRetry} />;
  const isEmpty = answer?.items.length === 0 && place.from === 0;
  if (isEmpty && !isFiltered) return empty;
  // The table's type wants an array of its own.
  const records = answer && [...answer.items];
  // The table's type is a union of all that it can be, which a generic record is too much for.
  const table = {
    withTableBorder: true,
    borderRadius: "md",
    highlightOnHover: true,
    verticalSpacing: "xs",
    minHeight: isEmpty || answer === undefined ? 240 : 0,
    columns,
    // What can be done with a record is at hand on a phone, too, where a table is wider than it.
    pinLastColumn: columns.at(-1)?.accessor === "actions",
    records: records ?? [],
    fetching: answer === undefined && isFetching,
    // Under a full table it would be unseen, yet read out.
    noRecordsText: records?.length === 0 ? "Nothing fits these filters" : "",
    ...(idOf === undefined ? {} : { idAccessor: idOf }),
    ...(sort === undefined || onSort === undefined
      ? {}
      : { sortStatus: sort, onSortStatusChange: onSort }),
    ...selectionProps(props.selection),
  } as DataTableProps<R>;
  return (
    <section aria-label={`${label}, table`}>
      <DataTable<R> {...table} />
      {onPlace !== undefined && <Pager answer={answer} place={place} onPlace={onPlace} />}
    </section>
  );
}

function selectionProps<R>(selection: Selection<R> | undefined): Partial<DataTableProps<R>> {
  if (selection === undefined) return {};
  const { selected, onSelect, nameOf } = selection;
  return {
    selectedRecords: [...selected],
    onSelectedRecordsChange: onSelect,
    allRecordsSelectionCheckboxProps: { "aria-label": "Select all on this page" },
    getRecordSelectionCheckboxProps: (record: R) => ({ "aria-label": `Select ${nameOf(record)}` }),
  };
}

const written = (count: number) => count.toLocaleString("en-US");

type PagerProps = {
  readonly answer: Answer<unknown> | undefined;
  readonly place: Place;
  readonly onPlace: (place: Place) => void;
};

function Pager({ answer, place, onPlace }: PagerProps) {
  // A list is read forwards only; what was before is known from having been there.
  const [trail, setTrail] = useState<readonly Place[]>([]);
  const count = answer?.items.length ?? 0;
  const { next, total } = answer ?? {};
  const until = place.from + count;
  const of = total === undefined ? "" : ` of ${written(total)}`;
  const shown = `${written(place.from + Math.min(1, count))}–${written(until)}`;
  const before = trail.findLast(({ from }) => from < place.from);
  const go = (to: Place) => {
    setTrail([...trail.filter(({ from }) => from < to.from && from !== place.from), place]);
    onPlace(to);
  };
  return (
    <Group justify="space-between" mt="xs" mih={36}>
      <Text size="sm" c="dimmed" aria-live="polite">
        {answer === undefined ? "Loading…" : `${shown}${of}`}
      </Text>
      {(next !== undefined || place.from > 0) && (
        <Button.Group aria-label="Pages">
          <PagerButton label="First page" to={place.from > 0 ? firstPlace : undefined} onGo={go}>
            <IconChevronsLeft size={16} aria-hidden />
          </PagerButton>
          <PagerButton label="Page before" to={place.from > 0 ? before : undefined} onGo={go}>
            <IconChevronLeft size={16} aria-hidden />
          </PagerButton>
          <PagerButton
            label="Next page"
            to={next === undefined ? undefined : { after: next, from: until }}
            onGo={go}
          >
            Next
            <IconChevronRight size={16} aria-hidden />
          </PagerButton>
        </Button.Group>
      )}
    </Group>
  );
}

type PagerButtonProps = {
  readonly label: string;
  readonly to: Place | undefined;
  readonly onGo: (to: Place) => void;
  readonly children: ReactNode;
};

function PagerButton({ label, to, onGo, children }: PagerButtonProps) {
  return (
    <Button
      size="xs"
      variant="default"
      aria-label={label}
      disabled={to === undefined}
      onClick={() => {
        if (to !== undefined) onGo(to);
      }}
    >
      {children}
    </Button>
  );
}
