import { z } from "zod";
import { instant } from "./field.ts";
import { occupancyFields } from "./pool.ts";

const count = z.number().int().min(0);

const impressions = count.describe("Impressions received, misses among them.");
const misses = count.describe("Impressions that found their pool exhausted.");

const callsSchema = z
  .object({
    incoming: count.describe("Calls that arrived, all others of this list among them."),
    connected: count.describe("Calls that were answered."),
    completed: count.describe("Calls that were answered and have ended."),
    rejected: count.describe("Calls that were put through to nobody, each with its reason."),
  })
  .meta({ id: "CallsOfDay" });

const setupSchema = z
  .object({
    hasPool: z.boolean().describe("Whether there is a pool."),
    hasPoolNumber: z.boolean().describe("Whether any number is in a pool."),
    hasCampaign: z.boolean().describe("Whether there is a campaign."),
    hasTag: z.boolean().describe("Whether there is a call tracking tag."),
    hasImpression: z.boolean().describe("Whether any visitor's page asked for a number yet."),
    hasCall: z.boolean().describe("Whether any call arrived yet."),
  })
  .meta({ id: "Setup" });

/** Today at a glance. */
export const dashboardSchema = z
  .object({
    at: instant.describe("When this was so."),
    day: z
      .object({
        from: instant.describe("When the day began."),
        until: instant.describe("When it ends, itself left out."),
        timeZone: z.string().describe("The account's time zone, whose day it is."),
      })
      .describe("Today."),
    impressions,
    misses,
    calls: callsSchema.describe("The calls that arrived today."),
    numbers: z.object(occupancyFields).describe("What the numbers of all pools are doing now."),
    hours: z
      .array(
        z.object({
          at: instant.describe("When the hour begins."),
          impressions,
          misses,
          calls: count.describe("Calls that arrived."),
        }),
      )
      .describe(
        "Every hour of the day, also those to come: 24, and 23 or 25 where clocks are changed.",
      ),
    pools: z
      .array(
        z.object({
          id: z.string().describe("Id of the pool."),
          name: z.string().describe("Name of the pool."),
          misses: count.describe("Its misses of today."),
          size: count.describe("How many numbers it has."),
          held: count.describe("How many of them a visitor holds now."),
        }),
      )
      .describe(
        "The pools that had misses today and are not deleted, the worst first; 20 at most.",
      ),
    campaigns: count.describe("How many campaigns there are, paused ones among them."),
    setup: setupSchema.describe("What there is already: the rest is yet to be done."),
  })
  .meta({ id: "Dashboard" });

export type Dashboard = z.infer<typeof dashboardSchema>;
