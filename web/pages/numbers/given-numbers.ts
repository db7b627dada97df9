import { beginsWithNumber } from "../../../src/contract/help/csv-columns.ts";
import { importLimits } from "../../../src/contract/help/number.ts";

/** Numbers that somebody brings, as the server takes them, or what is wrong with them. */
export type Given =
  | { readonly csv: string; readonly rows: number; readonly firstLine: number }
  | { readonly refusal: string };

/** Between numbers, not inside one: people write `(212) 555-0100` and `212.555.0100`. */
const between = /[\n\r,;\t]+/;

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

function tooMany(rows: number): Given {
  const [count, max] = [rows, importLimits.rowsMax].map((one) => one.toLocaleString("en-US"));
  return { refusal: `These are ${count} numbers; at most ${max} can be added at once.` };
}

/**
 * Numbers that were pasted: one a line, or with commas or semicolons between them.
 * @param country of those that are written without +
 */
export function givenByPasting(text: string, country: string): Given {
  const numbers = text
    .split(between)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  if (numbers.length === 0) return { refusal: "Paste at least one number." };
  if (numbers.length > importLimits.rowsMax) return tooMany(numbers.length);
  const rows = numbers.map((number) =>
    // A number with + says its country itself.
    [quoted(number), number.startsWith("+") ? "" : country].join(","),
  );
  return { csv: ["number,country", ...rows].join("\n"), rows: numbers.length, firstLine: 2 };
}

/** A CSV file, whose lines the server takes apart. */
export function givenByFile(text: string, bytes: number): Given {
  if (bytes > importLimits.bytesMax) {
    return { refusal: "The file is larger than 1 MB: split it, and import its parts in turn." };
  }
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== "");
  // The line of the columns is no number, if the file has one.
  const rows = beginsWithNumber(lines[0] ?? "") ? lines.length : lines.length - 1;
  if (rows < 1) return { refusal: "The file has no numbers in it." };
  if (rows > importLimits.rowsMax) return tooMany(rows);
  return { csv: text, rows, firstLine: 1 };
}
