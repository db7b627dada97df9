import type { CallpoolNumber } from "../callpool.d.ts";

/**
 * A number in the page's own format, which has an `n` for each digit: `(nnn) nnn-nnnn`. A format
 * for fewer digits shows the last ones; one for more than there are does not fit.
 */
export function displayNumber({ number, national }: CallpoolNumber, format?: unknown): string {
  const places = typeof format === "string" ? format.split("n").length - 1 : 0;
  const digits = number.slice(1);
  let next = digits.length - places;
  if (!places || next < 0) return national;
  return String(format).replace(/n/g, () => digits.charAt(next++));
}
