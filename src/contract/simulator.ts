import { z } from "zod";

/** `POST /hooks/simulator/{key}`: an event of a test call. */
export const simulatorEventSchema = z
  .strictObject({
    callId: z.string().min(1).max(128).describe("The same for all events of one call."),
    from: z.string().max(32).optional().describe("The caller; leave out for a withheld number."),
    to: z.string().max(32).describe("The dialled number, E.164."),
    event: z
      .string()
      .min(1)
      .max(64)
      .describe(
        "`incoming`, `answered`, `completed`, `busy`, `no_answer` or `failed`; others are kept " +
          "as they are, and change nothing.",
      ),
    lengthSeconds: z
      .number()
      .int()
      .min(0)
      .max(86_400)
      .optional()
      .describe("Length of the conversation, with `completed`."),
  })
  .meta({ id: "SimulatorEvent" });

/** The simulator's answer tells everything: it is for people who test. */
export const simulatorAnswerSchema = z
  .object({
    call: z.string().describe("Id of the call record."),
    from: z.string().optional().describe("The caller, E.164; absent if withheld."),
    to: z.string().describe("The dialled number, E.164."),
    state: z
      .enum(["ringing", "connected", "rejected", "completed", "failed", "busy", "no_answer"])
      .describe("How far the call got."),
    decision: z
      .discriminatedUnion("kind", [
        z.object({
          kind: z.literal("connect").describe("The call goes to the target."),
          target: z
            .object({
              kind: z.enum(["phone", "sip"]).describe("A phone number or a SIP address."),
              address: z.string().describe("A number, E.164, or a SIP URI."),
            })
            .describe("Where the call goes."),
        }),
        z.object({
          kind: z.literal("reject").describe("The call is turned away."),
          reason: z.string().describe("Why, for example `no_target`."),
        }),
      ])
      .describe("What becomes of the call."),
    attribution: z
      .object({
        rule: z.string().describe("The rule that decided."),
        confidence: z
          .enum(["exclusive", "tail", "contested"])
          .optional()
          .describe("How sure it is; absent when no impression was chosen."),
        explanation: z.string().describe("The same in a sentence."),
      })
      .describe("Whose call it is, and why."),
    campaign: z
      .object({ id: z.string().describe("Its id."), name: z.string().describe("Its name.") })
      .optional()
      .describe("The campaign that the call is for, if any."),
    publisher: z
      .object({ id: z.string().describe("Its id."), name: z.string().describe("Its name.") })
      .optional()
      .describe("The publisher whose call it is, if any."),
    pool: z
      .object({ id: z.string().describe("Its id."), name: z.string().describe("Its name.") })
      .optional()
      .describe("The pool of the dialled number; absent if it has none."),
    impression: z
      .object({
        id: z.string().describe("Id of the impression."),
        secondsBeforeCall: z.number().int().describe("How long before the call it was."),
      })
      .optional()
      .describe("Absent when the call is nobody's, or came to a publisher number."),
    tags: z
      .array(
        z.object({
          type: z.string().describe("Type of the tag, for example `User`."),
          name: z.string().describe("Name of the tag."),
          value: z.string().describe("Its value."),
        }),
      )
      .describe("All that is known of the visit and the call."),
  })
  .meta({ id: "SimulatorAnswer" });

export type SimulatorEvent = z.infer<typeof simulatorEventSchema>;
export type SimulatorAnswer = z.infer<typeof simulatorAnswerSchema>;
