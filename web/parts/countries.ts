/*
 * Countries by their two letters (ISO 3166-1), with the names that the browser knows them by: so
 * that no table of names has to be loaded.
 */

const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });

/** Regions that are no countries, and codes that are nobody's. */
const none = new Set(["EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"]);

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".split("");

export type Country = { readonly code: string; readonly name: string };

export function countryName(code: string): string {
  return names.of(code) ?? code;
}

/** All of them, in the order of their names. */
export function allCountries(): readonly Country[] {
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  return codes
    .flatMap((code) => {
      const name = names.of(code);
      // A code that was given up leads to another: DD to DE.
      const isCurrent = new Intl.Locale(`und-${code}`).region === code;
      return name === undefined || !isCurrent || none.has(code) ? [] : [{ code, name }];
    })
    .toSorted((a, b) => a.name.localeCompare(b.name, "en"));
}
