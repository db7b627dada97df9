#!/usr/bin/env node
// Runs a Callpool command on whatever Node the system has: installs what is missing, then hands
// over to the pinned Node (decision 0007). Plain JavaScript without dependencies, because at this
// point nothing need be installed yet, and Node 20 cannot read TypeScript.

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const ROOT = resolve(fileURLToPath(new URL("..", import.meta.url)));
const MODULES = join(ROOT, "node_modules");
const BIN = join(MODULES, ".bin");
const PINNED_NODE = join(BIN, "node");
const STAMP = join(MODULES, ".callpool-installed");
const INSTALL_LOCK = join(ROOT, ".install-lock");

const NODE_MAJOR_MIN = 20;
const LOCK_AGE_MAX_MS = 15 * 60_000;
const LOCK_POLL_MS = 250;

/** @type {readonly NodeJS.Signals[]} */
const FORWARDED_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

const BUILD_IF_STALE = ["tools/build.ts", "--if-stale"];
const BUILD_WEB_IF_STALE = ["tools/build-web.ts", "--if-stale"];

/**
 * How Callpool's Node is run. V8 lets garbage grow with the machine's memory, not with what the
 * server needs: a hundred thousand pages left it at 390 MB, of which 50 were in use. With smaller
 * steps it is collected as it comes.
 */
export const NODE_FLAGS = ["--max-semi-space-size=8", "--heap-growing-percent=30"];
const MAIN = ["src/cli/main.ts"];

/**
 * What each command runs, one step after the other; the arguments go to the last step.
 * @type {Readonly<Record<string, (args: readonly string[]) => readonly (readonly string[])[]>>}
 */
const COMMANDS = {
  start: () => [BUILD_IF_STALE, BUILD_WEB_IF_STALE, [...MAIN, "serve"]],
  test: () => [["tools/test.ts"]],
  build: () => [["tools/build.ts"], ["tools/build-web.ts"]],
  web: () => [["tools/web.ts"]],
  sim: () => [["sim/main.ts"]],
  mutation: () => [["tools/mutation.ts"]],
  example: () => [["tools/example.ts"]],
  callpool: (args) => (args[0] === "serve" ? [BUILD_IF_STALE, BUILD_WEB_IF_STALE, MAIN] : [MAIN]),
};

/** Standard output belongs to the command that follows (it may be JSON), so notes go to stderr. */
function note(/** @type {string} */ text) {
  process.stderr.write(`${text}\n`);
}

function read(/** @type {string} */ path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, peer?: boolean }} Entry
 * @typedef {{ packages?: Readonly<Record<string, Entry>> }} Lock
 */

/**
 * Whether the tree that npm recorded in node_modules is the one that package-lock.json asks for.
 * Entries beyond the lock are allowed: somebody is trying out a package.
 */
