import { environment } from "../config/environment.ts";
import { OptionError } from "../config/options.ts";
import { call } from "./call.ts";
import type { Command } from "./command.ts";
import { explainFailure } from "./failure.ts";
import { serve } from "./serve.ts";
import { signIn } from "./sign-in.ts";
import { token } from "./token.ts";
import { verify } from "./verify.ts";

const commands: readonly Command[] = [serve, call, token, signIn, verify];

async function main(args: readonly string[]): Promise<number> {
  const [name = "--help", ...rest] = args;
  if (name === "--help" || name === "-h" || name === "help") {
    process.stdout.write(overview());
    return 0;
  }
  const command = commands.find((one) => one.name === name);
  if (command === undefined) {
    process.stderr.write(`There is no command ${JSON.stringify(name)}.\n\n${overview()}`);
    return 2;
  }
  if (rest.includes("--help") || rest.includes("-h")) {
    process.stdout.write(`${command.help}\n`);
    return 0;
  }
  try {
    return await command.run(rest, environment);
  } catch (error) {
    if (error instanceof OptionError) {
      process.stderr.write(`${error.message}\nSee npx callpool ${name} --help.\n`);
      return 2;
    }
    const message = explainFailure(error);
    if (message === undefined) throw error;
    process.stderr.write(`${message}\n`);
    return 1;
  }
}

function overview(): string {
  const rows = commands.map(({ name, summary }) => `  ${name.padEnd(9)}${summary}`);
  return `Callpool: a phone number for every visitor, and the visit behind every call.

Usage: npx callpool COMMAND [options]

${rows.join("\n")}

npx callpool COMMAND --help tells more.
`;
}

process.exitCode = await main(process.argv.slice(2));
