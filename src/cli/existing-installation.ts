import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { CommandError } from "./command.ts";
import { openInstallation, type Installation } from "./installation.ts";
import { runningServers } from "./running-server.ts";

/**
 * Opens the data folder of a server on this machine: the one named, or, where that folder has no
 * database, the one of the only server that runs.
 * @param baseUrl "" for the address of that server
 * @throws CommandError when there is none
 */
export async function openExisting(folder: string, baseUrl = ""): Promise<Installation> {
  const named = resolve(folder);
  const running = runningServers();
  const only = running.length === 1 ? running[0] : undefined;
  const data = existsSync(join(named, "callpool.db")) ? named : only?.data;
  if (data === undefined) {
    throw new CommandError(
      `There is no Callpool database in ${named}. Start a server first (npm start), ` +
        "or name its folder with --data DIR.",
    );
  }
  const server = running.find((one) => one.data === data);
  const address = baseUrl === "" ? (server?.url ?? "http://localhost:4000") : baseUrl;
  return openInstallation(data, new URL(address).origin);
}
