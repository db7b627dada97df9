import type { FieldList, ListedField } from "../../contract/admin/field-list.ts";
import { callFields, type CallFieldName } from "../../core/call/call-field.ts";
import { fieldText, type BuiltInField } from "../../core/report/field.ts";
import { operatorsOf } from "../../core/report/read-filter.ts";
import type { SeenTag, SeenTags } from "../../core/report/seen-tags.ts";
import { optional } from "./patch.ts";

/** Everything that calls can be filtered and sorted by (R59). */
export function fieldList({ tags, recordsRead, isCut }: SeenTags): FieldList {
  // The keys of the table, which the type system widens.
  const names = Object.keys(callFields) as CallFieldName[];
  return {
    items: [...names.map((name) => builtIn(name, callFields[name])), ...tags.map(tagField)],
    recordsRead,
    isCut,
  };
}

function builtIn(
  field: CallFieldName,
  { title, description, valueType, choices }: Omit<BuiltInField<never>, "read">,
): ListedField {
  return {
    field,
    kind: "builtIn",
    title,
    description,
    valueType,
    ...optional("choices", choices && [...choices]),
    examples: [],
    ops: [...operatorsOf(valueType)],
  };
}

function tagField({ type, name, isNumeric, examples }: SeenTag): ListedField {
  return {
    field: fieldText({ kind: "tag", type, name }),
    kind: "tag",
    title: name,
    type,
    name,
    valueType: isNumeric ? "number" : "text",
    examples: [...examples],
    ops: [...operatorsOf("tag")],
  };
}
