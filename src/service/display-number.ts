import { nationalFormat, northAmericanFormat, type E164 } from "../core/phone/e164.ts";

/** Numbers whose format is remembered; beyond it, remembering starts anew. */
const REMEMBERED_MAX = 100_000;
const formats = new Map<E164, string>();

/**
 * The national format of a number (R25). To look it up in its country's plan costs more than all
 * else of an answer, so it is done once for a number, and not at all where the digits tell.
 */
export function displayNumber(number: E164): { readonly number: E164; readonly national: string } {
  return { number, national: northAmericanFormat(number) ?? rememberedFormat(number) };
}

function rememberedFormat(number: E164): string {
  const known = formats.get(number);
  if (known !== undefined) return known;
  const national = nationalFormat(number);
  if (formats.size >= REMEMBERED_MAX) formats.clear();
  formats.set(number, national);
  return national;
}
