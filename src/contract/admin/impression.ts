import { z } from "zod";
import { e164, idReference, instant } from "./field.ts";
import { pageQuery } from "./page.ts";
import { cutTagSchema, visitTagSchema } from "./visit-tag.ts";

const area = z.object({
  width: z.number().describe("Width in CSS pixels; 0 if the browser did not say."),
  height: z.number().describe("Height in CSS pixels; 0 if the browser did not say."),
});

const sessionSchema = z
  .object({
    page: z
      .object({
        url: z.string().describe("Address of the page."),
        referrer: z.string().describe("Address of the page before, as the browser gave it."),
        title: z.string().describe("Title of the page."),
      })
      .describe("The page that was opened."),
    language: z.string().describe("Language of the browser, for example `en-US`."),
    timeZone: z.string().describe("Time zone of the browser, for example `America/New_York`."),
    screen: area.describe("Size of the screen."),
    viewport: area.describe("Size of the page's window."),
  })
  .describe("What the snippet said of the visit. Everything in it is a claim of the browser.");

export const impressionSchema = z
  .object({
    id: z.string().describe("Id of the impression."),
    campaignId: z.string().describe("Id of its campaign."),
    publisherId: z.string().describe("Id of its publisher."),
    publisherNumberId: z.string().describe("Id of the publisher number of its tag."),
    tagId: z.string().describe("Id of the call tracking tag that it is for."),
    poolId: z.string().describe("Id of the pool that was asked."),
    visitorId: z.string().describe("The browser, as it calls itself."),
    sessionId: z.string().describe("The visit, as the browser calls it."),
    receivedAt: instant.describe("When the page asked for a number."),
    number: e164.optional().describe("The pool number shown; absent if it was the primary number."),
    issuedAt: instant.optional().describe("When the number was given."),
    missedAt: instant.optional().describe("When the pool was first found exhausted for it."),
    lastActivityAt: instant.describe("When the visitor was last active."),
    closedAt: instant.optional().describe("When the browser said that the page was closed."),
    holdUntil: instant.optional().describe("Until when the number was or is reserved for it."),
    linkUntil: instant
      .optional()
      .describe("Until when calls count for it, unless another visitor was given the number."),
    session: sessionSchema,
    tags: z.array(visitTagSchema).describe("What is known of the visit."),
    cutTags: z.array(cutTagSchema).describe("What a limit left out or shortened."),
  })
  .meta({ id: "Impression" });

export type Impression = z.infer<typeof impressionSchema>;

export const impressionsQuery = pageQuery.extend({
  campaignId: idReference.optional().describe("Only impressions of this campaign."),
  poolId: idReference.optional().describe("Only impressions of this pool."),
});
