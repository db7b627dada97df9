import { z } from "zod";
import { fieldName } from "./filter.ts";

const listedFieldSchema = z
  .object({
    field: fieldName,
    kind: z.enum(["builtIn", "tag"]).describe("Whether every record has it, or visits bring it."),
    title: z.string().describe("What people call it."),
    description: z.string().optional().describe("What it says; of a built-in field."),
    type: z.string().optional().describe("The tag's type."),
    name: z.string().optional().describe("The tag's name."),
    valueType: z
      .enum(["text", "choice", "number", "instant", "boolean"])
      .describe("What its values are. A tag is a `number` when every value that was seen is one."),
    choices: z.array(z.string()).optional().describe("Everything that a `choice` may be."),
    examples: z.array(z.string()).describe("Some values of a tag that were seen, newest first."),
    ops: z
      .array(z.enum(["equals", "anyOf", "contains", "beginsWith", "exists", "greater", "less"]))
      .describe("How it can be compared in a filter."),
  })
  .meta({ id: "ListedField" });

export type ListedField = z.infer<typeof listedFieldSchema>;

/** `GET /fields`: everything that calls can be filtered and sorted by. */
export const fieldListSchema = z
  .object({
    items: z
      .array(listedFieldSchema)
      .describe("The built-in fields, then the tags by type and name."),
    recordsRead: z.number().int().describe("How many of the newest visits and calls were read."),
    isCut: z
      .boolean()
      .describe("Whether more different tags were seen than are listed; the rarest are left out."),
  })
  .meta({ id: "FieldList" });

export type FieldList = z.infer<typeof fieldListSchema>;
