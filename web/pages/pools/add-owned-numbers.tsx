import { Anchor, Button, Group, Stack, Text } from "@mantine/core";
import IconHash from "@tabler/icons-react/icons/IconHash";
import { useQuery } from "@tanstack/react-query";
import type { DataTableColumn } from "mantine-datatable";
import { useState } from "react";
import { firstNumbers, numbersQuery, type ShownNumber } from "../../api/numbers.ts";
import { assignNumbers, fitting, type Pool, type PoolNumbersChanged } from "../../api/pools.ts";
import { Capable } from "../../parts/capable.tsx";
import { DialogButtons } from "../../parts/dialog-buttons.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { showDone } from "../../parts/notify.ts";
import { formatNumber, PhoneNumber } from "../../parts/phone-number.tsx";
import { ProblemAlert } from "../../parts/problem-alert.tsx";
import { firstPlace, RecordsTable } from "../../parts/records-table.tsx";
import { SearchInput } from "../../parts/search-input.tsx";
import { useDoing } from "../../parts/use-doing.ts";
import { countNumbers } from "./count-numbers.ts";
import { kindOf } from "./pool-kind.ts";
import { RefusedNumbers } from "./refused-numbers.tsx";

type AddOwnedNumbersProps = {
  readonly pool: Pool;
  readonly onWay: (way: string) => void;
  readonly onClose: () => void;
};

/** What one request takes. */
const AT_ONCE_MAX = 10_000;
const SHOWN_AT_ONCE = 20;

const columns: DataTableColumn<ShownNumber>[] = [
  { accessor: "number", title: "Number", render: ({ number }) => <PhoneNumber e164={number} /> },
  { accessor: "areaCode", title: "Area code", render: ({ areaCode }) => areaCode ?? "–" },
  { accessor: "carrier", title: "Carrier" },
];

/** Numbers of the inventory in nobody's use that fit the pool. */
export function AddOwnedNumbers({ pool, onWay, onClose }: AddOwnedNumbersProps) {
  const [search, setSearch] = useState("");
  const [place, setPlace] = useState(firstPlace);
  const [selected, setSelected] = useState<readonly ShownNumber[]>([]);
  const [changed, setChanged] = useState<PoolNumbersChanged>();
  const { isBusy, problem, run } = useDoing();
  const asked = { ...fitting(pool), search };
  const { data, error, isFetching, refetch } = useQuery(
    numbersQuery({ ...asked, limit: SHOWN_AT_ONCE, after: place.after }),
  );
  const add = async (numbers: readonly ShownNumber[]) => {
    const answer = await assignNumbers(
      pool.id,
      numbers.map(({ number }) => number),
    );
    if (answer.refused > 0) setChanged(answer);
    else {
      onClose();
      showDone(`${countNumbers(answer.done)} added to ${pool.name}`);
    }
  };
  if (changed !== undefined) return <RefusedNumbers changed={changed} onClose={onClose} />;
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="sm">
        <SearchInput
          label="Search numbers that fit"
          placeholder="Search by digits"
          value={search}
          onChange={(text) => {
            setSearch(text);
            setPlace(firstPlace);
          }}
        />
        <AddAll
          total={data?.total ?? 0}
          isBusy={isBusy}
          onAdd={(count) => run(async () => add(await firstNumbers(asked, count)))}
        />
      </Group>
      <RecordsTable
        label="Numbers that fit the pool"
        columns={columns}
        answer={data}
        error={error}
        isFetching={isFetching}
        onRetry={() => void refetch()}
        empty={<NoneFits pool={pool} onWay={onWay} />}
        isFiltered={search !== ""}
        place={place}
        onPlace={setPlace}
        selection={{
          selected,
          onSelect: setSelected,
          nameOf: ({ number }) => formatNumber(number),
        }}
      />
      {problem !== undefined && <ProblemAlert error={problem} />}
      <DialogButtons
        act={selected.length === 0 ? "Add numbers" : `Add ${countNumbers(selected.length)}`}
        onAct={() => run(() => add(selected))}
        isBusy={isBusy}
        onClose={onClose}
        reason={selected.length === 0 ? "Tick the numbers first." : undefined}
      />
    </Stack>
  );
}

type AddAllProps = {
  readonly total: number;
  readonly isBusy: boolean;
  readonly onAdd: (count: number) => void;
};

/** For those who have thousands: one page after the other need not be ticked. */
function AddAll({ total, isBusy, onAdd }: AddAllProps) {
  if (total < 2) return null;
  const count = Math.min(total, AT_ONCE_MAX);
  const which = total > count ? "the first" : "all";
  return (
    <Capable to="write">
      <Button variant="default" loading={isBusy} onClick={() => onAdd(count)}>
        Add {which} {countNumbers(count)}
      </Button>
    </Capable>
  );
}

function NoneFits({ pool, onWay }: Pick<AddOwnedNumbersProps, "pool" | "onWay">) {
  return (
    <EmptyState icon={<IconHash />} title="No number of yours fits">
      <Text component="span" inherit>
        The pool takes: {kindOf(pool)}. Numbers of yours that fit are in other pools, are publisher
        numbers, or there are none yet:{" "}
        <Anchor
          component="button"
          type="button"
          onClick={() => onWay("paste")}
          inherit
          underline="always"
        >
          paste some
        </Anchor>{" "}
        or{" "}
        <Anchor
          component="button"
          type="button"
          onClick={() => onWay("csv")}
          inherit
          underline="always"
        >
          import a CSV file
        </Anchor>
        .
      </Text>
    </EmptyState>
  );
}
