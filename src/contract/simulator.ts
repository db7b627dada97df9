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
        "`incoming`, `answered`, `completed`, `busy`, `no_answer` or `failed`; others are kept as " +
          "they are, and change nothing.",
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
    from: z.string().optional(),
    to: z.string(),
    state: z.enum([
      "ringing",
      "connected",
      "rejected",
      "completed",
      "failed",
      "busy",
      "no_answer",
    ]),
    decision: z.discriminatedUnion("kind", [
      z.object({
        kind: z.literal("connect"),
        target: z.object({ kind: z.enum(["phone", "sip"]), address: z.string() }),
      }),
      z.object({ kind: z.literal("reject"), reason: z.string() }),
    ]),
    attribution: z.object({
      rule: z.string(),
      confidence: z.enum(["exclusive", "tail", "contested"]).optional(),
      explanation: z.string(),
    }),
    campaign: z.object({ id: z.string(), name: z.string() }).optional(),
    publisher: z.object({ id: z.string(), name: z.string() }).optional(),
    pool: z.object({ id: z.string(), name: z.string() }).optional(),
    impression: z
      .object({ id: z.string(), secondsBeforeCall: z.number().int() })
      .optional()
      .describe("Absent when the call is nobody's, or came to a publisher number."),
    tags: z.array(z.object({ type: z.string(), name: z.string(), value: z.string() })),
  })
  .meta({ id: "SimulatorAnswer" });

export type SimulatorEvent = z.infer<typeof simulatorEventSchema>;
export type SimulatorAnswer = z.infer<typeof simulatorAnswerSchema>;
