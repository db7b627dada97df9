import { z } from "zod";
import { limits } from "../../core/limits.ts";
import { campaignHelp as help } from "../help/campaign.ts";
import { forceQuery, givenStatus, instant, newName, plainText, status } from "./field.ts";

const targetSchema = z
  .object({
    kind: z.enum(["phone", "sip"]).describe(help.kind),
    address: z.string().describe(help.address),
  })
  .meta({ id: "Target" });

const newTarget = z
  .strictObject({
    kind: z.enum(["phone", "sip"]).describe(help.kind),
    address: z.string().max(limits.sipAddressCharsMax).describe(help.address),
  })
  .meta({ id: "NewTarget" });

export type NewTarget = z.infer<typeof newTarget>;

const urlParameterRule = z
  .strictObject({
    parameter: plainText(limits.tagNameCharsMax).min(1).describe(help.parameter),
    type: plainText(limits.tagTypeCharsMax).min(1).describe(help.type),
    name: plainText(limits.tagNameCharsMax).min(1).describe(help.tagName),
  })
  .meta({ id: "UrlParameterRule" });

const urlParameters = z
  .array(urlParameterRule)
  .max(limits.urlParameterRulesMax)
  .superRefine((rules, context) => {
    const seen = new Set<string>();
    for (const [index, { parameter, type, name }] of rules.entries()) {
      const key = JSON.stringify([parameter, type, name]);
      if (seen.has(key)) {
        const message = "is the same rule as one before it";
        context.addIssue({ code: "custom", path: [index], message });
      }
      seen.add(key);
    }
  });

export const campaignSchema = z
  .object({
    id: z.string().describe("Id of the campaign."),
    name: z.string().describe(help.name),
    status: status.describe(help.status),
    target: targetSchema.optional().describe(help.target),
    urlParameters: z.array(urlParameterRule).describe(help.urlParameters),
    dropUnresolvedMacros: z.boolean().describe(help.dropUnresolvedMacros),
    createdAt: instant.describe("When the campaign was created."),
  })
  .meta({ id: "Campaign" });

export type Campaign = z.infer<typeof campaignSchema>;

export const campaignDetailSchema = campaignSchema
  .extend({
    installCode: z
      .string()
      .describe(
        "Paste this into the `<head>` of every page that shows one of the campaign's numbers.",
      ),
  })
  .meta({ id: "CampaignDetail" });

export type CampaignDetail = z.infer<typeof campaignDetailSchema>;

export const campaignCreateSchema = z
  .strictObject({
    name: newName.describe(help.name),
    target: newTarget.optional().describe(help.target),
    urlParameters: urlParameters.default([]).describe(help.urlParameters),
    dropUnresolvedMacros: z.boolean().default(true).describe(help.dropUnresolvedMacros),
  })
  .meta({ id: "CampaignCreate" });

export type CampaignCreate = z.infer<typeof campaignCreateSchema>;

export const campaignPatchSchema = z
  .strictObject({
    name: newName.optional().describe(help.name),
    status: givenStatus.optional().describe(help.status),
    target: newTarget.nullable().optional().describe(`${help.target} \`null\` takes it away.`),
    urlParameters: urlParameters.optional().describe(help.urlParameters),
    dropUnresolvedMacros: z.boolean().optional().describe(help.dropUnresolvedMacros),
  })
  .meta({ id: "CampaignPatch" });

export type CampaignPatch = z.infer<typeof campaignPatchSchema>;

export const campaignDeleteQuery = forceQuery("delete it with its publisher numbers and tags.");
