// Finds the browser that the end-to-end tests drive, and installs one where there is none.

import { chromium } from "playwright-core";
import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { install, installWithApt } from "./apt.ts";

const commandNames = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Quiet and offline: nothing but the page under test talks to the network. */
export const chromiumFlags: readonly string[] = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Without a screen it calls itself HeadlessChrome, which the server knows for a bot (R30).
  "--user-agent=Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) " +
    "Chrome/140.0.0.0 Safari/537.36",
];

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Some distributions ship `chromium-browser` as a stub that only asks for another package. */
function starts(path: string): boolean {
  return spawnSync(path, ["--version"], { timeout: 30_000 }).status === 0;
}

function candidates(): readonly string[] {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const onPath = commandNames.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...onPath, chromium.executablePath()];
}

/** The path of a browser that starts: CHROMIUM_PATH alone if set, else PATH, else playwright's. */
export function findChromium(): string | undefined {
  const given = process.env["CHROMIUM_PATH"];
  const paths = given === undefined || given === "" ? candidates() : [given];
  return paths.find((path) => isExecutable(path) && starts(path));
}

function installWithPlaywright(): boolean {
  console.log("No Chromium found; downloading playwright's…");
  const require = createRequire(import.meta.url);
  const cli = join(dirname(require.resolve("playwright-core/package.json")), "cli.js");
  return install(process.execPath, [cli, "install", "chromium"]);
}

/** Like findChromium, but installs one when there is none. */
export function ensureChromium(): string | undefined {
  const found = findChromium();
  if (found !== undefined || process.env["CHROMIUM_PATH"]) return found;
  if (installWithApt("chromium")) return findChromium();
  if (installWithPlaywright()) return findChromium();
  return undefined;
}

if (import.meta.main) {
  const path = ensureChromium();
  console.log(path ?? "No Chromium could be found or installed; set CHROMIUM_PATH to one.");
  process.exitCode = path === undefined ? 1 : 0;
}
