import { Select, type SelectProps } from "@mantine/core";
import { useState } from "react";
import type { Publisher } from "../../api/publishers.ts";

const NEW = "new:";

/** @returns the name of a publisher that is yet to be made, if a new one was chosen */
export function nameOfNew(value: string): string | undefined {
  return value.startsWith(NEW) ? value.slice(NEW.length) : undefined;
}

type PublisherSelectProps = Omit<SelectProps, "data" | "value" | "onChange"> & {
  readonly publishers: readonly Publisher[];
  readonly value?: string;
  readonly onChange?: (value: string) => void;
};

/** Chooses a publisher by name; a name that nobody has yet makes a new one. */
export function PublisherSelect({ publishers, value, onChange, ...rest }: PublisherSelectProps) {
  const [search, setSearch] = useState("");
  const known = publishers
    .filter(({ status }) => status !== "deleted")
    .map(({ id, name }) => ({ value: id, label: name }));
  const chosenName = nameOfNew(value ?? "");
  const typed = search.trim();
  const isNew = typed !== "" && !known.some(({ label }) => isSame(label, typed));
  const created = [
    ...(chosenName === undefined ? [] : [chosenName]),
    ...(isNew && typed !== chosenName ? [typed] : []),
  ];
  const data = [...known, ...created.map((name) => ({ value: `${NEW}${name}`, label: name }))];
  return (
    <Select
      placeholder="Choose, or type the name of a new one"
      searchable
      data={data}
      value={value === undefined || value === "" ? null : value}
      onChange={(chosen) => onChange?.(chosen ?? "")}
      searchValue={search}
      onSearchChange={setSearch}
      nothingFoundMessage="Type the name of a new publisher"
      renderOption={({ option }) =>
        nameOfNew(option.value) === undefined ? option.label : `Create “${option.label}”`
      }
      {...rest}
    />
  );
}

function isSame(a: string, b: string): boolean {
  return a.localeCompare(b, "en", { sensitivity: "base" }) === 0;
}
