import { z } from "zod";
import { limits } from "../../core/limits.ts";
import { numberHelp as help } from "../help/number.ts";
import {
  country,
  e164,
  givenInstant,
  givenNumber,
  idReference,
  instant,
  numberType,
  plainText,
} from "./field.ts";
import { pageQuery } from "./page.ts";

const numberState = z.enum(["held", "linked", "free", "quarantined"]);

export const numberSchema = z
  .object({
    id: z.string().describe("Id of the number."),
    number: e164.describe("The phone number, E.164."),
    country: z.string().describe(help.country),
    type: numberType.describe(help.type),
    areaCode: z.string().optional().describe("Area code, where the numbering plan has them."),
    carrier: z.string().describe(help.carrier),
    carrierId: z.string().optional().describe(help.carrierId),
    poolId: z.string().optional().describe("Id of the pool that the number is in."),
    publisherNumberId: z
      .string()
      .optional()
      .describe("Id of the publisher number that it is; then it is in no pool."),
    state: numberState.describe(
      "`held`: reserved for a visitor. `linked`: may be given to another visitor, and until " +
        "then its calls count for the last one. `quarantined`: it rests, and is not given to " +
        "anybody.",
    ),
    heldUntil: instant.optional().describe("When its last hold ends or ended."),
    linkUntil: instant.optional().describe("When its last link ends or ended."),
    quarantinedUntil: instant.optional().describe("Until when it rests or rested."),
    impressionId: z
      .string()
      .optional()
      .describe("Id of the newest impression that it was shown for: whose it is or was last."),
    createdAt: instant.describe("When the number was added."),
  })
  .meta({ id: "Number" });

/** A phone number as the API shows it. */
export type ShownNumber = z.infer<typeof numberSchema>;

export const DEFAULT_CARRIER = "manual";

export const newNumberSchema = z
  .strictObject({
    number: givenNumber.describe(
      "The phone number: E.164, or as people of its country write it. The country is `country`, " +
        "or the first that the account allows.",
    ),
    country: country.optional().describe(`${help.country} Found out from the number if left out.`),
    type: numberType.optional().describe(`${help.type} Found out from the number if left out.`),
    carrier: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,29}$/, "must be 1 to 30 small letters, digits and hyphens")
      .default(DEFAULT_CARRIER)
      .describe(help.carrier),
    carrierId: plainText(limits.carrierIdCharsMax).min(1).optional().describe(help.carrierId),
  })
  .meta({ id: "NewNumber" });

export type NewNumber = z.infer<typeof newNumberSchema>;

/** The rows are checked one by one (R4), so that a bad one does not refuse the others. */
export const numbersCreateSchema = z
  .strictObject({
    numbers: z
      .array(z.unknown().meta({ $ref: "#/components/schemas/NewNumberInput" }))
      .min(1)
      .max(limits.allocationNumbersMax)
      .describe("The numbers to add."),
  })
  .meta({ id: "NumbersCreate" });

const rowResultSchema = z
  .object({
    line: z.number().int().describe("Line of the CSV file, or place in the list, from 1."),
    number: z.string().describe("The number, E.164 if it was understood, else as it was given."),
    outcome: z
      .enum(["added", "duplicate", "refused"])
      .describe("`duplicate`: the account has it already; it was left as it is."),
    id: z.string().optional().describe("Id of the number that was added."),
    reason: z.string().optional().describe("Why the row was refused, and what would be right."),
  })
  .meta({ id: "NumberRowResult" });

export const numbersAddedSchema = z
  .object({
    added: z.number().int().describe("How many rows were added."),
    duplicates: z.number().int().describe("How many rows named a number that was there already."),
    refused: z.number().int().describe("How many rows were refused."),
    results: z.array(rowResultSchema).describe("What became of each row, in their order."),
  })
  .meta({ id: "NumbersAdded" });

export type NumbersAdded = z.infer<typeof numbersAddedSchema>;

export const numbersImportedSchema = numbersAddedSchema
  .extend({
    ignoredColumns: z
      .array(z.string())
      .describe(
        "Columns that nothing was read from, as the file names them, or `column 2` where it does " +
          "not; the first hundred.",
      ),
  })
  .meta({ id: "NumbersImported" });

export type NumbersImported = z.infer<typeof numbersImportedSchema>;

export const csvSchema = z
  .string()
  .describe(
    "Lines of values in UTF-8, with commas, semicolons or tabs between them. The first names " +
      "the columns, in any order and case: `number` (or `phone`, `phone number`, `telephone`, " +
      "`tfn`), and where you like `country`, `type`, `carrier` and `carrier id` (or `sid`). " +
      "Other columns are ignored. If the first line is a number already, the first column is " +
      "read alone. A carrier's name is made to fit: `Acme Voice` becomes `acme-voice`.",
  );

const search = z
  .string()
  .max(40)
  .optional()
  .describe("Only numbers with these digits in them; everything but digits is passed over.");

export const numbersQuery = pageQuery.extend({
  poolId: idReference.optional().describe("Only numbers of this pool."),
  unassigned: z
    .enum(["true", "false"])
    .optional()
    .describe("`true`: only numbers in no pool that are no publisher number either."),
  search,
  country: country.optional().describe("Only numbers of this country."),
  type: numberType.optional().describe("Only local or only toll-free numbers."),
  areaCode: z.string().max(5).optional().describe("Only numbers of this area code."),
});

export const poolNumbersQuery = pageQuery.extend({
  state: numberState.optional().describe("Only numbers that are in this state now."),
  search,
});

export const restSchema = z
  .strictObject({
    until: givenInstant.describe(
      "Until when the number rests; a hold that runs goes on. A time that is past ends the rest.",
    ),
  })
  .meta({ id: "Rest" });
