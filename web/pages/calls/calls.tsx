import { Group, Select, Stack, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import IconPhoneIncoming from "@tabler/icons-react/icons/IconPhoneIncoming";
import IconSearch from "@tabler/icons-react/icons/IconSearch";
import { useQuery } from "@tanstack/react-query";
import type { DataTableSortStatus } from "mantine-datatable";
import { useState } from "react";
import type { Call } from "../../../src/contract/admin/call.ts";
import type { FilterWish } from "../../../src/contract/admin/filter.ts";
import { callLogQuery } from "../../api/calls.ts";
import { useCan, useMe } from "../../api/me.ts";
import { EmptyState } from "../../parts/empty-state.tsx";
import { LinkButton } from "../../parts/link-button.tsx";
import { Page as Layout } from "../../parts/page.tsx";
import { RecordsTable } from "../../parts/records-table.tsx";
import { useUrlState } from "../../parts/use-url-state.ts";
import { localOf, startOfDay } from "../../parts/zone-time.ts";
import { paths } from "../../paths.ts";
import { ColumnChooser } from "./column-chooser.tsx";
import { logColumns } from "./log-columns.tsx";
import { LogFilter } from "./log-filter.tsx";
import {
  defaultColumns,
  logDefaults,
  readColumns,
  readWhere,
  searchGroup,
  type LogState,
} from "./log-state.ts";
import { boundsOf, periods } from "./period.ts";
import { useFields } from "./use-fields.ts";

export { Calls as Page };

const PAGE_SIZE = 50;
/** New calls come to the top by themselves while nobody has gone further down. */
const REFRESH_MS = 10_000;

const firstPage = { after: "", skipped: 0 } as const;

function Calls() {
  const [state, change] = useUrlState(logDefaults);
  const { account } = useMe();
  const fields = useFields();
  const where = readWhere(state.where);
  const columns = readColumns(state.columns);
  const bounds = boundsOf(state, account.timeZone);
  const { period, q, sort, after, skipped } = state;
  const all = [...where, ...searchGroup(q)];
  const { data, error, isFetching, refetch } = useQuery({
    ...callLogQuery({ where: all, sort, ...bounds, limit: PAGE_SIZE, after }),
    refetchInterval: after === "" ? REFRESH_MS : false,
  });
  const filter = (next: FilterWish) => change({ where: next, ...firstPage });
  const only = (field: string, value: string) => {
    const group = [{ field, op: "equals" as const, value }];
    const isThere = where.some((one) => JSON.stringify(one) === JSON.stringify(group));
    if (!isThere) filter([...where, group]);
  };
  const shown = logColumns({ columns, fields, timeZone: account.timeZone, onValue: only });
  return (
    <Layout title="Calls">
      <Stack gap="sm">
        <Tools state={state} change={change}>
          <ColumnChooser
            columns={columns}
            fields={fields}
            onChange={(next) => {
              const isUsual = JSON.stringify(next) === JSON.stringify(defaultColumns);
              change({ columns: isUsual ? [] : next });
            }}
          />
        </Tools>
        <LogFilter where={where} fields={fields} onChange={filter} />
        <RecordsTable<Call>
          label="Calls"
          columns={shown}
          answer={data}
          error={error}
          isFetching={isFetching}
          onRetry={() => void refetch()}
          isFiltered={all.length > 0 || period !== "all"}
          empty={<NoCalls />}
          place={{ after, from: skipped }}
          onPlace={(place) => change({ after: place.after, skipped: place.from }, { isStep: true })}
          sort={sortStatus(sort)}
          onSort={({ columnAccessor, direction }) => {
            const field = String(columnAccessor);
            change({ sort: direction === "desc" ? `-${field}` : field, ...firstPage });
          }}
        />
      </Stack>
    </Layout>
  );
}

function sortStatus(sort: string): DataTableSortStatus<Call> {
  const isDescending = sort.startsWith("-");
  const columnAccessor = isDescending ? sort.slice(1) : sort;
  return { columnAccessor, direction: isDescending ? "desc" : "asc" };
}

type ToolsProps = {
  readonly state: LogState;
  readonly change: (changes: Partial<LogState>) => void;
  readonly children: React.ReactNode;
};

function Tools({ state, change, children }: ToolsProps) {
  const { account } = useMe();
  const { period, since, until } = state;
  const choose = (value: string | null) => {
    const next = value ?? "all";
    // A period of one's own begins with what was shown just now.
    const own = next === "custom" && since === "" && until === "";
    const today = localOf(startOfDay(new Date(), account.timeZone), account.timeZone);
    change({ period: next, ...(own ? { since: today } : {}), ...firstPage });
  };
  return (
    <Group gap="sm" align="flex-end">
      <Search q={state.q} onSearch={(q) => change({ q, ...firstPage })} />
      <Select
        aria-label="Period"
        data={periods}
        value={periods.some(({ value }) => value === period) ? period : "all"}
        allowDeselect={false}
        onChange={choose}
        w={170}
      />
      {period === "custom" && (
        <>
          <TextInput
            type="datetime-local"
            label="From"
            value={since}
            onChange={(event) => change({ since: event.currentTarget.value, ...firstPage })}
          />
          <TextInput
            type="datetime-local"
            label="Until"
            value={until}
            onChange={(event) => change({ until: event.currentTarget.value, ...firstPage })}
          />
        </>
      )}
      <Group ml="auto">{children}</Group>
    </Group>
  );
}

const SEARCH_AFTER_MS = 300;

type SearchProps = { readonly q: string; readonly onSearch: (q: string) => void };

function Search({ q, onSearch }: SearchProps) {
  // Back and forward change the address, too: what was typed is of the address it was typed at.
  const [typed, setTyped] = useState({ q, text: q });
  const text = typed.q === q ? typed.text : q;
  const search = useDebouncedCallback(onSearch, SEARCH_AFTER_MS);
  return (
    <TextInput
      type="search"
      aria-label="Find a caller or number"
      placeholder="Caller or number"
      leftSection={<IconSearch size={16} />}
      value={text}
      onChange={(event) => {
        setTyped({ q, text: event.currentTarget.value });
        search(event.currentTarget.value);
      }}
      style={{ flex: "1 1 180px" }}
      maw={{ base: "100%", sm: 280 }}
    />
  );
}

function NoCalls() {
  const canWrite = useCan("write");
  return (
    <EmptyState
      icon={<IconPhoneIncoming />}
      title="No calls yet"
      action={canWrite && <LinkButton to={paths.testCall()}>Place a test call</LinkButton>}
    >
      Every call to one of your numbers is listed here as it rings, with the visit that it came
      from. {canWrite && "A test call shows how that looks, without a phone."}
    </EmptyState>
  );
}
