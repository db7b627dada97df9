// `npm run example`: builds a page from examples, filled in for a campaign of a running server, and
// serves it.

import { once } from "node:events";
import { parseArgs } from "node:util";
import { buildPage, pageNames, type Campaign, type PageName } from "./example/page.ts";
import { servePage } from "./example/server.ts";

const help = `Usage: npm run example -- NAME [options]

Builds the page of examples/NAME (${pageNames.join(", ")}) for a campaign of a running server, and
serves it on this machine until Ctrl-C. The README in its folder says how to use it elsewhere; those
of examples/wordpress and examples/google-tag-manager say how to install what runs there alone.

Options:
  --server URL   The Callpool server; http://localhost:4000 by default, where npm start has it.
  --campaign ID  The campaign; the demo's by default.
  --port N       Where the page is served; 4100 by default.
  --help         Show this.`;

const options = {
  server: { type: "string", default: "http://localhost:4000" },
  campaign: { type: "string" },
  port: { type: "string", default: "4100" },
  help: { type: "boolean" },
} as const;

/** Something that the person who runs this can mend. */
class Refusal extends Error {}

function pageName(positionals: readonly string[]): PageName {
  const [given, more] = positionals;
  const name = pageNames.find((one) => one === given);
  const known = pageNames.join(", ");
  if (given === undefined) throw new Refusal(`Say which example: ${known}.`);
  if (name === undefined) throw new Refusal(`There is no page ${given} to run, only: ${known}.`);
  if (more !== undefined) throw new Refusal(`One example at a time, so not ${more} as well.`);
  return name;
}

function serverUrl(text: string): URL {
  const url = URL.parse(text);
  if (url && /^https?:$/.test(url.protocol)) return url;
  throw new Refusal(`--server ${text} is not an address: it looks like http://localhost:4000.`);
}

function portNumber(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new Refusal(`--port ${text} is not a port: a number from 0 to 65535.`);
}

async function ask(server: URL, path: string): Promise<Response> {
  try {
    return await fetch(new URL(path, server), { signal: AbortSignal.timeout(10_000) });
  } catch {
    throw new Refusal(
      `No Callpool server answers at ${server.origin}. Start one with npm start, or name another ` +
        "with --server.",
    );
  }
}

async function demoCampaign(server: URL): Promise<string> {
  const page = await (await ask(server, "/demo/")).text();
  const id = /src="\/(cmp_[0-9a-z]+)"/.exec(page)?.[1];
  if (id === undefined) {
    throw new Refusal(`The server at ${server.origin} has no demo: name a campaign (--campaign).`);
  }
  return id;
}

async function askCampaign(server: URL, id: string): Promise<Campaign> {
  const response = await ask(server, `/v1/campaigns/${encodeURIComponent(id)}`);
  // What the reference says of it, or of a problem.
  const answer = (await response.json().catch(() => ({}))) as {
    readonly detail?: string;
    readonly tags?: readonly { readonly primary: string; readonly national: string }[];
  };
  const tag = answer.tags?.[0];
  if (!response.ok || tag === undefined) {
    const why = answer.detail ?? `It answered ${response.status}.`;
    throw new Refusal(`The server at ${server.origin} shows no numbers for ${id}. ${why}`);
  }
  const number = { e164: tag.primary, national: tag.national };
  return { host: server.host, id, number };
}

async function serveUntilStopped(
  page: Awaited<ReturnType<typeof buildPage>>,
  port: number,
): Promise<void> {
  const served = await servePage(page, port).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    throw new Refusal(`Port ${port} is taken: choose another with --port.`);
  });
  console.log(`\n  ${served.url}\n\nStop it with Ctrl-C.`);
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  await served.close();
}

async function main(args: readonly string[]): Promise<void> {
  const { values, positionals } = parse(args);
  if (values.help) {
    console.log(help);
    return;
  }
  const name = pageName(positionals);
  const server = serverUrl(values.server);
  const port = portNumber(values.port);
  const campaign = await askCampaign(server, values.campaign ?? (await demoCampaign(server)));
  console.log(`Building examples/${name} for ${campaign.id} of ${server.origin}…`);
  await serveUntilStopped(await buildPage(name, campaign), port);
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    // What follows is about arguments that begin with a dash, of which there are none.
    throw new Refusal(said.replace(/\. To specify .*/s, "."), { cause: error });
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(`${error.message} See npm run example -- --help.`);
  process.exitCode = 2;
}
