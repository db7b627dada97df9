import { z } from "zod";
import { testCallHelp as help } from "../help/test-call.ts";
import { givenNumber } from "./field.ts";

/** `POST /test-calls`: a call through the simulator carrier; nobody's phone rings. */
export const testCallSchema = z
  .strictObject({
    to: givenNumber.describe(help.to),
    from: givenNumber.default("+12125550199").describe(help.from),
    lengthSeconds: z.number().int().min(0).max(86_400).default(60).describe(help.lengthSeconds),
    hangUp: z.boolean().default(true).describe(help.hangUp),
  })
  .meta({ id: "TestCall" });

export type TestCallWish = z.infer<typeof testCallSchema>;
