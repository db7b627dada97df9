import type { ConditionWish } from "../../../src/contract/admin/filter.ts";
import type { ListedField } from "../../../src/contract/admin/field-list.ts";
import {
  attributionRules,
  callStates,
  confidences,
  rejectReasons,
} from "../../parts/call-words.ts";
import { formatNumber } from "../../parts/phone-number.tsx";
import { formatInstant, formatLength } from "../../parts/time-format.ts";

/* How conditions are said in words. */

export type Operator = ConditionWish["op"];

type Way = { readonly op: Operator; readonly not: boolean; readonly label: string };

const way = (op: Operator, label: string, negated: string): readonly Way[] => [
  { op, not: false, label },
  { op, not: true, label: negated },
];

const ways: readonly Way[] = [
  ...way("equals", "is", "is not"),
  ...way("anyOf", "is any of", "is none of"),
  ...way("contains", "contains", "does not contain"),
  ...way("beginsWith", "begins with", "does not begin with"),
  ...way("greater", "is more than", "is not more than"),
  ...way("less", "is less than", "is not less than"),
  ...way("exists", "is there", "is missing"),
];

const instantLabels: Readonly<Partial<Record<Operator, readonly [string, string]>>> = {
  equals: ["is exactly", "is not exactly"],
  greater: ["is after", "is not after"],
  less: ["is before", "is not before"],
};

function labelOf({ op, not, label }: Way, valueType: ListedField["valueType"]): string {
  const labels = valueType === "instant" ? instantLabels[op] : undefined;
  return labels?.[not ? 1 : 0] ?? label;
}

/** The ways in which a field can be compared, `!` before those that are turned around. */
export function waysOf(field: Pick<ListedField, "ops" | "valueType">) {
  return ways
    .filter(({ op }) => field.ops.includes(op))
    .map((one) => ({
      value: `${one.not ? "!" : ""}${one.op}`,
      label: labelOf(one, field.valueType),
    }));
}

export function readWay(value: string): { readonly op: Operator; readonly not: boolean } {
  const found = ways.find(({ op, not }) => `${not ? "!" : ""}${op}` === value);
  return { op: found?.op ?? "equals", not: found?.not ?? false };
}

export function wayWords(
  { op, not = false }: ConditionWish,
  valueType: ListedField["valueType"] = "text",
): string {
  const found = ways.find((one) => one.op === op && one.not === not);
  return found === undefined ? op : labelOf(found, valueType);
}

const choiceLabels: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  state: Object.fromEntries(Object.entries(callStates).map(([name, { label }]) => [name, label])),
  confidence: Object.fromEntries(
    Object.entries(confidences).map(([name, { label }]) => [name, label]),
  ),
  rejectReason: Object.fromEntries(
    Object.entries(rejectReasons).map(([name, { title }]) => [name, title]),
  ),
  attributionRule: attributionRules,
  outcome: { connect: "Put through", reject: "Rejected" },
  isFromPool: { true: "Yes", false: "No" },
};

const phoneFields: readonly string[] = ["from", "to", "target"];
const secondsFields: readonly string[] = ["lengthSeconds", "secondsFromImpression"];

/** Names of records by their ids, for the fields that hold ids. */
export type Names = (field: string, id: string) => string | undefined;

export function valueWords(
  field: string,
  valueType: ListedField["valueType"] | undefined,
  value: string,
  { names, timeZone }: { readonly names: Names; readonly timeZone: string },
): string {
  const choice = choiceLabels[field]?.[value] ?? names(field, value);
  if (choice !== undefined) return choice;
  if (phoneFields.includes(field)) return formatNumber(value);
  if (secondsFields.includes(field) && /^\d+$/.test(value)) return formatLength(Number(value));
  const at = valueType === "instant" ? new Date(value) : undefined;
  return at === undefined || Number.isNaN(at.getTime()) ? value : formatInstant(at, timeZone);
}
