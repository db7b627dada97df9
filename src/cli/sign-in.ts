import { describeOptions, readOptions, serverOptions } from "../config/options.ts";
import { CommandError, type Command } from "./command.ts";
import { noteCommand } from "./command-audit.ts";
import { openExisting, placeOptions } from "./existing-installation.ts";

const options = {
  ...placeOptions,
  "base-url": serverOptions["base-url"],
} as const;

export const signIn: Command = {
  name: "sign-in",
  summary: "Print a new sign-in link for the owner.",
  help: `Usage: npx callpool sign-in [options]

Prints a link that signs its first user in as the owner, within 24 hours.

Options:
${describeOptions(options)}
  --help  Show this.`,
  run: async (args, environment) => {
    const { values } = readOptions(options, args, environment);
    const installation = await openExisting(values, values["base-url"]);
    try {
      const owner = await installation.identity.firstOwner();
      const link = owner && (await installation.identity.signInLink(owner.email));
      if (owner === undefined || link === undefined)
        throw new CommandError("This data folder has no owner yet.");
      await noteCommand(installation, owner.accountId, "createSignInLink", {
        kind: "users",
        id: owner.userId,
        name: owner.email,
      });
      process.stdout.write(`${link}\n`);
      return 0;
    } finally {
      await installation.close();
    }
  },
};
