// `npm test`: every check in order, then every test. A check that fails does not stop the others,
// and counts as one failed test. The last line is the plain `N passed, N failed, N skipped`.

import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSnippet } from "./build.ts";
import { buildWeb } from "./build-web.ts";
import { ensureChromium } from "./chromium.ts";
import { ensurePhp } from "./php.ts";
import { summaryPathVariable, type VitestSummary } from "./vitest-summary.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const cachePath = join(root, "node_modules/.cache/callpool");
const summaryPath = join(cachePath, "vitest-summary.json");
const listedMax = 50;

const help = `npm test                  every check and every test
npm test -- <arguments>   only the tests, with these arguments for vitest:
    npm test -- lease              the test files with "lease" in their path
    npm test -- -t R40             the tests with "R40" in their name
    npm test -- --reporter=verbose one line a test
npm test -- --help        this text

Checks, one test each in the total: types, lint, format, unused code, build, Chromium.
CHROMIUM_PATH names the browser for the end-to-end tests; without it one is looked for on the
PATH, and installed if there is none. FIREFOX_PATH names a Firefox to run the tests of the snippet
in instead. PHP, for the WordPress plugin, is looked for on the PATH, and installed where apt may;
without it the tests that need it are skipped.
The last line is always "N passed, N failed, N skipped"; the exit code is 0 if nothing failed.`;

type Outcome = { readonly isOk: boolean; readonly detail: string };

type Step = { readonly name: string; readonly run: () => Promise<Outcome> };

type StepResult = Outcome & { readonly name: string; readonly ms: number };

type Total = {
  readonly passed: number;
  readonly failed: readonly string[];
  readonly skipped: VitestSummary["skipped"];
};

let running: ChildProcess | undefined;

type Run = { readonly code: number; readonly output: string };

/** Runs a command of node_modules/.bin on the pinned Node; its output is kept, or shown. */
function runCommand(
  command: string,
  args: readonly string[],
  options: { readonly isShown: boolean; readonly env?: Readonly<Record<string, string>> },
): Promise<Run> {
  const path = `${join(root, "node_modules/.bin")}${delimiter}${process.env["PATH"] ?? ""}`;
  const env = { ...process.env, ...options.env, PATH: path };
  return new Promise((done, fail) => {
    const stdio = options.isShown ? "inherit" : "pipe";
    const child = spawn(command, args, { cwd: root, env, stdio });
    running = child;
    let output = "";
    const keep = (chunk: Buffer): void => {
      output += chunk.toString();
    };
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
    child.once("error", fail);
    child.once("close", (code) => {
      running = undefined;
      done({ code: code ?? 1, output });
    });
  });
}

function check(name: string, command: string, args: readonly string[]): Step {
  const run = async (): Promise<Outcome> => {
    const { code, output } = await runCommand(command, args, { isShown: false });
    return { isOk: code === 0, detail: code === 0 ? "" : `${output.trim()}\n(exit code ${code})` };
  };
  return { name, run };
}

async function build(): Promise<Outcome> {
  const { bytes, brotliBytes } = await buildSnippet();
  await buildWeb();
  return { isOk: true, detail: `snippet ${bytes} bytes, ${brotliBytes} with brotli` };
}

async function chromium(): Promise<Outcome> {
  const path = ensureChromium();
  if (path === undefined) {
    const given = process.env["CHROMIUM_PATH"];
    const detail = given
      ? `CHROMIUM_PATH is ${given}, which does not start`
      : "none found, and none could be installed; set CHROMIUM_PATH to one";
    return { isOk: false, detail };
  }
  // The tests then need not search again.
  process.env["CHROMIUM_PATH"] = path;
  return { isOk: true, detail: path };
}

/** Nothing but the tests of the WordPress plugin needs it; they are skipped without it. */
function notePhp(): void {
  const version = ensurePhp();
  console.log(version ?? "No PHP found, and none could be installed; its tests are skipped.");
}

const checks: readonly Step[] = [
  check("types", "tsc", ["-b"]),
  check("lint", "oxlint", []),
  check("format", "oxfmt", ["--check"]),
  check("unused code", "knip", ["--no-progress"]),
];