export function agrees(/** @type {Lock} */ wanted, /** @type {Lock} */ installed) {
  return Object.entries(wanted.packages ?? {}).every(([path, entry]) => {
    if (path === "") return true;
    const found = installed.packages?.[path];
    if (found === undefined) return entry.optional === true;
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

/**
 * A stamp that fits means no npm at all, which is the everyday case. Without one, a tree that
 * somebody installed by hand is accepted if npm's own record says it is complete.
 */
function isInstalled() {
  if (!existsSync(PINNED_NODE)) return false;
  const lock = read(join(ROOT, "package-lock.json")) ?? "";
  const target = `${process.platform} ${process.arch}`;
  const stamp = createHash("sha256").update(lock).update(target).digest("hex");
  if (read(STAMP)?.trim() === stamp) return true;
  const installed = read(join(MODULES, ".package-lock.json"));
  if (installed === undefined) return false;
  try {
    const wanted = /** @type {Lock} */ (JSON.parse(lock));
    const found = /** @type {Lock} */ (JSON.parse(installed));
    if (!agrees(wanted, found)) return false;
  } catch {
    return false; // A lock that cannot be read is npm's to explain.
  }
  writeFileSync(STAMP, `${stamp}\n`);
  return true;
}

function isAlive(/** @type {number} */ pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}

/** A lock whose owner is gone, or that is older than any install, was left by a killed run. */
function isLeftBehind() {
  const owner = read(INSTALL_LOCK);
  if (owner === undefined) return false;
  const ageMs = Date.now() - (statSync(INSTALL_LOCK, { throwIfNoEntry: false })?.mtimeMs ?? 0);
  if (ageMs > LOCK_AGE_MAX_MS) return true;
  // An owner that has not written its id yet counts as alive.
  return owner !== "" && (Number(owner) === process.pid || !isAlive(Number(owner)));
}

function takeLock() {
  try {
    writeFileSync(INSTALL_LOCK, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
    return false;
  }
}

/** `npm ci` empties node_modules first: two at once would pull the tree from under each other. */
async function withInstallLock(/** @type {() => Promise<number>} */ work) {
  let isWaiting = false;
  while (!takeLock()) {
    if (isLeftBehind()) {
      rmSync(INSTALL_LOCK, { force: true });
      continue;
    }
    if (!isWaiting) note("Another command is installing packages here; waiting for it…");
    isWaiting = true;
    await delay(LOCK_POLL_MS);
  }
  try {
    return await work();
  } finally {
    rmSync(INSTALL_LOCK, { force: true });
  }
}

/** @returns {Promise<number>} the exit code: 0 when everything is in place */
async function install() {
  if (isInstalled()) return 0;
  return withInstallLock(async () => {
    if (isInstalled()) return 0;
    const isFirst = !existsSync(MODULES);
    note(`Installing packages (${isFirst ? "first run" : "they changed"}, about 30 s)…`);
    // The development packages hold the pinned Node, so they are needed in production too.
    const args = ["ci", "--include=dev", "--loglevel=error", "--no-audit", "--no-fund"];
    // npm must not run on the Node that it is about to delete.
    const code = await run("npm", args, withoutBin(process.env), ["ignore", 2, 2]);
    if (code !== 0) {
      note(`Installing failed: "npm ci" in ${ROOT} ended with code ${code}; its output is above.`);
      note("It needs the npm registry, a writable folder and about 500 MB of disk.");
      return code;
    }
    if (isInstalled()) return 0;
    note(`Packages are installed, but the pinned Node is missing at ${PINNED_NODE}.`);
    note("It is put there by an install script. If yours are off (ignore-scripts), run:");
    note("  npm rebuild node --ignore-scripts=false");
    return 1;
  });
}

function withoutBin(/** @type {NodeJS.ProcessEnv} */ env) {
  const entries = (env["PATH"] ?? "").split(delimiter).filter((entry) => resolve(entry) !== BIN);
  return { ...env, PATH: entries.join(delimiter) };
}

function withBin(/** @type {NodeJS.ProcessEnv} */ env) {
  return { ...env, PATH: `${BIN}${delimiter}${withoutBin(env).PATH}` };
}

/**
 * Ends with the child's exit code, and hands it each kind of signal once, although npm repeats what
 * the terminal has said. Ctrl-C on a terminal reaches the child by itself, since it stays in our
 * process group (so that killing the group leaves nothing behind).
 * @param {string} file
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {import("node:child_process").StdioOptions} stdio
 * @returns {Promise<number>}
 */
function run(file, args, env, stdio = "inherit") {
  return new Promise((done) => {
    const child = spawn(file, args, { env, stdio, cwd: file === "npm" ? ROOT : process.cwd() });
    /** @type {Set<NodeJS.Signals>} */
    const forwarded = new Set();
    const forward = (/** @type {NodeJS.Signals} */ signal) => {
      if (forwarded.has(signal) || (signal === "SIGINT" && process.stdin.isTTY)) return;
      forwarded.add(signal);
      child.kill(signal);
    };
    for (const signal of FORWARDED_SIGNALS) process.on(signal, forward);
    const end = (/** @type {number} */ code) => {
      for (const signal of FORWARDED_SIGNALS) process.off(signal, forward);
      done(code);
    };
    child.once("error", (error) => {
      note(`Cannot run ${file}: ${error.message}`);
      end(127);
    });
    child.once("exit", (code, signal) => {
      end(code ?? 128 + (signal === null ? 0 : constants.signals[signal]));
    });
  });
}

/**
 * @param {string} command a key of the table above
 * @param {readonly string[]} args
 * @returns {Promise<number>} the exit code
 */
export async function runCommand(command, args) {
  const plan = COMMANDS[command];
  if (plan === undefined) {
    note(`Unknown command "${command}". Known: ${Object.keys(COMMANDS).join(", ")}.`);
    return 2;
  }
  if (Number(process.versions.node.split(".")[0]) < NODE_MAJOR_MIN) {
    note(`Callpool needs Node ${NODE_MAJOR_MIN} or newer to start; this is ${process.version}.`);
    return 1;
  }
  const installed = await install();
  if (installed !== 0) return installed;
  const steps = plan(args);
  for (const [index, [script = "", ...given]] of steps.entries()) {
    const rest = index === steps.length - 1 ? args : [];
    const flags = script === MAIN[0] ? NODE_FLAGS : [];
    const argv = [...flags, join(ROOT, script), ...given, ...rest];
    const code = await run(PINNED_NODE, argv, withBin(process.env));
    if (code !== 0) return code;
  }
  return 0;
}

if (realpathSync(process.argv[1] ?? ".") === fileURLToPath(import.meta.url)) {
  const [command = "", ...args] = process.argv.slice(2);
  process.exitCode = await runCommand(command, args);
}
