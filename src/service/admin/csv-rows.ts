import { CsvError, parse } from "csv-parse/sync";
import { limits } from "../../core/limits.ts";
import { Problem } from "../problem.ts";
import type { GivenRow } from "./number.ts";

const columns = ["number", "country", "type", "carrier", "carrierId"] as const;

/**
 * Takes a CSV file of numbers apart (RFC 4180). Each line is a row of its own, since no field of a
 * number has more than one line: so a quote that somebody forgot to close spoils one row and not
 * the rest of the file.
 * @throws Problem malformed_body when the header is wrong, body_too_large
 */
export function rowsOfCsv(file: string): readonly GivenRow[] {
  const lines = file
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)
    .map((text, index) => ({ text, line: index + 1 }))
    .filter(({ text }) => text.trim() !== "");
  const [first, ...others] = lines;
  if (first === undefined) throw new Problem("malformed_body", `The file is empty. ${WANTED}`);
  if (others.length > limits.csvRowsMax) {
    const detail = `The file has ${others.length} rows; one import takes ${limits.csvRowsMax}.`;
    throw new Problem("body_too_large", detail);
  }
  const header = headerOf(first.text);
  return others.map(({ text, line }) => {
    const cells = cellsOf(text);
    if (typeof cells === "string") return { line, unreadable: cells };
    if (cells.length > header.length) {
      const named = `the first line names ${header.length} columns`;
      return { line, unreadable: `The row has ${cells.length} values, but ${named}.` };
    }
    const filled = cells.flatMap((cell, index) => {
      const column = header[index];
      return column === undefined || cell === "" ? [] : [[column, cell] as const];
    });
    return { line, fields: Object.fromEntries(filled) };
  });
}

const columnOf: ReadonlyMap<string, string> = new Map(
  columns.map((column) => [column.toLowerCase(), column]),
);

const WANTED =
  "The first line names the columns: number, and where you like " +
  `${columns.slice(1).join(", ")}.`;

function headerOf(line: string): readonly string[] {
  const cells = cellsOf(line);
  if (typeof cells === "string") throw new Problem("malformed_body", `${cells} ${WANTED}`);
  // Spreadsheets write `Number`, and programs `carrierid`: the case tells nothing.
  const header = cells.map((cell) => columnOf.get(cell.toLowerCase()) ?? cell);
  const known: ReadonlySet<string> = new Set(columns);
  const unknown = header.filter((name) => !known.has(name)).map((name) => name.slice(0, 40));
  if (unknown.length > 0) {
    const detail = `The file has unknown columns: ${unknown.slice(0, 10).join(", ")}. ${WANTED}`;
    throw new Problem("malformed_body", detail);
  }
  if (new Set(header).size < header.length) {
    throw new Problem("malformed_body", `The file names a column twice. ${WANTED}`);
  }
  if (!header.includes("number")) {
    throw new Problem("malformed_body", `The file has no column number. ${WANTED}`);
  }
  return header;
}

/** The values of a line, or a sentence that says why it is none of CSV. */
function cellsOf(line: string): readonly string[] | string {
  try {
    return parse(line, { trim: true, relax_column_count: true })[0] ?? [];
  } catch (error) {
    if (error instanceof CsvError)
      return "The row has a quotation mark that does not end, or stands inside a value.";
    throw error;
  }
}
