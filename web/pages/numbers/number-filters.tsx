import { Button, Group, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { accountQuery } from "../../api/account.ts";
import type { QueryValues } from "../../api/ask.ts";
import { poolsQuery } from "../../api/pools.ts";
import { countryName } from "../../parts/countries.ts";
import { SearchInput } from "../../parts/search-input.tsx";
import { typeNames } from "../pools/pool-kind.ts";

/** `use`: "unassigned", or the id of a pool. */
export const numberFilters = { q: "", use: "", country: "", type: "", area: "" };

type Filters = Readonly<Record<keyof typeof numberFilters, string>>;

const given = (text: string) => (text === "" ? undefined : text);

/** The filters as the server takes them; what is undefined is not asked for. */
export function askedNumbers({ q, use, country, type, area }: Filters): QueryValues {
  return {
    search: given(q),
    unassigned: use === "unassigned" ? true : undefined,
    poolId: use === "unassigned" ? undefined : given(use),
    country: given(country),
    type: given(type),
    areaCode: given(area),
  };
}

type NumberFiltersProps = {
  readonly filters: Filters;
  readonly onChange: (changes: Partial<Filters>) => void;
};

const narrow = { base: "calc(50% - 6px)", xs: 150 };

export function NumberFilters({ filters, onChange }: NumberFiltersProps) {
  const isFiltered = Object.values(filters).some((value) => value !== "");
  return (
    <Group gap="sm">
      <SearchInput
        label="Search numbers"
        placeholder="Search by digits"
        value={filters.q}
        onChange={(q) => onChange({ q })}
        width={{ base: "100%", xs: 220 }}
      />
      <UseSelect value={filters.use} onChange={(use) => onChange({ use })} />
      <CountryFilter value={filters.country} onChange={(country) => onChange({ country })} />
      <Select
        aria-label="Type"
        data={[
          { value: "", label: "Every type" },
          ...Object.entries(typeNames).map(([value, label]) => ({ value, label })),
        ]}
        value={filters.type}
        onChange={(type) => onChange({ type: type ?? "" })}
        allowDeselect={false}
        w={narrow}
      />
      <SearchInput
        label="Area code"
        value={filters.area}
        onChange={(area) => onChange({ area: area.trim() })}
        width={narrow}
      />
      {isFiltered && (
        <Button variant="subtle" size="sm" onClick={() => onChange(numberFilters)}>
          Clear filters
        </Button>
      )}
    </Group>
  );
}

type ChoiceProps = { readonly value: string; readonly onChange: (value: string) => void };

function UseSelect({ value, onChange }: ChoiceProps) {
  const pools = useQuery(poolsQuery);
  const data = [
    { value: "", label: "Every use" },
    { value: "unassigned", label: "In nobody’s use" },
    {
      group: "In a pool",
      items: (pools.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
    },
  ];
  return (
    <Select
      aria-label="Use"
      data={data}
      value={value}
      onChange={(next) => onChange(next ?? "")}
      allowDeselect={false}
      searchable
      nothingFoundMessage="No such pool"
      w={{ base: "100%", xs: 190 }}
    />
  );
}

function CountryFilter({ value, onChange }: ChoiceProps) {
  const { data: account } = useQuery(accountQuery);
  const codes = new Set([...(account?.allowedCountries ?? []), ...(value === "" ? [] : [value])]);
  return (
    <Select
      aria-label="Country"
      data={[
        { value: "", label: "Every country" },
        ...[...codes].map((code) => ({ value: code, label: countryName(code) })),
      ]}
      value={value}
      onChange={(next) => onChange(next ?? "")}
      allowDeselect={false}
      w={narrow}
    />
  );
}
