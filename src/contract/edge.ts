import { z } from "zod";
import { BROWSER_ID_PATTERN } from "../core/ids.ts";
import { limits } from "../core/limits.ts";

/*
 * What the snippet and the server say to each other. Sizes beyond a limit are cut where cutting
 * loses nothing that matters (a title, a referrer), and refused where it would change the meaning.
 */

const browserId = z
  .string()
  .regex(BROWSER_ID_PATTERN, "22 to 64 characters of A-Z, a-z, 0-9, _ and -")
  .describe("Random, made by the browser, known to nobody else.");

const pixels = z.number().int().min(0).max(100_000);
const area = z.object({
  width: pixels.describe("Width in CSS pixels."),
  height: pixels.describe("Height in CSS pixels."),
});

function cutTo(charsMax: number) {
  return z
    .string()
    .transform((text) => text.slice(0, charsMax))
    .default("");
}

const pushedTagSchema = z
  .object({
    type: z.string().min(1).default("User").describe("`User` unless the page says otherwise."),
    name: z.string().describe("Name of the tag; upper and lower case differ."),
    value: z.string().describe("Its value; a long one is cut."),
  })
  .meta({ id: "PushedTag" });

const pushedTagsSchema = z.array(pushedTagSchema).max(limits.tagsPerRequestMax);

/** `POST /v1/impressions`: a page was opened; a number is wanted for each tag of the campaign. */
export const impressionRequestSchema = z
  .object({
    campaign: z.string().max(64).describe("Id of the campaign, from the script's address."),
    visitor: browserId,
    session: browserId,
    page: z
      .object({
        url: z.string().max(limits.urlCharsMax).describe("Its address, with the query."),
        referrer: cutTo(limits.urlCharsMax).describe("Where the visitor came from, if known."),
        title: cutTo(limits.titleCharsMax).describe("Its title."),
      })
      .describe("The page that was opened."),
    language: cutTo(35).describe("Language of the browser, for example `en-US` (BCP 47)."),
    timeZone: cutTo(64).describe("Time zone of the browser, for example `America/New_York`."),
    screen: area.default({ width: 0, height: 0 }).describe("Size of the visitor's screen."),
    viewport: area.default({ width: 0, height: 0 }).describe("Size of the part that shows pages."),
    tags: pushedTagsSchema.default([]).describe("Tags that the page itself says of the visit."),
  })
  .meta({ id: "ImpressionRequest" });

export type ImpressionRequest = z.infer<typeof impressionRequestSchema>;

/** Why a visitor sees the primary number of a tag that captures user data. */
const primaryReasonSchema = z
  .enum(["pool_exhausted", "bot"])
  .describe(
    "Why it is the primary number. `pool_exhausted`: no pool number was left. `bot`: the user " +
      "agent is a known bot's, which takes no pool number.",
  );

export type PrimaryReason = z.infer<typeof primaryReasonSchema>;

export const shownNumberSchema = z
  .object({
    tag: z.string().describe("Id of the call tracking tag."),
    number: z.string().describe("The number to show, E.164."),
    national: z.string().describe("The same in the national format of its country."),
    reason: primaryReasonSchema.optional(),
  })
  .meta({ id: "ShownNumber" });

export type ShownNumber = z.infer<typeof shownNumberSchema>;

/** The answer to `POST /v1/impressions`. */
export const impressionAnswerSchema = z
  .object({
    impression: z
      .string()
      .describe(
        "Handle of what was stored; names no other visitor's. Empty for a bot: nothing is.",
      ),
    token: z
      .string()
      .describe("Proves to `/activity` and `/close` that this browser asks. Empty for a bot."),
    renewEveryMs: z.number().int().describe("Tell of activity at most this often, in ms."),
    numbers: z.array(shownNumberSchema).describe("What to show for each tag of the campaign."),
  })
  .meta({ id: "ImpressionAnswer" });

export type ImpressionAnswer = z.infer<typeof impressionAnswerSchema>;

/**
 * `POST /v1/impressions/{impression}/activity`: the visitor did something, or the page pushed tags.
 */
export const activityRequestSchema = z
  .object({
    token: z.string().max(128).describe("The token that came with the numbers."),
    tags: pushedTagsSchema.default([]).describe("Tags that the page has said since."),
  })
  .meta({ id: "ActivityRequest" });

export const activityAnswerSchema = impressionAnswerSchema
  .omit({ impression: true, token: true })
  .meta({ id: "ActivityAnswer" });

export type ActivityAnswer = z.infer<typeof activityAnswerSchema>;

/**
 * `POST /v1/impressions/{impression}/close`: the page was closed; sent as a beacon, answered 204.
 */
export const closeRequestSchema = z
  .object({ token: z.string().max(128).describe("The token that came with the numbers.") })
  .meta({ id: "CloseRequest" });

/** What the server writes into the campaign's script, so that no second request is needed (R18). */
export const snippetConfigSchema = z
  .object({
    campaign: z.string().describe("Id of the campaign."),
    plans: z
      .array(
        z.object({
          callingCode: z.string().describe("Country calling code, with its plus: `+44`."),
          trunk: z.string().describe("What people dial before a national number, or empty."),
          isOpen: z.boolean().describe("Whether numbers of one place have different lengths."),
        }),
      )
      .describe("The numbering plans of all numbers that its tags replace or show."),
    tags: z
      .array(
        z.object({
          tag: z.string().describe("Id of the call tracking tag."),
          replace: z.string().describe("Number to replace, E.164."),
          primary: z.string().describe("Primary number, E.164."),
          national: z.string().describe("The same in the national format of its country."),
          capture: z
            .boolean()
            .describe("Capture User Data (R14): ask for a number of the visitor's own."),
        }),
      )
      .describe("Its call tracking tags that show a number."),
  })
  .readonly()
  .meta({ id: "SnippetConfig" });

export type SnippetConfig = z.infer<typeof snippetConfigSchema>;
