import { execFile } from "node:child_process";
import { promisify } from "node:util";
import pg from "pg";
import type { PostgresServer } from "./postgres-server.ts";

const run = promisify(execFile);

/** What the killed one left in memory is taken down by the system, in its own time. */
const STARTS_MAX = 10;

/**
 * SIGKILL of a whole PostgreSQL: nothing is written any more, by any of its processes. It can be
 * started again.
 */
export async function killPostgres(postgres: PostgresServer): Promise<void> {
  const main = await mainProcess(postgres.url);
  // Stopped first, so that it cannot replace the children that are killed before it.
  process.kill(main, "SIGSTOP");
  const stopped = postgres.stop();
  for (const child of (await processes()).filter(({ parent }) => parent === main)) {
    end(child.pid);
  }
  process.kill(main, "SIGKILL");
  await stopped;
}

/** Starts it on the folder that it left behind. */
export async function restartPostgres(postgres: PostgresServer): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await postgres.start();
      return;
    } catch (error) {
      if (attempt === STARTS_MAX) throw new Error("PostgreSQL does not start", { cause: error });
    }
  }
}

/** Each connection has a process of its own, a child of the main one. */
async function mainProcess(connectionString: string): Promise<number> {
  const client = new pg.Client({ connectionString });
  client.on("error", () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    const own = rows[0]?.pid;
    const found = (await processes()).find(({ pid }) => pid === own);
    if (found === undefined) throw new Error("PostgreSQL runs on this machine");
    return found.parent;
  } finally {
    await client.end();
  }
}

async function processes(): Promise<readonly { pid: number; parent: number }[]> {
  const { stdout } = await run("ps", ["-A", "-o", "pid=,ppid="]);
  return stdout
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number))
    .map(([pid = 0, parent = 0]) => ({ pid, parent }));
}

/** It may have ended by itself meanwhile. */
function end(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}
