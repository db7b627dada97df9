import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { serverOptions, type Option } from "../config/options.ts";
import { openDatabase, openPool } from "../store/postgres/pool.ts";
import { CommandError } from "./command.ts";
import { dataOf, openInstallation, type Installation, type Place } from "./installation.ts";
import { runningServers } from "./running-server.ts";

/** Which data a command works on; left out, it is that of the server that runs. */
export const placeOptions = {
  data: {
    ...serverOptions.data,
    fallback: "",
    help: "Data folder. Default: that of the server that runs here, else ./data.",
  },
  "database-url": serverOptions["database-url"],
} as const satisfies Readonly<Record<string, Option>>;

type Named = { readonly data: string; readonly "database-url": string };

/**
 * Opens what is named, or what the only server on this machine has open, else ./data; and says on
 * standard error which it is.
 * @param baseUrl "" for the address of that server
 * @throws CommandError when there is none, or more than one
 */
export async function openExisting(named: Named, baseUrl = ""): Promise<Installation> {
  const place = placeOf(named);
  const data = dataOf(place);
  const server = runningServers().find((one) => one.data === data);
  const address = baseUrl === "" ? (server?.url ?? "http://localhost:4000") : baseUrl;
  process.stderr.write(`On ${data}\n`);
  if (place.databaseUrl !== "") await expectCallpool(place.databaseUrl, data);
  return openInstallation(place, new URL(address).origin);
}

/** A command is not to make a Callpool of whatever database it was given by mistake. */
async function expectCallpool(databaseUrl: string, data: string): Promise<void> {
  const pool = openPool(databaseUrl, 1);
  try {
    const database = openDatabase(pool);
    const [found] = await database.query("SELECT to_regclass('lease_log') AS log");
    if (found?.["log"] === null) {
      throw new CommandError(
        `There is no Callpool database in ${data}. Start a server on it first (npm start), or ` +
          "name another with --database-url URL.",
      );
    }
  } catch (error) {
    // What is wrong with the address or the connection is told where it is opened.
    if (error instanceof CommandError) throw error;
  } finally {
    await pool.end();
  }
}

function placeOf(named: Named): Place {
  const databaseUrl = named["database-url"];
  if (databaseUrl !== "") return { folder: "", databaseUrl };
  const folder = resolve(named.data === "" ? runningFolder() : named.data);
  if (existsSync(join(folder, "callpool.db"))) return { folder, databaseUrl: "" };
  throw new CommandError(
    `There is no Callpool database in ${folder}. Start a server first (npm start), or name its ` +
      "folder with --data DIR, or its PostgreSQL with --database-url URL.",
  );
}

function runningFolder(): string {
  const used = [...new Set(runningServers().map((server) => server.data))];
  const [only = serverOptions.data.fallback, ...others] = used;
  if (others.length > 0) {
    const list = used.map((data) => `  --data ${data}`).join("\n");
    throw new CommandError(`Servers on several data folders run here. Say which:\n${list}`);
  }
  if (only.startsWith("postgres")) {
    throw new CommandError(`The server that runs uses ${only}. Name it with --database-url URL.`);
  }
  return only;
}
