import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { roundedFigure, type Bench, type Figure } from "./figure.ts";
import type { Provenance } from "./machine.ts";

const path = join(import.meta.dirname, "results.md");

/** Adds a row to the bench's table, below the newest; the text around it stays as it is. */
export function record(
  { name, measurements }: Bench,
  figures: readonly Figure[],
  { machine, commit }: Provenance,
): void {
  const known = existsSync(path) ? readFileSync(path, "utf8") : "# Results\n";
  const heading = `## ${name}\n`;
  const names = Object.keys(measurements);
  const values = names.map((column) => {
    const value = figures.find((figure) => figure.name === column)?.value;
    return value === undefined ? "–" : roundedFigure(value);
  });
  const day = new Date().toISOString().slice(0, 10);
  const row = rowOf([day, commit, ...values, machine]);
  const head = rowOf(["date", "commit", ...names, "machine"]);
  const text = known.includes(heading)
    ? known
    : `${known}\n${heading}\n${head}${rowOf([...names, "", "", ""].map(() => "---"))}`;
  const lines = text.split(/(?<=\n)/);
  const section = lines.indexOf(heading);
  const last = lines.findLastIndex((line, at) => at > section && line.startsWith("|"));
  writeFileSync(path, [...lines.slice(0, last + 1), row, ...lines.slice(last + 1)].join(""));
}

function rowOf(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |\n`;
}
