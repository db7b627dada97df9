import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { prepare } from "../src/cli/first-run.ts";
import { openInstallation, type Place } from "../src/cli/installation.ts";
import { openPool } from "../src/store/postgres/pool.ts";
import { startPostgres } from "../test/support/postgres-server.ts";
import { startServerProcess } from "../test/support/server-process.ts";
import type { LoadJob, LoadResult } from "./load/job.ts";
import { fillPoolPostgres, fillPoolSqlite, setUpScene } from "./scene.ts";

const run = promisify(execFile);

/** A server in a process of its own, on loopback; `await using` ends it, whatever happens. */
export type BenchServer = AsyncDisposable & { readonly port: number; readonly pid: number };

export type CallpoolServer = BenchServer & {
  readonly campaign: string;
  /** Path of the simulator's webhook. */
  readonly hook: string;
};

/** `callpool serve` on a new data folder, with a pool of that size. */
export async function startSqliteServer(
  poolSize: number,
  idleLimitSeconds: number,
): Promise<CallpoolServer> {
  const data = mkdtempSync(join(tmpdir(), "callpool-bench-"));
  const place = { folder: data, databaseUrl: "" };
  const { scene, simulatorKey } = await setUp(place, idleLimitSeconds);
  fillPoolSqlite(join(data, "callpool.db"), scene, poolSize);
  const server = await startServerProcess(["--port", "0", "--data", data]);
  return {
    port: Number(new URL(server.url).port),
    pid: server.pid,
    campaign: scene.campaignId,
    hook: `/hooks/simulator/${simulatorKey}`,
    [Symbol.asyncDispose]: async () => {
      await server.end("SIGTERM");
      rmSync(data, { recursive: true });
    },
  };
}

/** Several processes of `callpool serve` on one PostgreSQL. */
export type CallpoolServers = AsyncDisposable & {
  readonly ports: readonly number[];
  readonly campaign: string;
};

export async function startPostgresServers(
  processes: number,
  poolSize: number,
  idleLimitSeconds: number,
): Promise<CallpoolServers> {
  const database = await startPostgres({ isDurable: true });
  const place = { folder: "", databaseUrl: database.url };
  const { scene } = await setUp(place, idleLimitSeconds);
  const connections = openPool(database.url);
  await fillPoolPostgres(connections, scene, poolSize);
  await connections.end();
  const args = ["--port", "0", "--database-url", database.url];
  const starts = Array.from({ length: processes }, () => startServerProcess(args));
  const servers = await Promise.all(starts);
  return {
    ports: servers.map(({ url }) => Number(new URL(url).port)),
    campaign: scene.campaignId,
    [Symbol.asyncDispose]: async () => {
      await Promise.all(servers.map((server) => server.end("SIGTERM")));
      await database.remove();
    },
  };
}

async function setUp(place: Place, idleLimitSeconds: number) {
  const installation = await openInstallation(place, "http://localhost");
  const { owner, simulatorKey } = await prepare(installation, {
    ownerEmail: "bench@callpool.example",
    withDemo: false,
  });
  const { store } = installation;
  const scene = await setUpScene(store, installation, owner.accountId, idleLimitSeconds);
  await installation.close();
  return { scene, simulatorKey };
}

/** @param answer that it gives to every request */
export async function startBareServer(answer: string): Promise<BenchServer> {
  const script = join(import.meta.dirname, "bare-server.ts");
  const child = spawn(process.execPath, [script, answer], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const { promise: printed, resolve } = Promise.withResolvers<string>();
  child.stdout.setEncoding("utf8").once("data", resolve);
  const port = Number(await printed);
  return {
    port,
    // It has printed something, so it was started.
    pid: child.pid as number,
    [Symbol.asyncDispose]: async () => {
      const exited = once(child, "exit");
      child.kill("SIGTERM");
      await exited;
    },
  };
}

/** Runs the load generator to its end. */
export async function load(job: LoadJob): Promise<LoadResult> {
  const script = join(import.meta.dirname, "load/main.ts");
  const { stdout } = await run(process.execPath, [script, JSON.stringify(job)]);
  // bench/load/main.ts wrote it.
  return JSON.parse(stdout) as LoadResult;
}

/** Resident memory of a process, in MB of 1,000,000 bytes. */
export async function residentMb(pid: number): Promise<number> {
  const { stdout } = await run("ps", ["-o", "rss=", "-p", String(pid)]);
  return (Number(stdout) * 1024) / 1e6;
}
