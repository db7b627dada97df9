import { z } from "zod";

/** One known fact of a visit or call. */
export const visitTagSchema = z
  .object({
    type: z
      .string()
      .describe("`User`, `Geo`, `Technology`, `Integration`, `Campaign`, … or the page's own."),
    name: z.string().describe("Name of the tag; upper and lower case differ."),
    value: z.string().describe("Its value, as the visitor's browser gave it."),
    numericValue: z.number().optional().describe("The value as a number, when it is one."),
    source: z.enum(["impression", "call", "enrichment"]).describe("Who said so."),
  })
  .meta({ id: "VisitTag" });

export type VisitTag = z.infer<typeof visitTagSchema>;

export const cutTagSchema = z
  .object({
    type: z.string().describe("Type of the tag."),
    name: z.string().describe("Name of the tag, shortened if it was too long."),
    why: z
      .enum(["empty_name", "name_too_long", "value_shortened", "too_many", "unresolved_macro"])
      .describe("What was cut, and why."),
  })
  .meta({ id: "CutTag" });

export type CutTag = z.infer<typeof cutTagSchema>;
