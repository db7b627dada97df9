import type { ListedField } from "../../../src/contract/admin/field-list.ts";

type Option = { readonly value: string; readonly label: string };

/** The fields for a select: the built-in ones, then the tags by type. */
export function fieldOptions(list: readonly ListedField[]) {
  const groups = Map.groupBy(list, ({ type }) => type);
  return [...groups].map(([type, fields]) => ({
    group: type === undefined ? "Call" : `Tags: ${type}`,
    items: fields.map(({ field, title }): Option => ({ value: field, label: title })),
  }));
}
