// Installs what the tests need of the system, where that is allowed: as root on Debian or Ubuntu.

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** A machine without a network is not waited for. */
const options = ["-o", "Acquire::Retries=1", "-o", "Acquire::http::Timeout=20"];

/** Runs a command that installs something, and shows what it says. @returns whether it worked */
export function install(command: string, args: readonly string[], timeoutMs = 10 * 60_000) {
  console.log(`$ ${command} ${args.join(" ")}`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return spawnSync(command, args, { stdio: "inherit", timeout: timeoutMs, env }).status === 0;
}

/** @returns whether the package is there now; false where nothing may be installed */
export function installWithApt(packageName: string): boolean {
  if (process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) return false;
  console.log(`Installing the system's ${packageName} with apt…`);
  return (
    install("apt-get", [...options, "update"]) &&
    install("apt-get", [...options, "install", "-y", packageName])
  );
}
