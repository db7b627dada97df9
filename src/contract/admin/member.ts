import { z } from "zod";
import { idReference, instant } from "./field.ts";
import { memberHelp } from "../help/member.ts";
import { role } from "./role.ts";

/** A person in the account. */
export const memberSchema = z
  .object({
    id: z.string().describe("Id of the membership, to change or end it by."),
    userId: z.string().describe("Id of the person."),
    email: z.string().describe("E-mail address of the person."),
    name: z.string().describe("Name of the person."),
    role: role.describe(memberHelp.role),
    publisherId: z.string().optional().describe(memberHelp.publisherId),
    isTwoFactorOn: z.boolean().describe("Whether the person signs in with a second factor."),
    isYou: z.boolean().describe("Whether it is you."),
    createdAt: instant.describe("When the person joined."),
  })
  .meta({ id: "Member" });

export const memberPatchSchema = z
  .strictObject({
    role: role.optional().describe(memberHelp.role),
    publisherId: idReference
      .optional()
      .describe(`${memberHelp.publisherId} Needed for that role, refused for the others.`),
  })
  .meta({ id: "MemberPatch" });

export type MemberPatch = z.infer<typeof memberPatchSchema>;
