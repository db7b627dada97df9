import { createServer as createNetServer, type AddressInfo } from "node:net";
import { isAbsolute, relative } from "node:path";
import { describeOptions, OptionError, readOptions, serverOptions } from "../config/options.ts";
import { readBuiltSnippet } from "../http/edge/snippet-files.ts";
import { createServer } from "../http/server.ts";
import { DEMO_CAMPAIGN } from "../service/demo.ts";
import type { Command } from "./command.ts";
import { prepare, type Prepared } from "./first-run.ts";
import { openInstallation, type Installation } from "./installation.ts";
import { announce } from "./running-server.ts";

export const serve: Command = {
  name: "serve",
  summary: "Start the server (npm start does this, too).",
  help: `Usage: npm start -- [options]
       npx callpool serve [options]

Starts the server on an embedded SQLite database, or on PostgreSQL, which several servers may share.
On an empty data folder or database it creates an owner and prints a sign-in link that works once,
and sets up a demo.

Options, each also by its environment variable:
${describeOptions(serverOptions)}
  --help  Show this.`,
  run: async (args, environment) => {
    const { values, positionals } = readOptions(serverOptions, args, environment);
    if (positionals.length > 0) {
      throw new OptionError(`serve takes no ${JSON.stringify(positionals[0])}. See --help.`);
    }
    // Before anything is made: a taken port is to leave no half-made data folder behind.
    const port = await usablePort(values.port, values.host);
    const given = values["base-url"];
    const baseUrl = given === "" ? `http://localhost:${port}` : new URL(given).origin;
    const installation = await openInstallation(
      { folder: values.data, databaseUrl: values["database-url"] },
      baseUrl,
    );
    const firstRun = { ownerEmail: values.owner, withDemo: values.demo };
    const prepared = await installation.alone(() => prepare(installation, firstRun));
    const app = await createServer({
      ...installation,
      baseUrl,
      snippet: readBuiltSnippet(),
      logLevel: values["log-level"],
    });
    await app.listen({ port, host: values.host });
    const local = `http://localhost:${port}`;
    const { data } = installation;
    const { simulatorKey } = prepared;
    const withdraw = announce({ pid: process.pid, url: local, data, simulatorKey });
    process.stdout.write(await greeting(baseUrl, installation, prepared));
    await stopSignal();
    process.stdout.write("Stopping…\n");
    withdraw();
    await app.close();
    await installation.close();
    return 0;
  },
};

/**
 * The port itself, or for 0 a free one: sign-in links name it before the server listens.
 * @throws Error EADDRINUSE, EADDRNOTAVAIL, EACCES
 */
function usablePort(port: number, host: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const probe = createNetServer();
  probe.once("error", reject);
  probe.listen(port, host, () => {
    // A listening TCP server has an address with a port.
    const { port: found } = probe.address() as AddressInfo;
    probe.close(() => resolve(found));
  });
  return promise;
}

async function greeting(
  baseUrl: string,
  { data, store }: Installation,
  { signInLink }: Prepared,
): Promise<string> {
  const shown = relative(process.cwd(), data);
  const isElsewhere = !isAbsolute(data) || shown === "" || shown.startsWith("..");
  const hasDemo = (await store.setting(DEMO_CAMPAIGN, () => "")) !== "";
  const rows = [
    ...(hasDemo ? [["Demo page", `${baseUrl}/demo/`]] : []),
    ["API reference", `${baseUrl}/docs`],
    ["Data", isElsewhere ? data : `./${shown}`],
    ["API token", "npx callpool token"],
    ["Test call", "npx callpool call NUMBER"],
    ...(signInLink === undefined ? [["Sign in", "npx callpool sign-in"]] : []),
  ];
  const table = rows.map(([what = "", where]) => `  ${what.padEnd(15)}${where}\n`).join("");
  const link = `\n  Sign in as the owner, once and within 24 hours:\n  ${signInLink}\n`;
  const signIn = signInLink === undefined ? "" : link;
  return `\nCallpool is running at ${baseUrl}\n\n${table}${signIn}\nStop it with Ctrl-C.\n`;
}

function stopSignal(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  // A terminal's Ctrl-C reaches this process, and again through npm: only the first one counts.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => resolve());
  return promise;
}
