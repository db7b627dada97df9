import { storableText } from "../text.ts";
import { isNumeric, readField, type BuiltInField, type Field, type ValueType } from "./field.ts";
import type { Condition, FieldTest, Filter } from "./filter.ts";

export const operators = [
  "equals",
  "anyOf",
  "contains",
  "beginsWith",
  "exists",
  "greater",
  "less",
] as const;

export type Operator = (typeof operators)[number];

type Given = string | number | boolean;

/** A condition as somebody wrote it; its shape has been checked. */
export type ConditionWish = {
  readonly field: string;
  readonly op: Operator;
  readonly value?: Given | readonly Given[] | undefined;
  readonly not?: boolean | undefined;
};

export type FilterError = { readonly path: string; readonly message: string };

type Table<Name extends string> = Readonly<Record<Name, Pick<BuiltInField<never>, "valueType">>>;

/** The operators that make sense for a kind of values. */
export function operatorsOf(valueType: ValueType | "tag"): readonly Operator[] {
  switch (valueType) {
    case "tag":
      return operators;
    case "text":
      return ["equals", "anyOf", "contains", "beginsWith", "exists"];
    case "number":
    case "instant":
      return ["equals", "anyOf", "greater", "less", "exists"];
    case "choice":
    case "boolean":
      return ["equals", "anyOf", "exists"];
  }
}

/** Reads a filter, and says of each condition what is wrong with it. */
export function readFilter<Name extends string>(
  wishes: readonly (readonly ConditionWish[])[],
  table: Table<Name>,
): { readonly filter: Filter<Name>; readonly errors: readonly FilterError[] } {
  const errors: FilterError[] = [];
  const filter = wishes.map((group, g) =>
    group.flatMap((wish, c): readonly Condition<Name>[] => {
      const read = readCondition(wish, table);
      if (typeof read !== "string") return [read];
      errors.push({ path: `${g}.${c}`, message: read });
      return [];
    }),
  );
  return { filter, errors };
}

/** @returns what is wrong, if anything */
function readCondition<Name extends string>(
  wish: ConditionWish,
  table: Table<Name>,
): Condition<Name> | string {
  const field = readField(storableText(wish.field), table);
  if (field === undefined) return `there is no field ${JSON.stringify(wish.field)}`;
  const valueType = valueTypeOf(field, table);
  const fitting = operatorsOf(valueType);
  if (!fitting.includes(wish.op)) {
    return `${wish.field} can be compared by ${fitting.join(", ")}, not by ${wish.op}`;
  }
  const test = readTest(wish, valueType);
  return typeof test === "string" ? test : { field, test, isNegated: wish.not === true };
}

function valueTypeOf<Name extends string>(
  field: Field<Name>,
  table: Table<Name>,
): ValueType | "tag" {
  return field.kind === "tag" ? "tag" : table[field.name].valueType;
}

function readTest({ op, value }: ConditionWish, valueType: ValueType | "tag"): FieldTest | string {
  if (op === "exists") return value === undefined ? { kind: "exists" } : "exists takes no value";
  if (value === undefined) return `${op} needs a value`;
  const isList = typeof value === "object";
  if (isList !== (op === "anyOf")) return isList ? `${op} takes one value` : "anyOf takes a list";
  const values = typeof value === "object" ? value : [value];
  switch (op) {
    case "contains":
    case "beginsWith":
      return { kind: op, text: textOf(values[0]) };
    case "greater":
    case "less": {
      const than = numberOf(values[0], valueType);
      return than === undefined ? needs(valueType) : { kind: op, than };
    }
    case "equals":
    case "anyOf": {
      const isText = valueType === "tag" || !isNumeric(valueType);
      if (isText) return { kind: "isText", texts: values.map(textOf) };
      const numbers = values.flatMap((one) => numberOf(one, valueType) ?? []);
      return numbers.length < values.length ? needs(valueType) : { kind: "isNumber", numbers };
    }
  }
}

function needs(valueType: ValueType | "tag"): string {
  return valueType === "instant"
    ? "takes a time in ISO 8601, such as 2026-01-31T09:30:00Z"
    : "takes a number";
}

function textOf(value: Given | undefined): string {
  return storableText(String(value ?? ""));
}

/** With the date, the time and the zone: what is left out would be guessed. */
const ISO_8601 = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$/;

function numberOf(value: Given | undefined, valueType: ValueType | "tag"): number | undefined {
  if (valueType === "instant") {
    const at = typeof value === "string" && ISO_8601.test(value) ? Date.parse(value) : NaN;
    return Number.isNaN(at) ? undefined : at;
  }
  if (typeof value === "number") return value;
  const isNumber = typeof value === "string" && /^-?\d{1,15}(\.\d{1,10})?$/.test(value);
  return isNumber ? Number(value) : undefined;
}
