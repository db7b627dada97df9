import { z } from "zod";
import { tagHelp as help } from "../help/tag.ts";
import { e164, givenNumber, givenStatus, idReference, instant, newName, status } from "./field.ts";

export const tagSchema = z
  .object({
    id: z.string().describe("Id of the tag."),
    name: z.string().describe(help.name),
    campaignId: z.string().describe(help.campaignId),
    publisherNumberId: z.string().describe(help.publisherNumberId),
    numberToReplace: e164.describe(help.numberToReplace),
    captureUserData: z.boolean().describe(help.captureUserData),
    poolId: z.string().optional().describe(help.poolId),
    status: status.describe(help.status),
    createdAt: instant.describe("When the tag was created."),
  })
  .meta({ id: "CallTrackingTag" });

export type CallTrackingTag = z.infer<typeof tagSchema>;

export const tagCreateSchema = z
  .strictObject({
    name: newName.describe(help.name),
    campaignId: idReference.describe(help.campaignId),
    publisherNumberId: idReference.describe(help.publisherNumberId),
    numberToReplace: givenNumber
      .optional()
      .describe(`${help.numberToReplace} It is what is taken if this is left out.`),
    captureUserData: z.boolean().default(false).describe(help.captureUserData),
    poolId: idReference.optional().describe(help.poolId),
  })
  .meta({ id: "CallTrackingTagCreate" });

export type TagCreate = z.infer<typeof tagCreateSchema>;

export const tagPatchSchema = z
  .strictObject({
    name: newName.optional().describe(help.name),
    publisherNumberId: idReference.optional().describe(help.publisherNumberId),
    numberToReplace: givenNumber.optional().describe(help.numberToReplace),
    captureUserData: z.boolean().optional().describe(help.captureUserData),
    poolId: idReference.nullable().optional().describe(`${help.poolId} \`null\` takes it away.`),
    status: givenStatus.optional().describe(help.status),
  })
  .meta({ id: "CallTrackingTagPatch" });

export type TagPatch = z.infer<typeof tagPatchSchema>;
