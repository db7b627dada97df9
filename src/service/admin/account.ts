import { isSupportedCountry } from "libphonenumber-js/max";
import type { AccountPatch } from "../../contract/admin/account.ts";
import type { AccountId } from "../../core/ids.ts";
import { isTimeZone } from "../../core/time-zone.ts";
import type { Account, Catalogue } from "../../store/catalogue.ts";
import { Problem } from "../problem.ts";

/** @throws Problem not_found when the account has no record in the catalogue */
export async function accountOf(catalogue: Catalogue, accountId: AccountId): Promise<Account> {
  const account = await catalogue.account(accountId);
  if (account === undefined) throw new Problem("not_found", "This account is not set up yet.");
  return account;
}

/** Whose number it is when somebody writes one without its country: the first one allowed. */
export async function homeCountry(
  catalogue: Catalogue,
  accountId: AccountId,
): Promise<string | undefined> {
  return (await accountOf(catalogue, accountId)).allowedCountries[0];
}

/** @throws Problem not_found, invalid for a country without phone numbers, or an unknown zone */
export async function patchAccount(
  catalogue: Catalogue,
  accountId: AccountId,
  patch: AccountPatch,
): Promise<Account> {
  const account = await accountOf(catalogue, accountId);
  refuseUnknownCountries(patch.allowedCountries ?? []);
  refuseUnknownZone(patch.timeZone ?? account.timeZone);
  const changed: Account = {
    ...account,
    name: patch.name ?? account.name,
    allowedCountries: [...new Set(patch.allowedCountries ?? account.allowedCountries)],
    truncateIpAddresses: patch.truncateIpAddresses ?? account.truncateIpAddresses,
    timeZone: patch.timeZone ?? account.timeZone,
  };
  await catalogue.replaceAccount(changed);
  return changed;
}

function refuseUnknownCountries(countries: readonly string[]): void {
  const errors = countries.flatMap((country, index) =>
    isSupportedCountry(country)
      ? []
      : [{ path: `allowedCountries.${index}`, message: `${country} is no country with numbers` }],
  );
  if (errors.length === 0) return;
  const named = errors.map(({ path, message }) => `${path}: ${message}`).join("; ");
  throw new Problem("invalid", `${named}. Write two letters, such as US.`, { errors });
}

function refuseUnknownZone(timeZone: string): void {
  if (isTimeZone(timeZone)) return;
  const message = "is no time zone; write its IANA name, such as America/New_York or UTC";
  throw new Problem("invalid", `timeZone ${message}.`, { errors: [{ path: "timeZone", message }] });
}
