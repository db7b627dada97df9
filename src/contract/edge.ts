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
const area = z.object({ width: pixels, height: pixels });

function cutTo(charsMax: number) {
  return z
    .string()
    .transform((text) => text.slice(0, charsMax))
    .default("");
}

const pushedTagSchema = z
  .object({
    type: z.string().min(1).default("User").describe("`User` unless the page says otherwise."),
    name: z.string(),
    value: z.string(),
  })
  .meta({ id: "PushedTag" });

const pushedTagsSchema = z.array(pushedTagSchema).max(limits.tagsPerRequestMax);

/** `POST /v1/impressions`: a page was opened; a number is wanted for each tag of the campaign. */
export const impressionRequestSchema = z
  .object({
    campaign: z.string().max(64),
    visitor: browserId,
    session: browserId,
    page: z.object({
      url: z.string().max(limits.urlCharsMax),
      referrer: cutTo(limits.urlCharsMax),
      title: cutTo(limits.titleCharsMax),
    }),
    language: cutTo(35),
    timeZone: cutTo(64),
    screen: area.default({ width: 0, height: 0 }),
    viewport: area.default({ width: 0, height: 0 }),
    tags: pushedTagsSchema.default([]),
  })
  .meta({ id: "ImpressionRequest" });

export type ImpressionRequest = z.infer<typeof impressionRequestSchema>;

/** Why a visitor sees the primary number of a tag that captures user data. */
const missReasonSchema = z.enum(["pool_exhausted"]);

export const shownNumberSchema = z
  .object({
    tag: z.string().describe("Id of the call tracking tag."),
    number: z.string().describe("The number to show, E.164."),
    national: z.string().describe("The same in the national format of its country."),
    reason: missReasonSchema.optional().describe("Why it is the primary number."),
  })
  .meta({ id: "ShownNumber" });

export type ShownNumber = z.infer<typeof shownNumberSchema>;

/** The answer to `POST /v1/impressions`. */
export const impressionAnswerSchema = z
  .object({
    impression: z.string().describe("Handle of what was stored; names no other visitor's."),
    token: z.string().describe("Proves to `/activity` and `/close` that this browser asks."),
    renewEveryMs: z.number().int().describe("Tell of activity at most this often, in ms."),
    numbers: z.array(shownNumberSchema),
  })
  .meta({ id: "ImpressionAnswer" });

export type ImpressionAnswer = z.infer<typeof impressionAnswerSchema>;

/**
 * `POST /v1/impressions/{impression}/activity`: the visitor did something, or the page pushed tags.
 */
export const activityRequestSchema = z
  .object({ token: z.string().max(128), tags: pushedTagsSchema.default([]) })
  .meta({ id: "ActivityRequest" });

export const activityAnswerSchema = impressionAnswerSchema
  .omit({ impression: true, token: true })
  .meta({ id: "ActivityAnswer" });

export type ActivityAnswer = z.infer<typeof activityAnswerSchema>;

/**
 * `POST /v1/impressions/{impression}/close`: the page was closed; sent as a beacon, answered 204.
 */
export const closeRequestSchema = z
  .object({ token: z.string().max(128) })
  .meta({ id: "CloseRequest" });

/** What the server writes into the campaign's script, so that no second request is needed (R18). */
export type SnippetConfig = {
  readonly campaign: string;
  readonly tags: readonly {
    readonly tag: string;
    /** Number to replace, E.164. */
    readonly replace: string;
    /** Primary number, E.164, and in national format. */
    readonly primary: string;
    readonly national: string;
    /** Capture User Data (R14): ask for a number of the visitor's own. */
    readonly capture: boolean;
  }[];
};
