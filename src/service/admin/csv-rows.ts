import { CsvError, parse } from "csv-parse/sync";
import { beginsWithNumber, csvColumn, type CsvColumn } from "../../contract/help/csv-columns.ts";
import { limits } from "../../core/limits.ts";
import { Problem } from "../problem.ts";
import type { GivenRow } from "./number.ts";

export type CsvFile = {
  readonly rows: readonly GivenRow[];
  /** Names of the columns that nothing was read from. */
  readonly ignoredColumns: readonly string[];
};

type Line = { readonly text: string; readonly line: number };
type Header = {
  /** Undefined when the first line is a number already: then the first column is read alone. */
  readonly names: readonly string[] | undefined;
  readonly columns: readonly (CsvColumn | undefined)[];
};

/** As many ignored columns are named; a line of a thousand commas need not be answered in full. */
const IGNORED_MAX = 100;

/**
 * Takes a CSV file of numbers apart (RFC 4180), with semicolons or tabs as well, as spreadsheets
 * write them. Each line is a row of its own, since no field of a number has more than one line: so
 * a quote that somebody forgot to close spoils one row and not the rest of the file.
 * @throws Problem malformed_body when no column has the numbers, body_too_large
 */
export function rowsOfCsv(file: string): CsvFile {
  const lines = file
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)
    .map((text, index) => ({ text, line: index + 1 }))
    .filter(({ text }) => text.trim() !== "");
  const [first] = lines;
  if (first === undefined) throw new Problem("malformed_body", `The file is empty. ${WANTED}`);
  const delimiter = delimiterOf(first.text);
  const header = headerOf(first.text, delimiter);
  const given = header.names === undefined ? lines : lines.slice(1);
  if (given.length > limits.csvRowsMax) {
    const detail = `The file has ${given.length} rows; one import takes ${limits.csvRowsMax}.`;
    throw new Problem("body_too_large", detail);
  }
  const filled = new Set<number>();
  const rows = given.map((line) => rowOf(line, delimiter, header, filled));
  return { rows, ignoredColumns: ignoredOf(header, filled) };
}

const WANTED =
  "Name the column of the phone numbers “number” in its first line; " +
  "country, type, carrier and carrier id may stand beside it.";

function headerOf(line: string, delimiter: string): Header {
  if (beginsWithNumber(line)) return { names: undefined, columns: ["number"] };
  const names = cellsOf(line, delimiter);
  if (typeof names === "string") throw new Problem("malformed_body", `${names} ${WANTED}`);
  const columns = names.map(csvColumn);
  const twice = columns.findIndex(
    (column, index) => column !== undefined && columns.indexOf(column) < index,
  );
  if (twice !== -1) {
    const both = [names[columns.indexOf(columns[twice])], names[twice]].map(quoted).join(" and ");
    const detail = `The columns ${both} say the same thing twice: keep one of them.`;
    throw new Problem("malformed_body", detail);
  }
  if (!columns.includes("number")) {
    const named = names.slice(0, 10).map(quoted).join(", ");
    const detail = `None of the columns is known to have phone numbers: ${named}. ${WANTED}`;
    throw new Problem("malformed_body", detail);
  }
  return { names, columns };
}

/** @param filled the places that have a value in any row: this row's are added */
function rowOf(
  { text, line }: Line,
  delimiter: string,
  { names, columns }: Header,
  filled: Set<number>,
): GivenRow {
  const cells = cellsOf(text, delimiter);
  if (typeof cells === "string") return { line, unreadable: cells };
  // Spreadsheets fill short rows up with empty values.
  const count = cells.findLastIndex((cell) => cell !== "") + 1;
  if (names !== undefined && count > names.length) {
    const named = `the first line names ${names.length} columns`;
    return { line, unreadable: `The row has ${count} values, but ${named}.` };
  }
  const fields: Partial<Record<CsvColumn, string>> = {};
  for (const [index, cell] of cells.entries()) {
    if (cell === "") continue;
    filled.add(index);
    const column = columns[index];
    if (column !== undefined) fields[column] = tidied[column](cell);
  }
  return { line, fields };
}

/** What people write, as the API takes it. */
const tidied: Readonly<Record<CsvColumn, (cell: string) => string>> = {
  number: (cell) => cell,
  country: (cell) => cell.toUpperCase(),
  // `Toll-Free` and `toll free` are common.
  type: (cell) => cell.toLowerCase().replaceAll(/[\s_-]/g, ""),
  carrier: carrierOf,
  carrierId: (cell) => cell,
};

const CARRIER_CHARS_MAX = 30;

/** `AT&T Wireless` becomes `at-t-wireless`; one without Latin letters is left to be refused. */
function carrierOf(cell: string): string {
  const plain = cell.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  const hyphened = plain.replaceAll(/[^a-z0-9]+/g, "-").replace(/^-/, "");
  return hyphened.slice(0, CARRIER_CHARS_MAX).replace(/-$/, "") || cell;
}

function ignoredOf({ names, columns }: Header, filled: ReadonlySet<number>): readonly string[] {
  const named = (names ?? []).flatMap((name, index) => (name === "" ? [] : [index]));
  return [...new Set([...named, ...filled])]
    .filter((index) => columns[index] === undefined)
    .toSorted((a, b) => a - b)
    .slice(0, IGNORED_MAX)
    .map((index) => (names?.[index] || `column ${index + 1}`).slice(0, 40));
}

const delimiters = [",", ";", "\t"] as const;

/** The one that stands most often in the first line, outside quotation marks. */
function delimiterOf(line: string): string {
  const bare = line.replaceAll(/"[^"]*"/g, "");
  const counts = delimiters.map((delimiter) => bare.split(delimiter).length);
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ",";
}

const quoted = (name: string | undefined) => `“${(name ?? "").slice(0, 40)}”`;

/** The values of a line, or a sentence that says why it is none of CSV. */
function cellsOf(line: string, delimiter: string): readonly string[] | string {
  try {
    return parse(line, { delimiter, trim: true, relax_column_count: true })[0] ?? [];
  } catch (error) {
    if (error instanceof CsvError)
      return "The row has a quotation mark that does not end, or stands inside a value.";
    throw error;
  }
}
