// `npm run mutation`: changes src/core/lease and src/core/attribution in one place at a time, and
// counts how often no test notices. Its packages are installed when it first runs (decision 0017).

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { agrees } from "./bootstrap.mjs";

const root = join(import.meta.dirname, "..");
const folder = join(import.meta.dirname, "mutation");
const stryker = join(folder, "node_modules/@stryker-mutator/core/bin/stryker.js");

function isInstalled(): boolean {
  const installed = join(folder, "node_modules/.package-lock.json");
  if (!existsSync(installed)) return false;
  // Both are npm's own records.
  const [wanted, found] = [join(folder, "package-lock.json"), installed].map(
    (path) => JSON.parse(readFileSync(path, "utf8")) as Parameters<typeof agrees>[0],
  );
  return wanted !== undefined && found !== undefined && agrees(wanted, found);
}

/** @returns the exit code */
async function run(command: string, args: readonly string[], cwd: string): Promise<number> {
  const child = spawn(command, args, { cwd, stdio: "inherit" });
  await once(child, "exit");
  return child.exitCode ?? 1;
}

async function main(args: readonly string[]): Promise<number> {
  if (!isInstalled()) {
    const code = await run("npm", ["ci", "--no-audit", "--no-fund"], folder);
    if (code !== 0) return code;
  }
  return run(process.execPath, [stryker, "run", "tools/mutation/stryker.json", ...args], root);
}

process.exitCode = await main(process.argv.slice(2));
