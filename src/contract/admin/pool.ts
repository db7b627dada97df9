import { z } from "zod";
import { limits } from "../../core/limits.ts";
import { defaultPoolSettings, settingBounds } from "../../core/pool/settings.ts";
import { poolFieldHelp as help } from "../help/pool.ts";
import {
  country,
  forceQuery,
  givenInstant,
  givenNumber,
  idReference,
  instant,
  newName,
  numberType,
  status,
} from "./field.ts";

const count = z.number().int().min(0);

const states = {
  held: count.describe("Reserved for a visitor."),
  linked: count.describe("May be given to another visitor; until then calls count for the last."),
  free: count.describe("Given to nobody."),
  quarantined: count.describe("Resting: not given to anybody."),
};

/** What pool numbers are doing at one instant (R10). */
export const occupancyFields = {
  size: count.describe("Numbers in all: held + linked + free + quarantined."),
  ...states,
};

const occupancySchema = z
  .object({ at: instant.describe("When this was so."), ...occupancyFields })
  .meta({ id: "Occupancy" });

export const poolSchema = z
  .object({
    id: z.string().describe("Id of the pool."),
    name: z.string().describe(help.name),
    country: z.string().describe(help.country),
    numberType: numberType.describe(help.numberType),
    areaCode: z.string().optional().describe(help.areaCode),
    idleLimitSeconds: count.describe(help.idleLimitSeconds),
    closedBrowserDelaySeconds: count.describe(help.closedBrowserDelaySeconds),
    linkRetentionSeconds: count.describe(help.linkRetentionSeconds),
    releaseOnClose: z.boolean().describe(help.releaseOnClose),
    publisherId: z.string().optional().describe(help.publisherId),
    status: status.describe("`deleted` pools keep their record, for old calls to name."),
    createdAt: instant.describe("When the pool was created."),
    occupancy: occupancySchema.describe("What the pool's numbers are doing now."),
    missesToday: count.describe(
      "Visitors of today, in the account's time zone, who saw the primary number since the pool " +
        "had none to give. Any at all say that it is too small.",
    ),
  })
  .meta({ id: "Pool" });

export type Pool = z.infer<typeof poolSchema>;

const areaCode = z.string().regex(/^\d{2,5}$/, "must be 2 to 5 digits");

function seconds(field: keyof typeof settingBounds) {
  const { min, max } = settingBounds[field];
  return z.number().int().min(min).max(max);
}

const idleLimitSeconds = seconds("idleLimitSeconds");
const closedBrowserDelaySeconds = seconds("closedBrowserDelaySeconds");
const linkRetentionSeconds = seconds("linkRetentionSeconds");
const defaults = defaultPoolSettings;

/** A new pool is empty (R2). */
export const poolCreateSchema = z
  .strictObject({
    name: newName.describe(help.name),
    country: country.describe(help.country),
    numberType: numberType.describe(help.numberType),
    areaCode: areaCode.optional().describe(help.areaCode),
    idleLimitSeconds: idleLimitSeconds
      .default(defaults.idleLimitSeconds)
      .describe(help.idleLimitSeconds),
    closedBrowserDelaySeconds: closedBrowserDelaySeconds
      .default(defaults.closedBrowserDelaySeconds)
      .describe(help.closedBrowserDelaySeconds),
    linkRetentionSeconds: linkRetentionSeconds
      .default(defaults.linkRetentionSeconds)
      .describe(help.linkRetentionSeconds),
    releaseOnClose: z.boolean().default(defaults.releaseOnClose).describe(help.releaseOnClose),
    publisherId: idReference.optional().describe(help.publisherId),
  })
  .meta({ id: "PoolCreate" });

export type PoolCreate = z.infer<typeof poolCreateSchema>;

/** Country and number type stay as they are: the pool's numbers were chosen by them. */
export const poolPatchSchema = z
  .strictObject({
    name: newName.optional().describe(help.name),
    areaCode: areaCode.nullable().optional().describe(`${help.areaCode} \`null\` takes it away.`),
    idleLimitSeconds: idleLimitSeconds.optional().describe(help.idleLimitSeconds),
    closedBrowserDelaySeconds: closedBrowserDelaySeconds
      .optional()
      .describe(help.closedBrowserDelaySeconds),
    linkRetentionSeconds: linkRetentionSeconds.optional().describe(help.linkRetentionSeconds),
    releaseOnClose: z.boolean().optional().describe(help.releaseOnClose),
    publisherId: idReference
      .nullable()
      .optional()
      .describe(`${help.publisherId} \`null\` takes it away.`),
  })
  .meta({ id: "PoolPatch" });

