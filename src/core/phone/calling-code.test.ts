import { getCountries, getCountryCallingCode, getExampleNumber } from "libphonenumber-js/max";
import examples from "libphonenumber-js/mobile/examples";
import { expect, test } from "vitest";
import { callingCodeOf } from "./calling-code.ts";
import { isE164Shape } from "./e164.ts";

test.each(getCountries())("the calling code of %s is what the numbering plans say", (country) => {
  const number = getExampleNumber(country, examples)?.number.padEnd(9, "0") ?? "";
  expect(isE164Shape(number) && callingCodeOf(number)).toBe(`+${getCountryCallingCode(country)}`);
});
