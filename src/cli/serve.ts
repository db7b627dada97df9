import { readFileSync } from "node:fs";
import { createServer as createNetServer, type AddressInfo } from "node:net";
import { isAbsolute, join, relative } from "node:path";
import { describeOptions, OptionError, readOptions, serverOptions } from "../config/options.ts";
import { createServer } from "../http/server.ts";
import type { Command } from "./command.ts";
import { prepare, type Prepared } from "./first-run.ts";
import { openInstallation, type Installation } from "./installation.ts";
import { announce } from "./running-server.ts";

const snippetFile = join(import.meta.dirname, "../../dist/snippet.js");

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
    const port = values.port === 0 ? await freePort(values.host) : values.port;
    const baseUrl = baseUrlOf(values["base-url"], port);
    const installation = await openInstallation(
      { folder: values.data, databaseUrl: values["database-url"] },
      baseUrl,
    );
    const firstRun = { ownerEmail: values.owner, withDemo: values.demo };
    const prepared = await installation.alone(() => prepare(installation, firstRun));
    const app = await createServer({
      ...installation,
      baseUrl,
      snippet: readFileSync(snippetFile, "utf8"),
      logLevel: values["log-level"],
    });
    await app.listen({ port, host: values.host });
    const local = `http://localhost:${port}`;
    const { data } = installation;
    const { simulatorKey } = prepared;
    const withdraw = announce({ pid: process.pid, url: local, data, simulatorKey });
    process.stdout.write(greeting(baseUrl, installation, prepared));
    await stopSignal();
    process.stdout.write("Stopping…\n");
    withdraw();
    await app.close();
    await installation.close();
    return 0;
  },
};

function baseUrlOf(given: string, port: number): string {
  if (given === "") return `http://localhost:${port}`;
  if (!URL.canParse(given) || !/^https?:$/.test(new URL(given).protocol)) {
    throw new OptionError(
      `--base-url takes an address like https://calls.example.com, not ${given}`,
    );
  }
  return new URL(given).origin;
}

/** Sign-in links name the port before the server listens, so a free one is found first. */
function freePort(host: string): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const probe = createNetServer();
  probe.once("error", reject);
  probe.listen(0, host, () => {
    // A listening TCP server has an address with a port.
    const { port } = probe.address() as AddressInfo;
    probe.close(() => resolve(port));
  });
  return promise;
}

function greeting(baseUrl: string, { data }: Installation, prepared: Prepared): string {
  const shown = relative(process.cwd(), data);
  const isElsewhere = !isAbsolute(data) || shown === "" || shown.startsWith("..");
  const rows = [
    ["Demo page", `${baseUrl}/demo/`],
    ["API reference", `${baseUrl}/docs`],
    ["Data", isElsewhere ? data : `./${shown}`],
    ["API token", "npx callpool token"],
    ["Test call", "npx callpool call NUMBER"],
  ];
  const { signInLink } = prepared;
  const signIn =
    signInLink === undefined
      ? "  Sign in        npx callpool sign-in\n"
      : `\n  Sign in as the owner, once and within 24 hours:\n  ${signInLink}\n`;
  const table = rows.map(([what, where]) => `  ${String(what).padEnd(15)}${where}\n`).join("");
  return `\nCallpool is running at ${baseUrl}\n\n${table}${signIn}\nStop it with Ctrl-C.\n`;
}

function stopSignal(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  // A terminal's Ctrl-C reaches this process, and again through npm: only the first one counts.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => resolve());
  return promise;
}
