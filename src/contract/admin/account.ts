import { z } from "zod";
import { limits } from "../../core/limits.ts";
import { country, instant, newName } from "./field.ts";

const help = {
  name: "What the account is called.",
  allowedCountries:
    "Countries whose numbers pools may have, as two letters (ISO 3166-1). Others are refused, so " +
    "that nobody buys numbers abroad by mistake.",
};

export const accountSchema = z
  .object({
    id: z.string().describe("Id of the account."),
    name: z.string().describe(help.name),
    allowedCountries: z.array(z.string()).describe(help.allowedCountries),
    createdAt: instant.describe("When the account was created."),
  })
  .meta({ id: "Account" });

export const accountPatchSchema = z
  .strictObject({
    name: newName.optional().describe(help.name),
    allowedCountries: z
      .array(country)
      .min(1)
      .max(limits.allowedCountriesMax)
      .optional()
      .describe(help.allowedCountries),
  })
  .meta({ id: "AccountPatch" });

export type AccountPatch = z.infer<typeof accountPatchSchema>;
