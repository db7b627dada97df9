import { z } from "zod";
import { limits } from "../../core/limits.ts";
import { givenInstant, idReference, instant } from "./field.ts";
import { pageOf, pageQuery } from "./page.ts";
import { visitTagSchema } from "./visit-tag.ts";

const confidence = z.enum(["exclusive", "tail", "contested"]);

const tracedImpressionSchema = z
  .object({
    id: z.string().describe("Id of the impression."),
    visitorId: z.string().describe("The browser, as it calls itself."),
    issuedAt: instant.describe("When the number was given to it."),
    holdUntil: instant.describe("Until when the number was reserved for it."),
    linkUntil: instant.describe("Until when this visitor could still call."),
    role: z
      .enum(["chosen", "same_visitor", "rival", "past"])
      .describe(
        "`chosen`: the call is its. `same_visitor`: an earlier page of that visitor. `rival`: " +
          "another visitor who could be the caller. `past`: one whose link had ended.",
      ),
  })
  .meta({ id: "TracedImpression" });

const attributionSchema = z
  .object({
    rule: z
      .enum([
        "last_impression",
        "publisher_number",
        "unknown_number",
        "no_active_impression",
        "unassigned_number",
      ])
      .describe("The rule that decided."),
    confidence: confidence
      .optional()
      .describe(
        "`exclusive`: inside the hold, no rival. `tail`: after the hold, given to nobody since. " +
          "`contested`: an earlier visitor could be the caller.",
      ),
    explanation: z.string().describe("The same in a sentence."),
    impressions: z
      .array(tracedImpressionSchema)
      .describe("The impressions that the number had within the retention, newest first."),
  })
  .meta({ id: "AttributionTrace" });

const decisionSchema = z
  .discriminatedUnion("kind", [
    z.object({
      kind: z.literal("connect").describe("The call was put through."),
      target: z
        .object({
          kind: z.enum(["phone", "sip"]).describe("A phone number or a SIP address."),
          address: z.string().describe("The number or address."),
        })
        .describe("Where it was put through to."),
    }),
    z.object({
      kind: z.literal("reject").describe("The call was rejected."),
      reason: z
        .enum([
          "unknown_number",
          "no_active_impression",
          "unassigned_number",
          "campaign_paused",
          "campaign_deleted",
          "publisher_number_paused",
          "publisher_number_deleted",
          "no_target",
        ])
        .describe("Why it was rejected."),
    }),
  ])
  .meta({ id: "CallDecision" });

const signalSchema = z
  .object({
    type: z
      .enum(["incoming", "answered", "completed", "busy", "no_answer", "failed", "other"])
      .describe("What it says of the call."),
    name: z.string().describe("The carrier's own name of the event."),
    receivedAt: instant.describe("When the server received it."),
    lengthSeconds: z.number().optional().describe("Seconds of conversation, if it says so."),
  })
  .meta({ id: "CallSignal" });

function named(what: string) {
  return z
    .object({ id: z.string().describe("Its id."), name: z.string().describe("Its name today.") })
    .optional()
    .describe(what);
}

/** One row of the call log, with the fields of R63. */
export const callSchema = z
  .object({
    id: z.string().describe("Id of the call."),
    receivedAt: instant.describe("When the call arrived."),
    from: z.string().optional().describe("The caller, E.164; absent if withheld."),
    to: z.string().describe("The number that was dialled."),
    state: z
      .enum(["ringing", "connected", "rejected", "completed", "failed", "busy", "no_answer"])
      .describe("How far the call got."),
    answeredAt: instant.optional().describe("When it was answered."),
    endedAt: instant.optional().describe("When it ended."),
    lengthSeconds: z.number().optional().describe("Seconds of conversation, once it has ended."),
    decision: decisionSchema.describe("Where the call went, or why it was rejected."),
    isFromPool: z.boolean().describe("Whether a pool number was dialled and led to a visit."),
    confidence: confidence.optional().describe("How sure the attribution is."),
    campaignId: z.string().optional().describe("Id of the campaign that the call is for."),
    campaign: named("The same campaign with its name."),
    publisherId: z.string().optional().describe("Id of the publisher whose call it is."),
    publisher: named("The same publisher with its name."),
    publisherNumberId: z
      .string()
      .optional()
      .describe("Id of the publisher number, its own or that of the impression's tag."),
    poolId: z.string().optional().describe("Id of the pool whose number was dialled."),
    poolName: z.string().optional().describe("Name of that pool when the call arrived."),
    impressionId: z.string().optional().describe("Id of the impression that the call belongs to."),
    secondsFromImpression: z
      .number()
      .optional()
      .describe("Seconds from the impression to the call."),
    tags: z.array(visitTagSchema).describe("What is known of the visit and the call."),
    carrier: z.string().describe("The carrier that brought the call."),
    carrierCallId: z.string().describe("The carrier's own id of the call."),
  })
  .meta({ id: "Call" });

export type Call = z.infer<typeof callSchema>;

export const callDetailSchema = callSchema
  .extend({
    pool: named("The pool with its name today; `poolName` is what it was called then."),
    tag: named("The call tracking tag whose impression it was."),
    attribution: attributionSchema.describe("Why the call belongs to what it belongs to."),
    signals: z
      .array(signalSchema)
      .describe("Everything the carrier said of the call, in the order of receipt."),
  })
  .meta({ id: "CallDetail" });

export type CallDetail = z.infer<typeof callDetailSchema>;

export const callsQuery = pageQuery.extend({
  after: z
    .string()
    .max(limits.positionCharsMax)
    .optional()
    .describe("The `next` of the page before, with the same `sort`; leave it out at first."),
  where: z
    .string()
    .max(limits.filterCharsMax)
    .optional()
    .describe(
      "Only calls that fit this `Filter`, as JSON: groups that must all hold, each a list of " +
        'conditions of which one must. `[[{"field":"tag:User:utm_source","op":"equals",' +
        '"value":"google"}]]`',
    ),
  sort: z
    .string()
    .max(limits.fieldCharsMax + 1)
    .default("-receivedAt")
    .describe(
      "A field to sort by, ascending, or descending with `-` before it. Of a tag, numbers come " +
        "before texts; calls that lack the field come last either way.",
    ),
  from: givenInstant.optional().describe("Only calls received at this time or later."),
  until: givenInstant.optional().describe("Only calls received before this time."),
  campaignId: idReference.optional().describe("Only calls of this campaign."),
  publisherId: idReference.optional().describe("Only calls of this publisher."),
  poolId: idReference.optional().describe("Only calls to numbers of this pool."),
});

export type CallsQuery = z.infer<typeof callsQuery>;

export const callPageSchema = pageOf(callSchema).extend({
  total: z.number().int().describe("How many calls fit, on all pages together."),
});

export type CallPage = z.infer<typeof callPageSchema>;
