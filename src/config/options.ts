import { isProxyList } from "./proxies.ts";
import { parseArgs } from "node:util";

/** One thing that can be set: the source of environment, command line, `--help` and the docs. */
export type Option = {
  readonly kind: "text" | "integer" | "switch";
  readonly environment: string;
  readonly fallback: string;
  /** What stands for the value in `--help`. */
  readonly placeholder?: string;
  readonly help: string;
  /** Everything that it may be; absent when it may be anything. */
  readonly choices?: readonly string[];
  /** What fits, and how to say so; absent when everything of its kind does. */
  readonly pattern?: {
    readonly fits: { test(text: string): boolean };
    readonly words: string;
  };
  /** The largest value of an integer. */
  readonly max?: number;
};

export const serverOptions = {
  port: {
    kind: "integer",
    environment: "CALLPOOL_PORT",
    fallback: "4000",
    placeholder: "N",
    help: "Port to listen on; 0 takes any free one.",
    max: 65_535,
  },
  host: {
    kind: "text",
    environment: "CALLPOOL_HOST",
    fallback: "127.0.0.1",
    placeholder: "ADDRESS",
    help: "Address to listen on; 0.0.0.0 for every network of this machine.",
  },
  data: {
    kind: "text",
    environment: "CALLPOOL_DATA",
    fallback: "./data",
    placeholder: "DIR",
    help: "Folder of the SQLite database; made if it is missing.",
  },
  "database-url": {
    kind: "text",
    environment: "DATABASE_URL",
    fallback: "",
    placeholder: "URL",
    help: "PostgreSQL to use in place of SQLite: postgres://USER:PASSWORD@HOST:5432/DATABASE.",
  },
  "base-url": {
    kind: "text",
    environment: "CALLPOOL_BASE_URL",
    fallback: "",
    placeholder: "URL",
    help: "Where browsers and carriers reach this server. Default: http://localhost:PORT.",
    pattern: { fits: /^$|^https?:\/\/[^\s/]+\/?$/, words: "an address like https://HOST" },
  },
  "trusted-proxies": {
    kind: "text",
    environment: "CALLPOOL_TRUSTED_PROXIES",
    fallback: "",
    placeholder: "LIST",
    help:
      "Proxies in front of this server, whose X-Forwarded-For says where visitors come from: " +
      "addresses, ranges such as 10.0.0.0/8, and loopback, linklocal or uniquelocal, with commas " +
      "between them. From anybody else that header is ignored.",
    pattern: {
      fits: { test: isProxyList },
      words: "addresses, ranges, loopback, linklocal or uniquelocal, with commas between them",
    },
  },
  "city-database": {
    kind: "text",
    environment: "CALLPOOL_CITY_DATABASE",
    fallback: "",
    placeholder: "FILE",
    help:
      "Database in MaxMind's format (.mmdb) that says in which region, city and postal code an " +
      "IP address is. Without one, the country alone is known, from a database that comes along.",
  },
  "allow-private-addresses": {
    kind: "switch",
    environment: "CALLPOOL_ALLOW_PRIVATE_ADDRESSES",
    fallback: "false",
    help:
      "Let requests of this server reach private networks and this machine, for example to check " +
      "a page that is not public yet. Whoever may write in an account then reaches them, too.",
  },
  "smtp-url": {
    kind: "text",
    environment: "CALLPOOL_SMTP_URL",
    fallback: "",
    placeholder: "URL",
    help:
      "Mail server that invitations go out by: smtp://USER:PASSWORD@HOST:587, or smtps:// for " +
      "TLS from the start. Without one, whoever invites somebody hands the link over.",
    pattern: {
      fits: /^$|^smtps?:\/\/[^\s/]+\/?$/,
      words: "an address like smtp://USER:PASSWORD@HOST:587",
    },
  },
  "mail-from": {
    kind: "text",
    environment: "CALLPOOL_MAIL_FROM",
    fallback: "Callpool <callpool@localhost>",
    placeholder: "SENDER",
    help: "Sender of the mails.",
  },
  owner: {
    kind: "text",
    environment: "CALLPOOL_OWNER",
    fallback: "owner@callpool.example",
    placeholder: "EMAIL",
    help: "E-mail address of the owner who is created on an empty data folder.",
    pattern: { fits: /^[^\s@]+@[^\s@]+\.[^\s@]+$/, words: "an e-mail address" },
  },
  demo: {
    kind: "switch",
    environment: "CALLPOOL_DEMO",
    fallback: "true",
    help: "On an empty data folder, set up a demo campaign and the page /demo/.",
  },
  "log-level": {
    kind: "text",
    environment: "CALLPOOL_LOG_LEVEL",
    fallback: "warn",
    placeholder: "LEVEL",
    help: "What is written to standard output, as JSON lines.",
    choices: ["trace", "debug", "info", "warn", "error", "fatal", "silent"],
  },
} as const satisfies Readonly<Record<string, Option>>;

