/*
 * What records are filtered, sorted and grouped by: a built-in field, or a tag. On the wire a field
 * is a text: `lengthSeconds`, or `tag:User:zip`.
 */
export type Field<Name extends string = string> =
  | { readonly kind: "builtIn"; readonly name: Name }
  | { readonly kind: "tag"; readonly type: string; readonly name: string };

/** What a record says of a field. A tag that is a number is a text, too; see `FieldValue`. */
export type ValueType = "text" | "choice" | "number" | "instant" | "boolean";

/** A field that every record of a kind may have. */
export type BuiltInField<R> = {
  readonly title: string;
  readonly description: string;
  readonly valueType: ValueType;
  /** Everything that a `choice` may be. */
  readonly choices?: readonly string[];
  /** Numbers and instants as numbers, everything else as text. */
  readonly read: (record: R) => string | number | undefined;
};

/** A value as filters and orders see it; a field that is missing has none. */
export type FieldValue = { readonly text?: string; readonly number?: number };

export function fieldValue(value: string | number | undefined): FieldValue | undefined {
  if (value === undefined) return undefined;
  return typeof value === "number" ? { number: value } : { text: value };
}

/** Whether the field's values are ordered as numbers. */
export function isNumeric(valueType: ValueType): boolean {
  return valueType === "number" || valueType === "instant";
}

const TAG = "tag:";

/**
 * A tag in one text, `User:zip`, that no other tag has: the type ends at the first colon, so one in
 * the type is escaped as in an address.
 */
export function tagKey({ type, name }: { readonly type: string; readonly name: string }): string {
  return `${type.replaceAll("%", "%25").replaceAll(":", "%3A")}:${name}`;
}

/** The opposite of `tagKey`; undefined for a text that it never gives. */
export function tagOfKey(
  key: string,
): { readonly type: string; readonly name: string } | undefined {
  const colon = key.indexOf(":");
  if (colon === -1 || colon === key.length - 1) return undefined;
  const type = key.slice(0, colon).replaceAll("%3A", ":").replaceAll("%25", "%");
  return { type, name: key.slice(colon + 1) };
}

/** The field as it stands on the wire. */
export function fieldText(field: Field): string {
  return field.kind === "builtIn" ? field.name : TAG + tagKey(field);
}

/** @returns undefined for what is neither one of the names nor a tag */
export function readField<Name extends string>(
  text: string,
  names: Readonly<Record<Name, unknown>>,
): Field<Name> | undefined {
  if (text.startsWith(TAG)) {
    const tag = tagOfKey(text.slice(TAG.length));
    return tag && { kind: "tag", ...tag };
  }
  // An own key of the table is one of its names.
  return Object.hasOwn(names, text) ? { kind: "builtIn", name: text as Name } : undefined;
}
