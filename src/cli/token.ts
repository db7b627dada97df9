import { describeOptions, readOptions, type Option } from "../config/options.ts";
import { CommandError, type Command } from "./command.ts";
import { noteCommand } from "./command-audit.ts";
import { openExisting, placeOptions } from "./existing-installation.ts";

const options = {
  ...placeOptions,
  name: {
    kind: "text",
    environment: "CALLPOOL_TOKEN_NAME",
    fallback: "command line",
    placeholder: "NAME",
    help: "What the token is for; shown in the list of tokens.",
  },
} as const satisfies Readonly<Record<string, Option>>;

export const token: Command = {
  name: "token",
  summary: "Make an API token for the owner, and print it once.",
  help: `Usage: npx callpool token [options]

Makes an API token and prints it, this once: Callpool keeps only its hash. Send it as
"Authorization: Bearer TOKEN". Revoke it with DELETE /api/v1/tokens/{id}.

Options:
${describeOptions(options)}
  --help  Show this.`,
  run: async (args, environment) => {
    const { values } = readOptions(options, args, environment);
    const installation = await openExisting(values);
    try {
      const owner = await installation.identity.firstOwner();
      if (owner === undefined) throw new CommandError("This data folder has no owner yet.");
      const made = await installation.identity.tokens.create(owner, values.name);
      await noteCommand(installation, owner.accountId, "createToken", {
        kind: "tokens",
        id: made.id,
        name: made.name,
      });
      process.stdout.write(`${made.token}\n`);
      return 0;
    } finally {
      await installation.close();
    }
  },
};