export type PoolPatch = z.infer<typeof poolPatchSchema>;

export const poolDeleteQuery = forceQuery(
  "delete it although tags use it; they then show their primary numbers.",
);

const namedNumbers = z.array(givenNumber).min(1).max(limits.allocationNumbersMax);

export const poolAssignSchema = z
  .strictObject({
    numbers: namedNumbers.describe("Numbers of the account's inventory, E.164."),
  })
  .meta({ id: "PoolAssign" });

export const poolRemoveSchema = z
  .strictObject({
    numbers: namedNumbers.describe("Numbers of the pool, E.164. They stay in the inventory."),
    force: z
      .boolean()
      .default(false)
      .describe("Remove also numbers that a visitor holds. Their calls still count for the visit."),
  })
  .meta({ id: "PoolRemove" });

const poolNumberResultSchema = z
  .object({
    number: z.string().describe("The number, as it was given."),
    outcome: z.enum(["done", "refused"]).describe("Whether it was assigned or removed."),
    reason: z.string().optional().describe("Why it was refused."),
  })
  .meta({ id: "PoolNumberResult" });

export type PoolNumberResult = z.infer<typeof poolNumberResultSchema>;

export const poolNumbersChangedSchema = z
  .object({
    done: count.describe("How many numbers were assigned or removed."),
    refused: count.describe("How many were refused."),
    results: z.array(poolNumberResultSchema).describe("What became of each, in their order."),
  })
  .meta({ id: "PoolNumbersChanged" });

export type PoolNumbersChanged = z.infer<typeof poolNumbersChangedSchema>;

export const poolStatisticsQuery = z.strictObject({
  from: givenInstant
    .optional()
    .describe("Start of the period; 24 hours before its end if left out."),
  until: givenInstant.optional().describe("End of the period, itself left out; now if left out."),
});

export const poolStatisticsSchema = z
  .object({
    from: instant.describe("Start of the period."),
    until: instant.describe("End of the period, itself left out."),
    occupancy: occupancySchema.describe("What the pool's numbers are doing now."),
    impressions: count.describe("Impressions received in the period, misses among them."),
    misses: count.describe(
      "Impressions of the period that found the pool exhausted: these visitors saw the primary " +
        "number. Any at all say that the pool is too small.",
    ),
  })
  .meta({ id: "PoolStatistics" });

export const poolHistoryQuery = z.strictObject({
  from: givenInstant
    .optional()
    .describe("Start of the period; 24 hours before its end if left out."),
  until: givenInstant.optional().describe("End of the period, itself left out; now if left out."),
});

const sampled = "of the bucket's sample with the most held numbers; absent if there is none.";

export const poolHistorySchema = z
  .object({
    bucketSeconds: count.describe(
      "Length of a bucket, chosen so that the period has 500 at most. Buckets begin at multiples " +
        "of it since 1970.",
    ),
    points: z
      .array(
        z.object({
          at: instant.describe("When the bucket begins."),
          held: count.optional().describe(`Held numbers, ${sampled}`),
          linked: count.optional().describe(`Linked numbers, ${sampled}`),
          free: count.optional().describe(`Free numbers, ${sampled}`),
          quarantined: count.optional().describe(`Resting numbers, ${sampled}`),
          impressions: count.describe("Impressions received in the bucket, misses among them."),
          misses: count.describe("Impressions that found the pool exhausted in the bucket."),
        }),
      )
      .describe(
        "Every bucket of the period, the oldest first. What numbers do is sampled once a minute.",
      ),
  })
  .meta({ id: "PoolHistory" });

export type PoolHistory = z.infer<typeof poolHistorySchema>;

export const poolReferencesSchema = z
  .object({
    items: z
      .array(
        z.object({
          id: z.string().describe("Id of the call tracking tag."),
          name: z.string().describe("Name of the tag."),
          status: status.describe("Whether the tag is active."),
          campaign: z
            .object({
              id: z.string().describe("Id of its campaign."),
              name: z.string().describe("Name of its campaign."),
              status: status.describe("Whether its campaign is active."),
            })
            .describe("The campaign that the tag is of."),
          primaryNumber: z
            .string()
            .describe("The number that its visitors see when the pool has none to give, E.164."),
        }),
      )
      .describe("The tags that take numbers from the pool, the oldest first; 200 at most."),
    total: count.describe("How many there are in all."),
  })
  .meta({ id: "PoolReferences" });

export type PoolReferences = z.infer<typeof poolReferencesSchema>;
