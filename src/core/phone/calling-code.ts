import type { E164 } from "./e164.ts";

/**
 * Country calling codes are prefix-free (ITU-T E.164, list of assigned codes): one digit for zones
 * 1 and 7, these with two, all others three.
 */
const CALLING_CODE = /^\+(?:[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})/;

/** The country calling code of a number, with its plus: `+44`. */
export function callingCodeOf(number: E164): string {
  return CALLING_CODE.exec(number)?.[0] ?? "+";
}
