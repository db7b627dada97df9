import { Button, Stack } from "@mantine/core";
import IconHash from "@tabler/icons-react/icons/IconHash";
import IconPlus from "@tabler/icons-react/icons/IconPlus";
import { useQuery } from "@tanstack/react-query";
import { numbersQuery } from "../../api/numbers.ts";
import { Capable } from "../../parts/capable.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { Page } from "../../parts/page.tsx";
import { RecordsTable } from "../../parts/records-table.tsx";
import { useUrlState } from "../../parts/use-url-state.ts";
import { AddToInventory } from "./add-to-inventory.tsx";
import { numberColumns } from "./number-columns.tsx";
import { askedNumbers, numberFilters, NumberFilters } from "./number-filters.tsx";

export { Numbers as Page };

const about =
  "Every phone number of the account. A number is in one pool, or is a publisher number, or is " +
  "in nobody's use.";

const asShown = { ...numberFilters, after: "", from: 0, add: "" };

function Numbers() {
  const [{ after, from, add, ...filters }, change] = useUrlState(asShown);
  const asked = askedNumbers(filters);
  const { data, error, isFetching, refetch } = useQuery(numbersQuery({ ...asked, after }));
  const isFiltered = Object.values(asked).some((value) => value !== undefined);
  const onAdd = () => change({ add: "paste" });
  return (
    <Page title="All Numbers" about={about} actions={<AddButton onAdd={onAdd} />}>
      <Stack gap="sm">
        <NumberFilters
          filters={filters}
          onChange={(changes) => change({ ...changes, after: "", from: 0 })}
        />
        <RecordsTable
          label="Numbers"
          columns={numberColumns}
          answer={data}
          error={error}
          isFetching={isFetching}
          onRetry={() => void refetch()}
          empty={<NoNumbers onAdd={onAdd} />}
          isFiltered={isFiltered}
          place={{ after, from }}
          onPlace={change}
        />
      </Stack>
      {add !== "" && (
        <AddToInventory
          way={add}
          onWay={(way) => change({ add: way })}
          onClose={() => change({ add: "" })}
        />
      )}
    </Page>
  );
}

type Adding = { readonly onAdd: () => void };

function AddButton({ onAdd }: Adding) {
  return (
    <Capable to="write">
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={onAdd}>
        Import numbers
      </Button>
    </Capable>
  );
}

function NoNumbers({ onAdd }: Adding) {
  return (
    <EmptyState icon={<IconHash />} title="No number yet" action={<AddButton onAdd={onAdd} />}>
      Paste the phone numbers that your carrier gave you, or import them as a CSV file. Then put
      them into a pool, or make them publisher numbers.
    </EmptyState>
  );
}
