import { z } from "zod";
import { e164, instant } from "./field.ts";
import { callSchema } from "./call.ts";
import { occupancyFields } from "./pool.ts";

/*
 * Server-sent events (HTML Standard, section 9.2) of GET /live: each has a name, JSON data, and an
 * id to go on from with `Last-Event-ID`. An event may come twice after a reconnection, so whoever
 * keeps a list keeps it by the ids of the records.
 */

const named = z.object({
  id: z.string().describe("Its id."),
  name: z.string().describe("Its name."),
});

export const liveImpressionSchema = z
  .object({
    id: z.string().describe("Id of the impression."),
    at: instant.describe("When the page asked for a number."),
    campaign: named.describe("Its campaign."),
    pool: named.describe("The pool that was asked."),
    publisherId: z.string().describe("Id of its publisher."),
    number: e164.optional().describe("The pool number shown; absent if it is a miss."),
    pageUrl: z.string().describe("Address of the page, as the browser gave it."),
    source: z.string().optional().describe("The landing page's `utm_source`."),
    city: z.string().optional().describe("The city that the visitor is in."),
    region: z.string().optional().describe("The region that the visitor is in."),
    country: z.string().optional().describe("The country that the visitor is in."),
  })
  .meta({ id: "LiveImpression" });

export type LiveImpression = z.infer<typeof liveImpressionSchema>;

const { shape } = callSchema;

export const liveCallSchema = z
  .object({
    id: shape.id,
    at: shape.receivedAt,
    state: shape.state,
    from: shape.from,
    to: shape.to,
    lengthSeconds: shape.lengthSeconds,
    rejectReason: z.string().optional().describe("Why it was rejected."),
    confidence: shape.confidence,
    campaign: named.optional().describe("The campaign that the call is for."),
    pool: named.optional().describe("The pool whose number was dialled."),
    publisherId: shape.publisherId,
    impressionId: shape.impressionId,
  })
  .meta({ id: "LiveCall" });

export type LiveCall = z.infer<typeof liveCallSchema>;

const liveOccupancySchema = z
  .object({
    at: instant.describe("When this was so."),
    pools: z
      .array(z.object({ id: z.string().describe("Id of the pool."), ...occupancyFields }))
      .describe("Pools whose figures are others than those told before; at first all."),
  })
  .meta({ id: "LiveOccupancy" });

const liveReadySchema = z
  .object({
    at: instant.describe("From when on events are told."),
    isComplete: z
      .boolean()
      .describe(
        "`false`: more has happened since `Last-Event-ID` than is told again. Load anew what is " +
          "shown.",
      ),
  })
  .meta({ id: "LiveReady" });

const liveSkippedSchema = z
  .object({
    at: instant.describe("When that was."),
    impressions: z.number().int().describe("How many impressions and misses were left out."),
  })
  .meta({ id: "LiveSkipped" });

/** One event: its name, and its data as it stands in the `data:` line. */
export const liveEventSchema = z
  .discriminatedUnion("event", [
    z.object({
      event: z.literal("ready").describe("The first event of every connection."),
      data: liveReadySchema.describe("From when on, and whether that is all."),
    }),
    z.object({
      event: z.literal("impression").describe("A visitor was shown a pool number."),
      data: liveImpressionSchema.describe("The impression."),
    }),
    z.object({
      event: z
        .literal("miss")
        .describe("A visitor came and the pool was exhausted: an impression without a number."),
      data: liveImpressionSchema.describe("The impression."),
    }),
    z.object({
      event: z.literal("call").describe("A call arrived, or got to another state."),
      data: liveCallSchema.describe("The call as it is now."),
    }),
    z.object({
      event: z.literal("occupancy").describe("What the numbers of pools are doing."),
      data: liveOccupancySchema.describe("What they are doing."),
    }),
    z.object({
      event: z.literal("skipped").describe("More happened at once than is told one by one."),
      data: liveSkippedSchema.describe("How much was left out."),
    }),
  ])
  .meta({ id: "LiveEvent" });

export type LiveEvent = z.infer<typeof liveEventSchema>;