const preparations: readonly Step[] = [
  { name: "build", run: build },
  { name: "Chromium", run: chromium },
];

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

async function runStep(step: Step): Promise<StepResult> {
  console.log(`→ ${step.name}`);
  const startedAt = performance.now();
  const outcome = await step.run().catch((error: unknown) => {
    return { isOk: false, detail: error instanceof Error ? (error.stack ?? "") : String(error) };
  });
  const ms = performance.now() - startedAt;
  if (!outcome.isOk) console.log(outcome.detail);
  const note = outcome.isOk && outcome.detail !== "" ? `: ${outcome.detail}` : "";
  console.log(`${outcome.isOk ? "✓" : "✗"} ${step.name}, ${seconds(ms)}${note}\n`);
  return { ...outcome, name: step.name, ms };
}

function readSummary(): VitestSummary | undefined {
  try {
    // Written by our own reporter a moment ago.
    return JSON.parse(readFileSync(summaryPath, "utf8")) as VitestSummary;
  } catch {
    return undefined;
  }
}

async function runVitest(args: readonly string[]): Promise<Total> {
  mkdirSync(cachePath, { recursive: true });
  rmSync(summaryPath, { force: true });
  const reporters = ["--reporter=default", "--reporter=./tools/vitest-summary.ts"];
  const hasReporter = args.some((argument) => argument.startsWith("--reporter"));
  const given = hasReporter ? reporters.slice(1) : reporters;
  const { code } = await runCommand("vitest", ["run", ...given, ...args], {
    isShown: true,
    env: { [summaryPathVariable]: summaryPath },
  });
  const summary = readSummary() ?? { passed: 0, failed: [], skipped: [] };
  const failed = [...summary.failed];
  if (failed.length === 0 && code !== 0) failed.push(`vitest ended with code ${code}`);
  if (failed.length === 0 && summary.passed === 0) failed.push("vitest ran no tests");
  return { ...summary, failed };
}

function printList(title: string, lines: readonly string[]): void {
  if (lines.length === 0) return;
  console.log(`\n${title}`);
  for (const line of lines.slice(0, listedMax)) console.log(`  ${line}`);
  if (lines.length > listedMax) console.log(`  … and ${lines.length - listedMax} more`);
}

function printSummary(steps: readonly StepResult[], tests: Total, testsMs: number): boolean {
  const failed = [
    ...steps.filter((step) => !step.isOk).map((step) => `check: ${step.name}`),
    ...tests.failed,
  ];
  const passed = steps.filter((step) => step.isOk).length + tests.passed;
  printList("Failed", failed);
  printList(
    "Skipped",
    tests.skipped.map(({ name, reason }) => `${name}: ${reason ?? "no reason given"}`),
  );
  console.log("");
  for (const step of steps) {
    console.log(`${step.isOk ? "✓" : "✗"} ${step.name.padEnd(12)} ${seconds(step.ms)}`);
  }
  console.log(`${tests.failed.length === 0 ? "✓" : "✗"} ${"tests".padEnd(12)} ${seconds(testsMs)}`);
  if (!process.env["FIREFOX_PATH"]) console.log("- Firefox      not run; FIREFOX_PATH names one");
  console.log(`\n${passed} passed, ${failed.length} failed, ${tests.skipped.length} skipped`);
  return failed.length === 0;
}

async function main(args: readonly string[]): Promise<number> {
  if (args.includes("--help")) {
    console.log(help);
    return 0;
  }
  const results: StepResult[] = [];
  for (const step of args.length === 0 ? [...checks, ...preparations] : preparations) {
    results.push(await runStep(step));
  }
  console.log("→ PHP");
  notePhp();
  console.log("\n→ tests");
  const startedAt = performance.now();
  const tests = await runVitest(args);
  const testsMs = performance.now() - startedAt;
  return printSummary(results, tests, testsMs) ? 0 : 1;
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    running?.kill(signal);
    process.exit(signal === "SIGINT" ? 130 : 143);
  });
}
process.exitCode = await main(process.argv.slice(2));
