import { randomUUID } from "node:crypto";
import {
  describeOptions,
  OptionError,
  readOptions,
  serverOptions,
  type Option,
} from "../config/options.ts";
import type { ProblemDocument } from "../contract/problem.ts";
import type { SimulatorAnswer, SimulatorEvent } from "../contract/simulator.ts";
import { parseE164 } from "../core/phone/e164.ts";
import { placeTestCall } from "../service/test-call.ts";
import { describeCall } from "./call-report.ts";
import { CommandError, type Command } from "./command.ts";
import { dataOf } from "./installation.ts";
import { runningServers } from "./running-server.ts";

const options = {
  from: {
    kind: "text",
    environment: "CALLPOOL_CALL_FROM",
    fallback: "+12125550199",
    placeholder: "NUMBER",
    help: "The caller.",
  },
  seconds: {
    kind: "integer",
    environment: "CALLPOOL_CALL_SECONDS",
    fallback: "0",
    placeholder: "N",
    max: 86_400,
    help: "Length of the conversation that the simulator reports; nothing waits for it.",
  },
  "hang-up": {
    kind: "switch",
    environment: "CALLPOOL_CALL_HANG_UP",
    fallback: "true",
    help: "End the call at once; without it the number stays held by a call in progress.",
  },
  json: {
    kind: "switch",
    environment: "CALLPOOL_CALL_JSON",
    fallback: "false",
    help: "Print the answer as JSON.",
  },
  data: {
    kind: "text",
    environment: "CALLPOOL_DATA",
    fallback: "",
    placeholder: "DIR",
    help: "Data folder of the server to call, when several run on this machine.",
  },
  "database-url": {
    ...serverOptions["database-url"],
    help: "PostgreSQL of the server to call, when several run on this machine.",
  },
  url: {
    kind: "text",
    environment: "CALLPOOL_CALL_URL",
    fallback: "",
    placeholder: "URL",
    pattern: { fits: /^$|^https?:\/\/[^\s/]+\/hooks\//, words: "the address of a webhook" },
    help: "The simulator's webhook of a server elsewhere: https://HOST/hooks/simulator/KEY.",
  },
} as const satisfies Readonly<Record<string, Option>>;

export const call: Command = {
  name: "call",
  summary: "Place a test call to a number, and see whose visit it is.",
  help: `Usage: npx callpool call NUMBER [options]

Places a call through the simulator carrier of a running server, and prints where it went, to which
visit it was attributed, and why.

Options:
${describeOptions(options)}
  --help  Show this.`,
  run: async (args, environment) => {
    const { values, positionals } = readOptions(options, args, environment);
    const [dialled, ...more] = positionals;
    if (dialled === undefined || more.length > 0) {
      throw new OptionError("Name one number to call, for example +12125550101.");
    }
    const webhook =
      values.url === "" ? localWebhook(values.data, values["database-url"]) : values.url;
    const common = { callId: randomUUID(), from: values.from, to: toE164(dialled) };
    const answer = await placeTestCall((event) => tell(webhook, { ...common, ...event }), {
      hangUp: values["hang-up"],
      lengthSeconds: values.seconds,
    });
    const report = values.json ? JSON.stringify(answer, undefined, 2) : describeCall(answer);
    process.stdout.write(`${report}\n`);
    return 0;
  },
};

/** Numbers without a country are American, as on the demo page. */
function toE164(text: string): string {
  const parsed = parseE164(text, "US");
  if (!parsed.ok) throw new CommandError(`That is no number to call: ${parsed.reason}`);
  return parsed.e164;
}

function localWebhook(folder: string, databaseUrl: string): string {
  const running = runningServers();
  const data = folder === "" && databaseUrl === "" ? undefined : dataOf({ folder, databaseUrl });
  const fitting = running.filter((one) => data === undefined || one.data === data);
  const [server, ...rest] = fitting;
  // Servers that share their data give the same answer.
  const others = rest.filter((one) => one.data !== server?.data);
  if (server === undefined) {
    const where = data === undefined ? "runs on this machine" : `on ${data} runs here`;
    throw new CommandError(
      `No Callpool server ${where}. Start one with npm start, or name one elsewhere with --url.`,
    );
  }
  if (others.length > 0) {
    const folders = fitting.map((one) => `  --data ${one.data}   (${one.url})`);
    throw new CommandError(`Several servers run here. Say which:\n${folders.join("\n")}`);
  }
  return `${server.url}/hooks/simulator/${server.simulatorKey}`;
}

async function tell(webhook: string, event: SimulatorEvent): Promise<SimulatorAnswer> {
  const response = await fetch(webhook, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(event),
  }).catch((error: unknown) => {
    const why = error instanceof Error && error.cause instanceof Error ? error.cause.message : "";
    throw new CommandError(`The server does not answer at ${new URL(webhook).origin}. ${why}`);
  });
  const answer: unknown = await response.json().catch(() => undefined);
  // Both are what the server's contract says; a page of somebody else's has neither.
  const { decision } = (answer ?? {}) as Partial<SimulatorAnswer>;
  const { detail } = (answer ?? {}) as Partial<ProblemDocument>;
  if (response.ok && decision !== undefined) return answer as SimulatorAnswer;
  throw new CommandError(
    detail === undefined
      ? `${new URL(webhook).origin} is no Callpool server: it answered ${response.status}.`
      : `The server refused the call: ${detail}`,
  );
}
