import {
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
  type CountryCode,
  type PhoneNumber,
} from "libphonenumber-js/max";

/*
 * Server side: this file brings the numbering plans of the world with it. The snippet takes the
 * type alone and finds numbers with its own tiny matcher (number-in-text.ts).
 */

declare const kind: unique symbol;

/** `+`, country calling code, national number: `+12125550100` (ITU-T E.164). */
export type E164 = string & { readonly [kind]: "E164" };

/** Two letters, ISO 3166-1. */
export type Country = CountryCode;

export type NumberType = "local" | "tollfree";

/** A phone number that was understood (R4). */
export type ParsedNumber = {
  readonly ok: true;
  readonly e164: E164;
  readonly country: Country;
  readonly type: NumberType;
  /** The first three digits, where the plan has them in every number: country calling code 1. */
  readonly areaCode?: string;
  /** As people of its country write it: `(212) 555-0100`. */
  readonly national: string;
};

export type RefusedNumber = {
  readonly ok: false;
  /** A sentence for whoever typed it. */
  readonly reason: string;
};

export function isE164Shape(text: string): text is E164 {
  return /^\+[1-9]\d{7,14}$/.test(text);
}

/**
 * Reads a phone number as somebody typed it.
 * @param defaultCountry whose number it is when it has no country calling code, for example `US`
 */
export function parseE164(text: string, defaultCountry?: string): ParsedNumber | RefusedNumber {
  const shown = JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
  if (defaultCountry !== undefined && !isSupportedCountry(defaultCountry)) {
    return refuse(
      `${JSON.stringify(defaultCountry)} is no country; write two letters, such as US.`,
    );
  }
  const options = {
    ...(defaultCountry === undefined ? {} : { defaultCountry }),
    // The text is a number or it is none: digits are not looked for inside a sentence.
    extract: false,
  };
  const wrongLength = validatePhoneNumberLength(text, options);
  if (wrongLength !== undefined) return refuse(`${shown} ${sentences[wrongLength]}`);
  const number = parsePhoneNumberFromString(text, options);
  if (number === undefined) return refuse(`${shown} ${sentences.NOT_A_NUMBER}`);
  if (number.ext !== undefined) {
    return refuse(`${shown} has an extension; write the number without it.`);
  }
  return numberOfPlan(number, shown, defaultCountry);
}

/** The country calling code of a country, with its plus: `+44`. */
export function callingCodeOfCountry(country: string): string {
  return isSupportedCountry(country) ? `+${getCountryCallingCode(country)}` : "+";
}

/** The number as people of its country write it, `(212) 555-0100`. */
export function nationalFormat(e164: E164): string {
  return parsePhoneNumberFromString(e164)?.formatNational() ?? e164;
}

/**
 * The same, told from the digits alone where the plan has one form for all: country calling code 1.
 * Elsewhere undefined. It is so cheap that nothing need be remembered.
 */
export function northAmericanFormat(e164: E164): string | undefined {
  if (!/^\+1[2-9]\d{9}$/.test(e164)) return undefined;
  return `(${e164.slice(2, 5)}) ${e164.slice(5, 8)}-${e164.slice(8)}`;
}

const sentences = {
  NOT_A_NUMBER: "is not a phone number; write it like +12125550100.",
  INVALID_COUNTRY: "does not say its country; begin with + and the country calling code.",
  TOO_SHORT: "has too few digits for a phone number of its country.",
  TOO_LONG: "has too many digits for a phone number of its country.",
  INVALID_LENGTH: "has a number of digits that no phone number of its country has.",
} as const;

/** NPA-555-0100 to 0199, which no carrier assigns: for examples, whatever the area code. */
const FICTION = /^\+1[2-9]\d\d55501\d\d$/;

function numberOfPlan(
  number: PhoneNumber,
  shown: string,
  defaultCountry: Country | undefined,
): ParsedNumber | RefusedNumber {
  const isFiction = FICTION.test(number.number);
  if (!isE164Shape(number.number) || !(number.isValid() || isFiction)) {
    return refuse(`${shown} is not assigned to anybody in the numbering plan of its country.`);
  }
  const country = number.country ?? (isFiction ? (defaultCountry ?? "US") : undefined);
  if (country === undefined) return refuse(`${shown} belongs to no single country.`);
  return {
    ok: true,
    e164: number.number,
    country,
    type: number.getType() === "TOLL_FREE" ? "tollfree" : "local",
    ...(number.countryCallingCode === "1" ? { areaCode: number.nationalNumber.slice(0, 3) } : {}),
    national: number.formatNational(),
  };
}

function refuse(reason: string): RefusedNumber {
  return { ok: false, reason };
}
