import { useQueries, useQuery } from "@tanstack/react-query";
import type { ListedField } from "../../../src/contract/admin/field-list.ts";
import { callFieldsQuery } from "../../api/calls.ts";
import { useCan, useMe } from "../../api/me.ts";
import { namesQuery, type NamedKind } from "../../api/names.ts";
import { tagOfField } from "../../parts/tag-field.ts";
import { fieldTitles } from "./field-titles.ts";
import { valueWords } from "./condition-words.ts";

/** Fields that hold ids of records which people know by name. */
const kinds = {
  campaignId: "campaigns",
  publisherId: "publishers",
  poolId: "pools",
} as const satisfies Readonly<Record<string, NamedKind>>;

type IdField = keyof typeof kinds;

const idFields = Object.keys(kinds) as IdField[];

const isIdField = (field: string): field is IdField => Object.hasOwn(kinds, field);

export type Fields = {
  readonly list: readonly ListedField[];
  readonly find: (field: string) => ListedField | undefined;
  readonly titleOf: (field: string) => string;
  /** A value as people read it. */
  readonly words: (field: string, value: string) => string;
  /** What a value may be, for fields that have a closed list. */
  readonly choicesOf: (field: string) => readonly string[] | undefined;
};

/** What calls can be filtered, sorted and shown by, with the names of what ids stand for. */
export function useFields(): Fields {
  const { account } = useMe();
  const canRead = useCan("read");
  const { data } = useQuery(callFieldsQuery);
  const names = useQueries({
    queries: idFields.map((field) => ({ ...namesQuery(kinds[field]), enabled: canRead })),
    combine: (results) => results.map((one) => one.data ?? []),
  });
  const recordsOf = (field: IdField) => names[idFields.indexOf(field)] ?? [];
  const list = data?.items ?? [];
  const find = (field: string) => list.find((one) => one.field === field);
  const nameOf = (field: string, id: string) =>
    isIdField(field) ? recordsOf(field).find((one) => one.id === id)?.name : undefined;
  return {
    list,
    find,
    titleOf: (field) =>
      find(field)?.title ?? fieldTitles[field] ?? tagOfField(field)?.name ?? field,
    words: (field, value) =>
      valueWords(field, find(field)?.valueType, value, {
        names: nameOf,
        timeZone: account.timeZone,
      }),
    choicesOf(field) {
      const known = find(field);
      if (known?.valueType === "boolean") return ["true", "false"];
      if (known?.choices !== undefined) return known.choices;
      return isIdField(field) && canRead ? recordsOf(field).map(({ id }) => id) : undefined;
    },
  };
}