/** A mistake in an option, in words for whoever typed it. */
export class OptionError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "OptionError";
  }
}

type Values<Table extends Readonly<Record<string, Option>>> = {
  readonly [Name in keyof Table]: Table[Name]["kind"] extends "integer"
    ? number
    : Table[Name]["kind"] extends "switch"
      ? boolean
      : string;
};

/**
 * Reads options: the command line prevails over the environment, which prevails over the fallback.
 * @throws OptionError
 */
export function readOptions<Table extends Readonly<Record<string, Option>>>(
  table: Table,
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): { readonly values: Values<Table>; readonly positionals: readonly string[] } {
  const { values: given, positionals } = parseCommandLine(table, args);
  const values = Object.entries(table).map(([name, option]) => {
    const said = given[name];
    const text = said === undefined ? environment[option.environment] : String(said);
    return [name, valueOf(name, option, text ?? option.fallback)];
  });
  // Every name of the table is there, with the type that its kind says.
  return { values: Object.freeze(Object.fromEntries(values)) as Values<Table>, positionals };
}

function parseCommandLine(table: Readonly<Record<string, Option>>, args: readonly string[]) {
  const options = Object.entries(table).map(
    ([name, { kind }]) => [name, { type: kind === "switch" ? "boolean" : "string" }] as const,
  );
  try {
    return parseArgs({
      args: [...args],
      options: Object.fromEntries(options),
      allowPositionals: true,
      allowNegative: true,
    });
  } catch (error) {
    throw new OptionError(error instanceof Error ? error.message : String(error));
  }
}

function valueOf(name: string, option: Option, text: string): string | number | boolean {
  switch (option.kind) {
    case "text":
      refuseUnfitting(name, option, text);
      return text;
    case "integer":
      if (!/^\d{1,9}$/.test(text) || Number(text) > (option.max ?? Infinity)) {
        const most = option.max === undefined ? "" : ` up to ${option.max}`;
        throw new OptionError(`--${name} takes a whole number${most}, not "${text}".`);
      }
      return Number(text);
    case "switch":
      if (text !== "true" && text !== "false") {
        throw new OptionError(`${option.environment} is true or false, not "${text}".`);
      }
      return text === "true";
  }
}

function refuseUnfitting(name: string, { choices, pattern }: Option, text: string): void {
  if (choices !== undefined && !choices.includes(text)) {
    throw new OptionError(`--${name} is one of ${choices.join(", ")}, not "${text}".`);
  }
  if (pattern !== undefined && !pattern.fits.test(text)) {
    throw new OptionError(`--${name} takes ${pattern.words}, not "${text}".`);
  }
}

/** What an option does, with all that it may be. */
export function helpOf({ help, choices }: Option): string {
  return choices === undefined ? help : `${help} One of ${choices.join(", ")}.`;
}

/** The options as `--help` shows them. */
export function describeOptions(table: Readonly<Record<string, Option>>): string {
  const rows = Object.entries(table).map(([name, option]) => {
    const isOn = option.kind === "switch" && option.fallback === "true";
    const left = option.kind === "switch" ? name : `${name} ${option.placeholder ?? "VALUE"}`;
    const fallback = option.fallback === "" ? "" : ` Default: ${option.fallback}.`;
    return [
      isOn ? `--no-${name}` : `--${left}`,
      isOn ? `Do not: ${lowerFirst(helpOf(option))}` : helpOf(option) + fallback,
      option.environment,
    ] as const;
  });
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows
    .map(([left, help, environment]) => {
      const indent = " ".repeat(width + 4);
      return `  ${left.padEnd(width)}  ${help}\n${indent}${environment}`;
    })
    .join("\n");
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
