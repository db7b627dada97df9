import { StoreTooNew } from "../store/store.ts";
import { CommandError } from "./command.ts";

/** SQLite's result codes for a file that is damaged, is no database, or cannot be opened at all. */
const DAMAGED: ReadonlySet<unknown> = new Set([11, 14, 26]);

/**
 * What went wrong and how to mend it, if a person can; undefined for faults of ours, which keep
 * their stack.
 */
export function explainFailure(error: unknown): string | undefined {
  if (error instanceof CommandError || error instanceof StoreTooNew) return error.message;
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  const path = "path" in error ? String(error.path) : "The data folder";
  switch (error.code) {
    case "EADDRINUSE":
      return `${address(error)} is taken. Stop what uses it, or choose another with --port N.`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EINVAL":
      return `${address(error)} is no address of this machine. Name one with --host ADDRESS.`;
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return `Not permitted: ${error.message}. Who owns the data folder? Is the port above 1023?`;
    case "EEXIST":
    case "ENOTDIR":
    case "ENOENT":
      return `${path} cannot be a data folder. Name another with --data DIR.`;
    case "ERR_SQLITE_ERROR":
      return sqliteFailure(error);
    default:
      return undefined;
  }
}

function address(error: Error): string {
  const at = "address" in error ? String(error.address) : "hostname" in error ? error.hostname : "";
  return "port" in error ? `${String(at)}:${String(error.port)}` : String(at);
}

function sqliteFailure(error: Error): string | undefined {
  if (!("errcode" in error) || !DAMAGED.has(error.errcode)) return undefined;
  return (
    `The database file callpool.db is damaged, or is no database (${error.message}). ` +
    "Put a copy back in its place, or start on another folder with --data DIR."
  );
}
