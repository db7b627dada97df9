import { Anchor, Button, Group, Stack, Text, TextInput } from "@mantine/core";
import IconPlus from "@tabler/icons-react/icons/IconPlus";
import IconPool from "@tabler/icons-react/icons/IconPool";
import IconSearch from "@tabler/icons-react/icons/IconSearch";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { DataTableColumn } from "mantine-datatable";
import { useState } from "react";
import { LIST_EVERY_MS, poolsQuery, type Pool } from "../../api/pools.ts";
import { arrayPage } from "../../parts/array-page.ts";
import { Capable } from "../../parts/capable.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { OccupancyBar } from "../../parts/occupancy-bar.tsx";
import { Page } from "../../parts/page.tsx";
import { firstPlace, RecordsTable } from "../../parts/records-table.tsx";
import { useUrlState } from "../../parts/use-url-state.ts";
import { paths } from "../../paths.ts";
import { MissesBadge } from "./misses-badge.tsx";
import { kindOf } from "./pool-kind.ts";
import { sortedPools } from "./sorted-pools.ts";

export { Pools as Page };

const about =
  "A pool is a set of phone numbers of which each visitor is given one of their own: so a call " +
  "tells whose visit it belongs to.";

const wide = "(min-width: 62em)";

function countColumn(accessor: keyof Pool["occupancy"], title: string): DataTableColumn<Pool> {
  return {
    accessor,
    title,
    textAlign: "right",
    sortable: true,
    visibleMediaQuery: wide,
    render: ({ occupancy }) => occupancy[accessor].toLocaleString("en-US"),
  };
}

const columns: DataTableColumn<Pool>[] = [
  {
    accessor: "name",
    sortable: true,
    render: (pool) => (
      <>
        <Anchor component={Link} to={paths.pool(pool.id)} fw={600} size="sm">
          {pool.name}
        </Anchor>
        <Text size="xs" c="dimmed">
          {kindOf(pool)}
        </Text>
      </>
    ),
  },
  { accessor: "use", title: "In use", sortable: true, render: (pool) => <Use pool={pool} /> },
  countColumn("held", "Held"),
  countColumn("linked", "Linked"),
  countColumn("free", "Free"),
  countColumn("quarantined", "Resting"),
  countColumn("size", "Size"),
  {
    accessor: "misses",
    title: "Misses today",
    textAlign: "right",
    sortable: true,
    render: (pool) => <MissesBadge pool={pool} />,
  },
];

function Use({ pool: { occupancy } }: { readonly pool: Pool }) {
  if (occupancy.size === 0) {
    return (
      <Text size="xs" c="dimmed">
        No numbers yet
      </Text>
    );
  }
  return (
    <Stack gap={4} miw={88} maw={240}>
      <OccupancyBar counts={occupancy} />
      <Text size="xs" c="dimmed">
        {occupancy.held} of {occupancy.size.toLocaleString("en-US")} held
      </Text>
    </Stack>
  );
}

const asShown = { q: "", sort: "name", desc: false };

function Pools() {
  const { data, error, isFetching, refetch } = useQuery({
    ...poolsQuery,
    refetchInterval: LIST_EVERY_MS,
  });
  const [{ q, sort, desc }, change] = useUrlState(asShown);
  const [place, setPlace] = useState(firstPlace);
  const found = data && sortedPools(data, { search: q, by: sort, isDescending: desc });
  return (
    <Page title="Manage Pools" about={about} actions={<CreatePool />}>
      {data?.length === 0 ? (
        <NoPools />
      ) : (
        <Stack gap="sm">
          <Group>
            <TextInput
              aria-label="Search pools"
              placeholder="Search by name, country or area code"
              leftSection={<IconSearch size={16} aria-hidden />}
              value={q}
              onChange={(event) => {
                setPlace(firstPlace);
                change({ q: event.currentTarget.value });
              }}
              w={{ base: "100%", xs: 320 }}
            />
          </Group>
          <RecordsTable
            label="Pools"
            columns={columns}
            answer={found && arrayPage(found, place)}
            error={error}
            isFetching={isFetching}
            onRetry={() => void refetch()}
            empty={<NoPools />}
            isFiltered={q !== ""}
            place={place}
            onPlace={setPlace}
            sort={{ columnAccessor: sort, direction: desc ? "desc" : "asc" }}
            onSort={({ columnAccessor, direction }) =>
              change({ sort: String(columnAccessor), desc: direction === "desc" })
            }
          />
        </Stack>
      )}
    </Page>
  );
}

function CreatePool() {
  return (
    <Capable to="write">
      <Button
        component={Link}
        to={paths.newPool()}
        leftSection={<IconPlus size={16} aria-hidden />}
      >
        Create number pool
      </Button>
    </Capable>
  );
}

function NoPools() {
  return (
    <EmptyState icon={<IconPool />} title="No pool yet" action={<CreatePool />}>
      Create a pool and put phone numbers into it. A call tracking tag of a campaign then shows each
      visitor one of them, and a call to it is known to be theirs.
    </EmptyState>
  );
}
