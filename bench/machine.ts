import { execFileSync } from "node:child_process";
import { availableParallelism, cpus, release, type as system } from "node:os";
import { join } from "node:path";

/** Where and of what the figures are. */
export type Provenance = { readonly machine: string; readonly commit: string };

export function provenance(): Provenance {
  const model = cpus()[0]?.model.trim() ?? "unknown processor";
  const cores = availableParallelism();
  return {
    machine: `${cores} × ${model}, Node ${process.versions.node}, ${system()} ${release()}`,
    commit: commit(),
  };
}

function commit(): string {
  const cwd = join(import.meta.dirname, "..");
  const git = (...args: string[]) => execFileSync("git", args, { cwd, encoding: "utf8" }).trim();
  try {
    const isChanged = git("status", "--porcelain", "--untracked-files=no") !== "";
    return `${git("rev-parse", "--short", "HEAD")}${isChanged ? "+changes" : ""}`;
  } catch {
    return "unknown";
  }
}
