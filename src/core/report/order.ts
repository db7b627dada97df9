import { compareText } from "../text.ts";
import type { Field, FieldValue } from "./field.ts";

export type Order<Name extends string = string> = {
  readonly field: Field<Name>;
  readonly isDescending: boolean;
};

/** What a record is ordered by. Numbers come before texts, and nothing comes last, both ways. */
export type OrderKey = string | number | undefined;

/** A place in an ordered list. The sequence, which no two records share, breaks ties. */
export type Position = { readonly key: OrderKey; readonly sequence: number };

export function orderKey(value: FieldValue | undefined): OrderKey {
  return value?.number ?? value?.text;
}

/** Less than 0 when `a` stands before `b`. */
export function comparePositions(a: Position, b: Position, isDescending: boolean): number {
  const ranks = keyRank(a.key) - keyRank(b.key);
  if (ranks !== 0) return ranks;
  const ascending = compareKeys(a.key, b.key) || a.sequence - b.sequence;
  return isDescending ? -ascending : ascending;
}

function keyRank(key: OrderKey): number {
  if (key === undefined) return 2;
  return typeof key === "number" ? 0 : 1;
}

function compareKeys(a: OrderKey, b: OrderKey): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return typeof a === "string" && typeof b === "string" ? compareText(a, b) : 0;
}
