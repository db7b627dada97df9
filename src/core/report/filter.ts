import { assertNever } from "../assert.ts";
import type { Field, FieldValue } from "./field.ts";

/*
 * Filters, as everything that lists or counts records understands them (R61). A filter is data,
 * read and checked once by `readFilter`. Here is what it means; a store may say the same in SQL,
 * and its tests hold it to this.
 */

/** What a condition asks of one field. A missing field passes none. */
export type FieldTest =
  | { readonly kind: "exists" }
  | { readonly kind: "isText"; readonly texts: readonly string[] }
  | { readonly kind: "isNumber"; readonly numbers: readonly number[] }
  | { readonly kind: "contains" | "beginsWith"; readonly text: string }
  | { readonly kind: "greater" | "less"; readonly than: number };

export type Condition<Name extends string = string> = {
  readonly field: Field<Name>;
  readonly test: FieldTest;
  /** Turned around: it holds where the test does not, and so where the field is missing. */
  readonly isNegated: boolean;
};

/** Groups that must all hold; of a group's conditions, one must hold (R61). */
export type Filter<Name extends string = string> = readonly (readonly Condition<Name>[])[];

export function fits<Name extends string>(
  filter: Filter<Name>,
  valueOf: (field: Field<Name>) => FieldValue | undefined,
): boolean {
  return filter.every((group) =>
    group.some(({ field, test, isNegated }) => passes(test, valueOf(field)) !== isNegated),
  );
}

function passes(test: FieldTest, value: FieldValue | undefined): boolean {
  if (value === undefined) return false;
  const { text, number } = value;
  switch (test.kind) {
    case "exists":
      return true;
    case "isText":
      return text !== undefined && test.texts.includes(text);
    case "isNumber":
      return number !== undefined && test.numbers.includes(number);
    case "contains":
      return text?.includes(test.text) === true;
    case "beginsWith":
      return text?.startsWith(test.text) === true;
    case "greater":
      return number !== undefined && number > test.than;
    case "less":
      return number !== undefined && number < test.than;
    default:
      return assertNever(test);
  }
}
