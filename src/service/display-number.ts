import { nationalFormat, type E164 } from "../core/phone/e164.ts";

/** Numbers whose format is remembered; beyond it, remembering starts anew. */
const REMEMBERED_MAX = 100_000;
const formats = new Map<E164, string>();

/** The national format of a number (R25). Formatting costs more than all else of an answer. */
export function displayNumber(number: E164): { readonly number: E164; readonly national: string } {
  let national = formats.get(number);
  if (national === undefined) {
    national = nationalFormat(number);
    if (formats.size >= REMEMBERED_MAX) formats.clear();
    formats.set(number, national);
  }
  return { number, national };
}
