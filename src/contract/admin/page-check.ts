import { z } from "zod";
import { limits } from "../../core/limits.ts";
import { idReference } from "./field.ts";

export const pageCheckRequestSchema = z
  .strictObject({
    url: z
      .string()
      .min(1)
      .max(limits.urlCharsMax)
      .describe("Address of the page, with or without `https://`."),
    campaignId: idReference.describe("Id of the campaign whose snippet the page should have."),
  })
  .meta({ id: "PageCheckRequest" });

export type PageCheckRequest = z.infer<typeof pageCheckRequestSchema>;

/** Everything that a check can find. */
export const findingCode = z.enum([
  // The campaign
  "campaign_active",
  "campaign_paused",
  "campaign_deleted",
  "no_active_tag",
  // The page
  "page_read",
  "address_not_allowed",
  "page_unreachable",
  "page_timed_out",
  "too_many_redirects",
  "redirected_to_other_site",
  "sign_in_page",
  "page_not_found",
  "page_refused",
  "page_failed",
  "not_html",
  "page_cut",
  "page_drawn_by_script",
  // The snippet
  "snippet_found",
  "snippet_missing",
  "snippet_as_text",
  "snippet_disabled",
  "snippet_by_tag_manager",
  "snippet_twice",
  "snippet_of_other_campaign",
  "snippet_of_other_server",
  "snippet_insecure",
  "snippet_not_in_head",
  "snippet_after_number",
  "snippet_waits_for_consent",
  "csp_blocks_snippet",
  "csp_blocks_requests",
  // The number to replace
  "number_found",
  "number_missing",
  "number_left_alone",
  "number_in_image",
]);

export type FindingCode = z.infer<typeof findingCode>;

const findingSchema = z
  .object({
    code: findingCode.describe("Stays the same, whatever the words are."),
    level: z
      .enum(["ok", "warning", "error"])
      .describe("`error`: visitors see no number of theirs. `warning`: it works, but look at it."),
    title: z.string().describe("What was found, in a few words."),
    detail: z.string().describe("What it means here, in plain text."),
    remedy: z.string().optional().describe("What to do about it, in plain text."),
  })
  .meta({ id: "PageFinding" });

export type PageFinding = z.infer<typeof findingSchema>;

const foundSnippetSchema = z
  .object({
    src: z.string().describe("Address of the script, as the page has it."),
    campaignId: z.string().optional().describe("The campaign that it names."),
    isOfCampaign: z.boolean().describe("Whether it is the snippet of the campaign asked for."),
    place: z.enum(["head", "body"]).describe("Where it stands."),
    line: z.number().int().describe("Line of the page's HTML, counted from 1."),
  })
  .meta({ id: "FoundSnippet" });

const foundNumberSchema = z
  .object({
    tagId: z.string().describe("Id of the call tracking tag whose number to replace it is."),
    number: z.string().describe("The number to replace, E.164."),
    text: z.string().describe("The number as it stands on the page."),
    before: z.string().describe("The text before it, shortened."),
    after: z.string().describe("The text after it, shortened."),
    where: z
      .enum(["text", "link", "attribute", "image", "script", "ignored", "form", "other"])
      .describe(
        "`text`, `link` (`tel:`, `sms:`) and `attribute` (`title`, `aria-label`) are replaced; " +
          "in an `image` its `alt` text alone is; the others are left alone.",
      ),
    isReplaced: z.boolean().describe("Whether the snippet replaces it."),
    line: z.number().int().describe("Line of the page's HTML, counted from 1."),
  })
  .meta({ id: "FoundNumber" });

export type FoundNumber = z.infer<typeof foundNumberSchema>;

export const pageCheckSchema = z
  .object({
    url: z.string().describe("The address that was asked for."),
    finalUrl: z.string().optional().describe("Where it led to; absent if it was not reached."),
    status: z.number().int().optional().describe("The HTTP status of the last answer."),
    level: z.enum(["ok", "warning", "error"]).describe("The worst of the findings' levels."),
    findings: z.array(findingSchema).describe("The worst first."),
    snippets: z.array(foundSnippetSchema).describe("Snippets on the page, in its order."),
    numbers: z
      .array(foundNumberSchema)
      .describe("Numbers to replace on the page, in its order; the first fifty."),
    debugUrl: z
      .string()
      .describe(
        "Open it in a browser: the page itself then shows what the snippet finds and replaces. " +
          "Needed for pages that scripts draw, which a check from here cannot see.",
      ),
  })
  .meta({ id: "PageCheck" });

export type PageCheck = z.infer<typeof pageCheckSchema>;
