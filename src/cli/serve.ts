import { createServer as createNetServer, type AddressInfo } from "node:net";
import { isAbsolute, relative } from "node:path";
import { describeOptions, OptionError, readOptions, serverOptions } from "../config/options.ts";
import { limits } from "../core/limits.ts";
import { proxyList } from "../config/proxies.ts";
import { builtAppFolder } from "../http/app/app-files.ts";
import { readBuiltSnippet } from "../http/edge/snippet-files.ts";
import { createServer } from "../http/server.ts";
import { systemPulse } from "../ops/pulse.ts";
import { openMailer } from "../ops/mail.ts";
import { openPlaces } from "../ops/places.ts";
import { samplePoolsEveryMinute } from "../service/pool-samples.ts";
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
    const { port, address } = await usableAddress(values.port, values.host);
    const placeOf = await openPlaces(values["city-database"]);
    const given = values["base-url"];
    const baseUrl = given === "" ? `http://localhost:${port}` : new URL(given).origin;
    const installation = await openInstallation(
      { folder: values.data, databaseUrl: values["database-url"] },
      baseUrl,
    );
    const firstRun = { ownerEmail: values.owner, withDemo: values.demo };
    const prepared = await installation.alone(() => prepare(installation, firstRun));
    const mailer = openMailer({
      smtpUrl: values["smtp-url"],
      from: values["mail-from"],
      onFault: (message, cause) => console.error(message, cause),
    });
    const server = await createServer({
      ...installation,
      baseUrl,
      snippet: readBuiltSnippet(),
      mailer,
      appFolder: builtAppFolder,
      logLevel: values["log-level"],
      placeOf,
      trustedProxies: proxyList(values["trusted-proxies"]),
      allowPrivateAddresses: values["allow-private-addresses"],
    });
    await server.listen({ port, host: address });
    const endSampling = samplePoolsEveryMinute(
      { figures: installation.store.figures, clock: installation.clock },
      systemPulse((error) => console.error("Sampling of pools failed:", error)),
    );
    const local = `http://localhost:${port}`;
    const { data } = installation;
    const { simulatorKey } = prepared;
    const withdraw = announce({ pid: process.pid, url: local, data, simulatorKey });
    process.stdout.write(await greeting(baseUrl, installation, prepared));
    await stopSignal();
    process.stdout.write("Stopping…\n");
    endAtLast();
    withdraw();
    await server.stop();
    await endSampling();
    await installation.close();
    return 0;
  },
};

/**
 * Where the server can listen: sign-in links name its port, which for 0 is a free one, before it
 * listens. The address is a number: for the name localhost Fastify starts a second server, which
 * knows nothing of a stop.
 * @throws Error EADDRINUSE, EADDRNOTAVAIL, EACCES
 */
function usableAddress(port: number, host: string): Promise<AddressInfo> {
  const { promise, resolve, reject } = Promise.withResolvers<AddressInfo>();
  const probe = createNetServer();
  probe.once("error", reject);
  probe.listen(port, host, () => {
    // A listening TCP server has an address with a port.
    const found = probe.address() as AddressInfo;
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
    ["App", `${baseUrl}/app/`],
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

/** A terminal's Ctrl-C reaches this process, and within that time again through npm. */
const ECHO_MS = 1_000;

/** Settles at the first signal. A later one is not caught any more, and ends the process. */
function stopSignal(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const signals = ["SIGINT", "SIGTERM"] as const;
  let isFirst = true;
  const stop = () => {
    if (!isFirst) return;
    isFirst = false;
    resolve();
    setTimeout(() => {
      for (const signal of signals) process.off(signal, stop);
      process.stdout.write("Still answering requests. Ctrl-C cuts them off.\n");
    }, ECHO_MS).unref();
  };
  for (const signal of signals) process.on(signal, stop);
  return promise;
}

/** Whatever hangs: a supervisor that waits too long would kill the process. */
function endAtLast(): void {
  setTimeout(() => {
    process.stderr.write("The server did not stop in time. Nothing that was answered is lost.\n");
    process.exit(1);
  }, limits.stopMs).unref();
}
