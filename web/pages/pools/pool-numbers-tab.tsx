import { Button, Group, Select, Stack, Text } from "@mantine/core";
import IconHash from "@tabler/icons-react/icons/IconHash";
import IconPlus from "@tabler/icons-react/icons/IconPlus";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { poolNumbersQuery, type Pool, type ShownNumber } from "../../api/pools.ts";
import { Capable } from "../../parts/capable.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { numberStates } from "../../parts/number-states.ts";
import { formatNumber } from "../../parts/phone-number.tsx";
import { RecordsTable } from "../../parts/records-table.tsx";
import { SearchInput } from "../../parts/search-input.tsx";
import { useUrlState } from "../../parts/use-url-state.ts";
import { NumberActions } from "./number-actions.tsx";
import { poolNumberColumns } from "./pool-number-columns.tsx";

type PoolNumbersTabProps = { readonly pool: Pool; readonly onAdd: () => void };

const stateChoices = [
  { value: "", label: "Every state" },
  ...numberStates.map(({ state, label }) => ({ value: state, label })),
];

const asShown = { state: "", q: "", after: "", from: 0 };

/** The numbers of a pool, and what each does at this moment. */
export function PoolNumbersTab({ pool, onAdd }: PoolNumbersTabProps) {
  const [{ state, q, after, from }, change] = useUrlState(asShown);
  const { data, error, isFetching, refetch } = useQuery(
    poolNumbersQuery(pool.id, { state, search: q, after }),
  );
  const [selected, setSelected] = useState<readonly ShownNumber[]>([]);
  const isFiltered = state !== "" || q !== "";
  // As they are now, not as they were when they were ticked.
  const now = new Map(data?.items.map((number) => [number.id, number]));
  const chosen = selected.map((number) => now.get(number.id) ?? number);
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <SearchInput
          label="Search numbers"
          placeholder="Search by digits"
          value={q}
          onChange={(text) => change({ q: text, after: "", from: 0 })}
        />
        <Select
          aria-label="State"
          data={stateChoices}
          value={state}
          onChange={(next) => change({ state: next ?? "", after: "", from: 0 })}
          allowDeselect={false}
          w={{ base: "100%", xs: 160 }}
        />
      </Group>
      <NumberActions pool={pool} chosen={chosen} onDone={() => setSelected([])} />
      <RecordsTable
        label="Numbers of the pool"
        columns={poolNumberColumns}
        answer={data}
        error={error}
        isFetching={isFetching}
        onRetry={() => void refetch()}
        empty={<NoNumbers onAdd={onAdd} />}
        isFiltered={isFiltered}
        place={{ after, from }}
        onPlace={change}
        selection={{
          selected: chosen,
          onSelect: setSelected,
          nameOf: ({ number }) => formatNumber(number),
        }}
      />
      <Text size="xs" c="dimmed">
        Held: reserved for its visitor. Linked: calls count for its visit, unless another is given
        the number first. The list is read anew every few seconds.
      </Text>
    </Stack>
  );
}

function NoNumbers({ onAdd }: Pick<PoolNumbersTabProps, "onAdd">) {
  return (
    <EmptyState
      icon={<IconHash />}
      title="This pool has no numbers yet"
      action={
        <Capable to="write">
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={onAdd}>
            Add numbers
          </Button>
        </Capable>
      }
    >
      Until it has some, visitors see the primary number of their tag. Add numbers that you own,
      paste them, or import a CSV file.
    </EmptyState>
  );
}
