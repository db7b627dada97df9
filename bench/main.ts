// npm run bench: measures what Callpool promises of its speed.

import { parseArgs } from "node:util";
import { figureLines, type Bench, type Figure } from "./figure.ts";
import { issue } from "./issue/issue.ts";
import { provenance } from "./machine.ts";
import { record } from "./results.ts";
import { snippet } from "./snippet/snippet.ts";
import { web } from "./web/web.ts";

const benches: readonly Bench[] = [issue, snippet, web];

function overview(): string {
  const rows = benches.map(({ name, summary, measurements }) => {
    const names = Object.keys(measurements)
      .map((figure) => `            ${figure}\n`)
      .join("");
    return `  ${name.padEnd(10)}${summary}\n${names}`;
  });
  return `Usage: npm run bench -- BENCH [FIGURE…] [--record]

Each figure is a line name=value. Ratios are against a baseline that is measured in the same run, in
turns with what is measured, so they hold on a busy machine, too; still, nothing else should run.

${rows.join("")}
  --record  Add the figures to the table in bench/results.md.
  --help    Show this.
`;
}

async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { record: { type: "boolean" }, help: { type: "boolean", short: "h" } },
  });
  const [name, ...wanted] = positionals;
  if (name === undefined || values.help === true) {
    process.stdout.write(overview());
    return 0;
  }
  const bench = benches.find((one) => one.name === name);
  const unknown = wanted.find((one) => bench?.measurements[one] === undefined);
  if (bench === undefined || unknown !== undefined) {
    process.stderr.write(`There is no bench ${unknown ?? name}.\n\n${overview()}`);
    return 2;
  }
  const { machine, commit } = provenance();
  process.stdout.write(`machine=${machine}\ncommit=${commit}\n`);
  const figures: Figure[] = [];
  for (const [figureName, measure] of Object.entries(bench.measurements)) {
    if (wanted.length > 0 && !wanted.includes(figureName)) continue;
    const figure = { name: figureName, ...(await measure()) };
    figures.push(figure);
    process.stdout.write(figureLines(figure));
  }
  if (values.record === true) record(bench, figures, { machine, commit });
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
