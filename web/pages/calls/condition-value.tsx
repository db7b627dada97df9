import { Autocomplete, MultiSelect, Select, TagsInput, TextInput } from "@mantine/core";
import type { ListedField } from "../../../src/contract/admin/field-list.ts";
import type { Fields } from "./use-fields.ts";

type ConditionValueProps = {
  readonly field: ListedField | undefined;
  /** Whether several may be given. */
  readonly isList: boolean;
  readonly values: readonly string[];
  readonly fields: Fields;
  readonly onChange: (values: readonly string[]) => void;
};

/** As the server bounds it. */
const VALUES_MAX = 50;

/** The input that fits what a field's values are. */
export function ConditionValue({ field, isList, values, fields, onChange }: ConditionValueProps) {
  const choices = field === undefined ? undefined : fields.choicesOf(field.field);
  const value = values[0] ?? "";
  const label = isList ? "Values" : "Value";
  if (field !== undefined && choices !== undefined) {
    const data = choices.map((one) => ({ value: one, label: fields.words(field.field, one) }));
    return isList ? (
      <MultiSelect
        label={label}
        data={data}
        value={[...values]}
        searchable
        maxValues={VALUES_MAX}
        onChange={onChange}
      />
    ) : (
      <Select
        label={label}
        data={data}
        searchable
        value={value === "" ? null : value}
        onChange={(one) => onChange(one === null ? [] : [one])}
      />
    );
  }
  if (isList) {
    return (
      <TagsInput
        label={label}
        placeholder="Enter after each"
        data={field?.examples ?? []}
        value={[...values]}
        maxTags={VALUES_MAX}
        onChange={onChange}
      />
    );
  }
  const type = { instant: "datetime-local", number: "number" }[field?.valueType as string];
  if (type !== undefined && field?.kind === "builtIn") {
    return (
      <TextInput
        label={label}
        type={type}
        step={type === "number" ? "any" : undefined}
        value={value}
        onChange={(event) => onChange([event.currentTarget.value])}
      />
    );
  }
  return (
    <Autocomplete
      label={label}
      data={field?.examples ?? []}
      value={value}
      disabled={field === undefined}
      onChange={(one) => onChange([one])}
    />
  );
}
