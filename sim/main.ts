import { parseArgs } from "node:util";
import type { Chapter } from "./chapter.ts";
import { describeChapters, describeFailure } from "./report.ts";
import { run, stepsByDefault } from "./run.ts";
import { postgresToTestOn } from "../test/support/postgres-server.ts";
import {
  memoryStores,
  postgresStores,
  sqliteStores,
  storeNames,
  type StoreName,
  type Stores,
} from "./stores.ts";
import { makeTally } from "./tally.ts";

const help = `Usage: npm run sim -- [options]

Plays a world from a seed: visitors, callers, carriers, admins, several server processes, bad
clocks, lost, doubled and late messages, crashes and failing transactions. An auditor predicts every
answer and checks the invariants of src/core/lease/SPEC.md at every step. After that everything is
mended, and every number must come back.

Options:
  --seed N      The world; the same seed is the same world. 1 by default.
  --steps M     ${stepsByDefault.memory} by default, on a database ${stepsByDefault.sqlite}.
  --minutes N   Play one world after the other for that long, from that seed on (by default one of
                the clock's), until one fails.
  --store NAME  memory (by default), sqlite in a temporary file, or postgres: on the server that
                DATABASE_URL_TEST names, or on one that is started for it. Each server process has a
                connection of its own.
  --help        Show this.

The exit code is 1 if anything was wrong; the last line then says how to see it again.`;

const stepsOfSoaking: Readonly<Record<StoreName, number>> = {
  memory: 20_000,
  sqlite: 2500,
  postgres: 2500,
};
const MINUTE_MS = 60_000;

const options = {
  seed: { type: "string" },
  steps: { type: "string" },
  minutes: { type: "string" },
  store: { type: "string" },
  help: { type: "boolean" },
} as const;

async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options });
  if (values.help === true) {
    say(help);
    return 0;
  }
  const name = storeNames.find((one) => one === (values.store ?? "memory"));
  if (name === undefined) throw new UsageError(`--store is one of ${storeNames.join(", ")}`);
  const minutes = wholeNumber("minutes", values.minutes);
  const seed = wholeNumber("seed", values.seed);
  const steps = wholeNumber("steps", values.steps);
  return withStores(name, (stores) => {
    if (minutes === undefined) return playOnce(stores, seed ?? 1, steps ?? stepsByDefault[name]);
    const first = seed ?? Date.now() % 1_000_000_000;
    return soak(stores, first, steps ?? stepsOfSoaking[name], minutes);
  });
}

async function withStores<T>(name: StoreName, work: (stores: Stores) => Promise<T>): Promise<T> {
  if (name === "memory") return work(memoryStores);
  if (name === "sqlite") return work(sqliteStores);
  const server = await postgresToTestOn();
  try {
    return await work(postgresStores(server.url));
  } finally {
    await server.remove();
  }
}

class UsageError extends Error {}

function wholeNumber(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const isWhole = /^\d{1,12}$/.test(text) && (name === "seed" || Number(text) > 0);
  if (!isWhole) throw new UsageError(`--${name} is a whole number, not ${JSON.stringify(text)}`);
  return Number(text);
}

async function playOnce(stores: Stores, seed: number, steps: number): Promise<number> {
  const { chapters, tally, failed } = await run({ seed, steps, stores, onChapter: showProgress });
  say(describeChapters(seed, chapters, tally));
  if (failed !== undefined) {
    say(describeFailure(failed, stores.name));
    return 1;
  }
  const zeros = steps < stepsByDefault[stores.name] ? [] : tally.zeros();
  if (zeros.length === 0) return 0;
  say(`This run has not come to: ${zeros.join(", ")}. It has proven nothing about them.`);
  return 1;
}

async function soak(
  stores: Stores,
  first: number,
  steps: number,
  minutes: number,
): Promise<number> {
  const tally = makeTally();
  const chapters: Chapter[] = [];
  const until = Date.now() + minutes * MINUTE_MS;
  for (let seed = first; Date.now() < until; seed++) {
    const played = await run({ seed, steps, stores, tally, onChapter: showProgress });
    chapters.push(...played.chapters);
    if (played.failed === undefined) continue;
    say(describeChapters(first, chapters, tally));
    say(describeFailure(played.failed, stores.name));
    return 1;
  }
  say(describeChapters(first, chapters, tally));
  return 0;
}

function showProgress({ seed, steps, violations }: Chapter): void {
  process.stderr.write(`world ${seed}: ${steps} steps, ${violations.length} violations\n`);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isUsage = error instanceof UsageError || (error instanceof TypeError && "code" in error);
  if (!isUsage) throw error;
  process.stderr.write(`${error.message}\nSee npm run sim -- --help.\n`);
  process.exitCode = 2;
}
