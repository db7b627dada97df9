import { z } from "zod";
import { limits } from "../../core/limits.ts";

/** A field of a record: a built-in one, or a tag. */
export const fieldName = z
  .string()
  .min(1)
  .max(limits.fieldCharsMax)
  .describe(
    "A built-in field such as `to`, or a tag as `tag:TYPE:NAME`; `GET /fields` lists them all. " +
      "A `:` or `%` in a tag's type is written `%3A` or `%25`; its name stands as it is.",
  );

const value = z.union([z.string().max(limits.tagValueCharsMax), z.number(), z.boolean()]);

export const conditionSchema = z
  .strictObject({
    field: fieldName,
    op: z
      .enum(["equals", "anyOf", "contains", "beginsWith", "exists", "greater", "less"])
      .describe(
        "How the field is compared. Upper and lower case differ. `greater` and `less` compare " +
          "numbers and times; a tag that is no number is neither greater nor less than one.",
      ),
    value: z
      .union([value, z.array(value).min(1).max(limits.conditionValuesMax)])
      .optional()
      .describe(
        "What it is compared with: a list for `anyOf`, nothing for `exists`, a number for " +
          "`greater` and `less` (a time in ISO 8601 for a field that is one).",
      ),
    not: z
      .boolean()
      .optional()
      .describe(
        "`true` turns the condition around; it then also holds where the field is missing.",
      ),
  })
  .meta({ id: "Condition" });

export type ConditionWish = z.infer<typeof conditionSchema>;

/** Every group must hold, and a group holds when one of its conditions does. */
export const filterSchema = z
  .array(z.array(conditionSchema).min(1).max(limits.conditionsPerGroupMax))
  .max(limits.filterGroupsMax)
  .describe("Groups that must all hold; of a group's conditions, one must hold.")
  .meta({ id: "Filter" });

export type FilterWish = z.infer<typeof filterSchema>;
