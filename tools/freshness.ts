import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** When a file, or anything in a folder, was last changed; 0 for what is not there. */
export function newestMtimeMs(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  // The folder's own time tells of a file that was removed.
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .map((name) => statSync(join(path, name)).mtimeMs)
    .reduce((newest, mtimeMs) => Math.max(newest, mtimeMs), stat.mtimeMs);
}
