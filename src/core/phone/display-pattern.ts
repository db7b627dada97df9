import type { E164 } from "./e164.ts";
import type { NumberShape } from "./number-in-text.ts";

/**
 * Writes a number in the pattern of another (R23): its digits poured into the national part, every
 * separator kept, and what stands before it (`+1 (`, `0`) as well. A number of another country or
 * length does not fit and gets its own format (R25).
 * @param written an instance of the number that `shape` finds
 * @param nationalFormat the number in the national format of its own country
 */
export function renderLike(
  written: string,
  shape: NumberShape,
  number: E164,
  nationalFormat: string,
): string {
  const fits = number.length === shape.number.length && number.startsWith(shape.callingCode);
  if (!fits) return nationalFormat;
  // Counted from the end, since the prefix may have any number of digits, or none.
  let next = number.length - written.replace(/\D/g, "").length;
  return written.replace(/\d/g, (digit) => {
    const poured = number.charAt(next);
    return next++ < shape.callingCode.length ? digit : poured;
  });
}
