import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { CommandError } from "./command.ts";
import { dataOf, openInstallation, type Installation, type Place } from "./installation.ts";
import { runningServers } from "./running-server.ts";

/** As `data` and `database-url` of the option table. */
type PlaceOptions = { readonly data: string; readonly "database-url": string };

/**
 * Opens what a server on this machine has open: the database or folder named, or, where that folder
 * has no database, the folder of the only server that runs.
 * @param baseUrl "" for the address of that server
 * @throws CommandError when there is none
 */
export async function openExisting(options: PlaceOptions, baseUrl = ""): Promise<Installation> {
  const named = { folder: options.data, databaseUrl: options["database-url"] };
  const running = runningServers();
  const place = named.databaseUrl === "" ? existingFolder(named.folder) : named;
  const data = dataOf(place);
  const server = running.find((one) => one.data === data);
  const address = baseUrl === "" ? (server?.url ?? "http://localhost:4000") : baseUrl;
  return openInstallation(place, new URL(address).origin);
}

function existingFolder(folder: string): Place {
  const named = resolve(folder);
  const running = runningServers();
  const only = running.length === 1 ? running[0] : undefined;
  const data = existsSync(join(named, "callpool.db")) ? named : only?.data;
  if (data === undefined) {
    throw new CommandError(
      `There is no Callpool database in ${named}. Start a server first (npm start), or name its ` +
        "folder with --data DIR, or its PostgreSQL with --database-url URL.",
    );
  }
  if (!existsSync(data)) {
    throw new CommandError(`The server that runs uses ${data}. Name it with --database-url URL.`);
  }
  return { folder: data, databaseUrl: "" };
}
