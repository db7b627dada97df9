import { renderLike } from "../../src/core/phone/display-pattern.ts";
import type { E164 } from "../../src/core/phone/e164.ts";
import { findNumber } from "../../src/core/phone/number-in-text.ts";
import { pageNumbers } from "./page-numbers.ts";

/** Whether a text may have a number to swap, or a part of a longer one. */
export const hasNumber = (text: string): boolean =>
  pageNumbers.some(({ shapes }) => shapes.some(({ digits }) => digits.test(text)));

/**
 * Swaps the numbers in a text.
 * @returns what stands now in the place of each character. A number as long as before is swapped
 * digit by digit, so that it stays split over its elements; of another, the first place takes all.
 */
export const rewrite = (text: string, isLink?: boolean): string[] => {
  const places = text.split("");
  for (const { shapes, shown } of pageNumbers) {
    if (!shown) continue;
    // Checked when it was taken.
    const number = shown.number as E164;
    for (const shape of shapes) {
      for (const { start, written } of findNumber(text, shape)) {
        // Of another country, it is read in national format (R25), but dialled in full.
        const now = renderLike(written, shape, number, isLink ? number : shown.national);
        const chars = now.length === written.length ? now : [now];
        for (let i = 0; i < written.length; i++) places[start + i] = chars[i] ?? "";
      }
    }
  }
  return places;
};
