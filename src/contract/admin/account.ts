import { z } from "zod";
import { limits } from "../../core/limits.ts";
import { accountHelp } from "../help/account.ts";
import { country, instant, newName } from "./field.ts";

export const accountSchema = z
  .object({
    id: z.string().describe("Id of the account."),
    name: z.string().describe(accountHelp.name),
    allowedCountries: z.array(z.string()).describe(accountHelp.allowedCountries),
    truncateIpAddresses: z.boolean().describe(accountHelp.truncateIpAddresses),
    timeZone: z.string().describe(accountHelp.timeZone),
    createdAt: instant.describe("When the account was created."),
  })
  .meta({ id: "Account" });

export const accountPatchSchema = z
  .strictObject({
    name: newName.optional().describe(accountHelp.name),
    allowedCountries: z
      .array(country)
      .min(1)
      .max(limits.allowedCountriesMax)
      .optional()
      .describe(accountHelp.allowedCountries),
    truncateIpAddresses: z.boolean().optional().describe(accountHelp.truncateIpAddresses),
    timeZone: z.string().max(64).optional().describe(accountHelp.timeZone),
  })
  .meta({ id: "AccountPatch" });

export type AccountPatch = z.infer<typeof accountPatchSchema>;
