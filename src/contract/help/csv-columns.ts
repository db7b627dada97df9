/** The columns of a CSV file of numbers, by the names that people and carriers give them. */
const names = {
  number: ["number", "phone", "phone number", "telephone", "telephone number", "tfn", "did"],
  country: ["country"],
  type: ["type", "number type"],
  carrier: ["carrier"],
  carrierId: ["carrier id", "sid"],
} as const;

export type CsvColumn = keyof typeof names;

/** `Phone Number`, `phone_number` and `phoneNumber` are one name. */
const bare = (name: string) => name.toLowerCase().replaceAll(/[\s_.-]/g, "");

const columnByName: ReadonlyMap<string, CsvColumn> = new Map(
  // The keys of an object are no more than strings to TypeScript.
  (Object.keys(names) as CsvColumn[]).flatMap((column) =>
    names[column].map((name) => [bare(name), column] as const),
  ),
);

/** What a column of this name tells; undefined if nobody knows. */
export function csvColumn(name: string): CsvColumn | undefined {
  return columnByName.get(bare(name));
}

/** Fewer digits are no phone number but a part of a name. */
const DIGITS_MIN = 5;

/**
 * Whether a file's first line is a number already, and names no columns. Even a bad number is one:
 * `1.21256E+10`.
 */
export function beginsWithNumber(line: string): boolean {
  const [first = ""] = line.replace(/^[\s"]+/, "").split(/[",;\t]/, 1);
  const [digits, letters] = [/\p{Nd}/gu, /\p{L}/gu].map((kind) => first.match(kind)?.length ?? 0);
  return (digits ?? 0) >= DIGITS_MIN && (digits ?? 0) > (letters ?? 0);
}
