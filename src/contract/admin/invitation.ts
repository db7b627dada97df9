import { z } from "zod";
import { idReference, instant, newName } from "./field.ts";
import { newPassword } from "./me.ts";
import { memberHelp } from "../help/member.ts";
import { role } from "./role.ts";

const help = {
  email: "E-mail address of the person; they sign in with it.",
  expiresAt: "Until when the link works.",
};

/** Somebody is asked to join the account; listed until they do, or it is withdrawn. */
export const invitationSchema = z
  .object({
    id: z.string().describe("Id of the invitation, to withdraw it by."),
    email: z.string().describe(help.email),
    role: role.describe(memberHelp.role),
    publisherId: z.string().optional().describe(memberHelp.publisherId),
    invitedBy: z.string().describe("Name of the person who invited."),
    isExpired: z.boolean().describe("Whether its link is too old; invite anew."),
    createdAt: instant.describe("When it was made."),
    expiresAt: instant.describe(help.expiresAt),
  })
  .meta({ id: "Invitation" });

export const invitationMadeSchema = invitationSchema
  .extend({
    link: z.string().describe("Give it to that person, and to nobody else. It is shown only here."),
    isMailed: z
      .boolean()
      .describe("Whether it went out by mail; without a mail server, hand the link over yourself."),
  })
  .meta({ id: "InvitationMade" });

export const invitationCreateSchema = z
  .strictObject({
    email: z.email().max(254).describe(help.email),
    role: role.describe(memberHelp.role),
    publisherId: idReference
      .optional()
      .describe(`${memberHelp.publisherId} Needed for that role, refused for the others.`),
  })
  .meta({ id: "InvitationCreate" });

export type InvitationCreate = z.infer<typeof invitationCreateSchema>;

export const invitationParams = z.object({
  token: z.string().max(100).describe("The last part of the invitation's link."),
});

/** What somebody with the link sees before they join. */
export const invitationShownSchema = z
  .object({
    email: z.string().describe(help.email),
    role: role.describe(memberHelp.role),
    accountName: z.string().describe("What the account is called."),
    isKnown: z
      .boolean()
      .describe(
        "Whether a person with that address is here already: they join by signing in as " +
          "themselves first, and sending no name and no password.",
      ),
    hasPassword: z
      .boolean()
      .describe("Whether that person signs in with a password; if not, with a link."),
    expiresAt: instant.describe(help.expiresAt),
  })
  .meta({ id: "InvitationShown" });

export const invitationAcceptSchema = z
  .strictObject({
    name: newName.optional().describe("How you want to be called. Needed if you are new here."),
    password: newPassword.optional().describe("To sign in with. Needed if you are new here."),
  })
  .meta({ id: "InvitationAccept" });
