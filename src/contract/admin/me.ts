import { z } from "zod";
import { limits } from "../../core/limits.ts";
import { instant, newName } from "./field.ts";
import { roleHelp } from "../help/member.ts";
import { capability, role } from "./role.ts";

const help = {
  name: "How you are called in the app and in the audit log.",
  role: roleHelp,
  publisherId: "Id of the publisher whose numbers and calls you see; present for that role alone.",
};

const userSchema = z
  .object({
    id: z.string().describe("Id of the person."),
    email: z.string().describe("E-mail address to sign in with."),
    name: z.string().describe(help.name),
    hasPassword: z
      .boolean()
      .describe("Whether you can sign in with a password. If not, set one: links are used up."),
    isTwoFactorOn: z
      .boolean()
      .describe("Whether signing in with the password asks for a code of an app, too."),
  })
  .meta({ id: "User" });

const ownAccountSchema = z
  .object({
    id: z.string().describe("Id of the account."),
    name: z.string().describe("What the account is called."),
    role: role.describe(help.role),
  })
  .meta({ id: "OwnAccount" });

/** Who asks, for which account, and what they may do there. */
export const meSchema = z
  .object({
    user: userSchema.describe("The person. With a token: the one who made it."),
    account: z
      .object({
        id: z.string().describe("Id of the account."),
        name: z.string().describe("What the account is called."),
        timeZone: z.string().describe("Time zone of its days and reports (IANA)."),
      })
      .describe("The account that this request is for."),
    role: role.describe(help.role),
    publisherId: z.string().optional().describe(help.publisherId),
    can: z
      .array(capability)
      .describe(
        "What the role, and the scopes of a token, allow: `read`, `write`, `manage`, or `own` " +
          "for a publisher.",
      ),
    accounts: z
      .array(ownAccountSchema)
      .describe("All accounts that the person belongs to; sessions can go over to another."),
  })
  .meta({ id: "Me" });

export type Me = z.infer<typeof meSchema>;

export const mePatchSchema = z
  .strictObject({ name: newName.optional().describe(help.name) })
  .meta({ id: "MePatch" });

export const newPassword = z
  .string()
  .min(limits.passwordCharsMin)
  .max(limits.passwordCharsMax)
  .describe(`A password of at least ${limits.passwordCharsMin} characters.`);

export const passwordSetSchema = z
  .strictObject({ password: newPassword })
  .meta({ id: "PasswordSet" });

/** A browser that is signed in. */
export const sessionSchema = z
  .object({
    id: z.string().describe("Id of the session, to end it by."),
    isCurrent: z.boolean().describe("Whether it is the one that asks."),
    createdAt: instant.describe("When it signed in."),
    expiresAt: instant.describe("When it ends by itself, unless it is used."),
    ipAddress: z.string().optional().describe("Where it signed in from."),
    browser: z.string().optional().describe("Name of the browser, as far as it told."),
    system: z.string().optional().describe("Name of the operating system, as far as it told."),
  })
  .meta({ id: "Session" });
