import { z } from "zod";
import { limits } from "../../core/limits.ts";
import { country, instant, newName } from "./field.ts";

const help = {
  name: "What the account is called.",
  allowedCountries:
    "Countries whose numbers pools may have, as two letters (ISO 3166-1). Others are refused, so " +
    "that nobody buys numbers abroad by mistake.",
  truncateIpAddresses:
    "Keep visitors' IP addresses without their last part: of IPv4 the first three numbers (/24), " +
    "of IPv6 the first three groups (/48). The rest is never stored; where a visitor is, is " +
    "looked up before. It counts from the next visit on, and what is stored already stays.",
  timeZone:
    "The account's time zone, as its IANA name, such as America/New_York. Days begin at midnight " +
    "there, and times are shown as its clocks show them.",
};

export const accountSchema = z
  .object({
    id: z.string().describe("Id of the account."),
    name: z.string().describe(help.name),
    allowedCountries: z.array(z.string()).describe(help.allowedCountries),
    truncateIpAddresses: z.boolean().describe(help.truncateIpAddresses),
    timeZone: z.string().describe(help.timeZone),
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
    truncateIpAddresses: z.boolean().optional().describe(help.truncateIpAddresses),
    timeZone: z.string().max(64).optional().describe(help.timeZone),
  })
  .meta({ id: "AccountPatch" });

export type AccountPatch = z.infer<typeof accountPatchSchema>;
