import { z } from "zod";
import { givenNumber } from "./field.ts";

/** `POST /test-calls`: a call through the simulator carrier; nobody's phone rings. */
export const testCallSchema = z
  .strictObject({
    to: givenNumber.describe(
      "The number to call. One without a country is of the first allowed country of the account.",
    ),
    from: givenNumber
      .default("+12125550199")
      .describe("The caller. An empty text is a caller who withholds the number."),
    lengthSeconds: z
      .number()
      .int()
      .min(0)
      .max(86_400)
      .default(60)
      .describe("Length of the conversation that is reported; nothing waits for it."),
    hangUp: z
      .boolean()
      .default(true)
      .describe("Ends the call at once. Otherwise the number stays held by a call in progress."),
  })
  .meta({ id: "TestCall" });

export type TestCallWish = z.infer<typeof testCallSchema>;
