import { inspect } from "node:util";
import type { Violation } from "./auditor/auditor.ts";
import type { Chapter } from "./chapter.ts";
import type { StoreName } from "./stores.ts";
import type { Tally } from "./tally.ts";

const DAY_MS = 24 * 3_600_000;

/** What was played, and how often each thing happened in it. */
export function describeChapters(seed: number, chapters: readonly Chapter[], tally: Tally): string {
  const sum = (of: (chapter: Chapter) => number) => chapters.reduce((all, one) => all + of(one), 0);
  const days = (sum((one) => one.simulatedMs) / DAY_MS).toFixed(1);
  const rests = chapters.flatMap(({ log }) => log.shortestRestMs ?? []);
  const rows: readonly (readonly [string, string | number])[] = [
    ["seed", seed],
    ["worlds", chapters.length],
    ["steps", sum((one) => one.steps)],
    ["simulated days", days],
    ...Object.entries(tally.counts()),
    ["lease log: events", sum((one) => one.log.events)],
    ["lease log: holds", sum((one) => one.log.holds)],
    ["lease log: overlaps", sum((one) => one.log.overlapCount)],
    ["lease log: shortest rest, ms", rests.length === 0 ? "none" : Math.min(...rests)],
    ["violations", sum((one) => one.violations.length)],
  ];
  return rows.map(([name, value]) => `${name.padEnd(32)}${value}`).join("\n");
}

/** The violations of a world, and the command that shows them again. */
export function describeFailure(chapter: Chapter, store: StoreName): string {
  const told = chapter.violations.map(describeViolation).join("\n\n");
  const where = store === "memory" ? "" : ` --store ${store}`;
  return `
${told}

Seed ${chapter.seed} fails. To see it again:
npm run sim -- --seed ${chapter.seed} --steps ${chapter.safetySteps}${where}`;
}

export function describeViolation(violation: Violation): string {
  const { step, at, what, expected, actual, trail } = violation;
  const held = (value: unknown) => inspect(value, { depth: 6, breakLength: 100 });
  const isCompared = expected !== undefined || actual !== undefined;
  return [
    `Violation at step ${step}, ${new Date(at).toISOString()}: ${what}`,
    ...(isCompared ? [`  expected ${held(expected)}`, `  actual   ${held(actual)}`] : []),
    ...trail.map((line) => `  ${line}`),
  ].join("\n");
}
