import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** What a command needs to know of a server that runs on this machine. */
export type RunningServer = {
  readonly pid: number;
  readonly url: string;
  /** Absolute. */
  readonly data: string;
  readonly simulatorKey: string;
};

/** Only its owner may read the folder: it holds the keys of the simulator. */
function folder(): string {
  const user = process.getuid?.() ?? 0;
  const path = join(tmpdir(), `callpool-${user}`);
  mkdirSync(path, { mode: 0o700, recursive: true });
  const stat = statSync(path);
  if (process.getuid !== undefined && stat.uid !== user) {
    throw new Error(`${path} belongs to somebody else; remove it, or set TMPDIR.`);
  }
  chmodSync(path, 0o700);
  return path;
}

/** @returns a function that withdraws the announcement */
export function announce(server: RunningServer): () => void {
  const path = join(folder(), `${server.pid}.json`);
  writeFileSync(path, JSON.stringify(server), { mode: 0o600 });
  return () => {
    rmSync(path, { force: true });
  };
}

/** Servers that announced themselves and still run. */
export function runningServers(): readonly RunningServer[] {
  const path = folder();
  return readdirSync(path)
    .map((name) => join(path, name))
    .flatMap((file): RunningServer[] => {
      try {
        // `announce` wrote it.
        const server = JSON.parse(readFileSync(file, "utf8")) as RunningServer;
        if (isAlive(server.pid)) return [server];
        rmSync(file, { force: true });
      } catch {
        // Half-written by a server that is just starting: it is not ready for commands either.
      }
      return [];
    });
}

function isAlive(pid: number): boolean {
  try {
    // Signal 0 asks whether the process exists, and does nothing to it.
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
