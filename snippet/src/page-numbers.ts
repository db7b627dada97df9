import type { E164 } from "../../src/core/phone/e164.ts";
import { numberShape, type NumberShape } from "../../src/core/phone/number-in-text.ts";
import type { CallpoolNumber } from "../callpool.d.ts";
import { plans } from "./config.ts";

/** A call tracking tag of the campaign, on this page. */
type PageNumber = {
  readonly tag: string;
  /** What is looked for: the number to replace, and those shown before, which the page may copy. */
  readonly shapes: NumberShape[];
  /** Missing until it is known: the page then keeps its own number (R19, R21). */
  shown?: CallpoolNumber;
};

export const pageNumbers: PageNumber[] = [];
const callbacks: ((number: CallpoolNumber) => void)[] = [];

/**
 * What to look for, to find a number of the campaign's: one shape, or none if it is of a country
 * that came to the campaign after this page.
 * @param number in E.164, from the server
 */
export const shapesOf = (number: string): NumberShape[] =>
  plans.flatMap((plan) =>
    // The server wrote it, or it was checked when it was taken.
    number.startsWith(plan.callingCode) ? numberShape(number as E164, plan) : [],
  );

export const listNumbers = (): readonly CallpoolNumber[] =>
  pageNumbers.flatMap(({ shown }) => shown ?? []);

/** Takes a number that is to be shown. @returns whether it is another than before */
export const takeNumber = (shown: CallpoolNumber): boolean => {
  const entry = pageNumbers.find((one) => one.tag === shown.tag);
  const before = entry?.shown;
  // Only a well-formed answer may write into the page.
  if (!entry || !/^\+\d{8,15}$/.test(shown.number) || !shown.national) return false;
  if (before?.number === shown.number && before.reason === shown.reason) return false;
  if (before) entry.shapes.push(...shapesOf(before.number));
  entry.shown = shown;
  callbacks.forEach((callback) => callback(shown));
  return true;
};

export const onNumber = (callback: (number: CallpoolNumber) => void): void => {
  // On its own: what a page's callback throws is reported as the page's, and stops nothing here.
  const later = (number: CallpoolNumber) => queueMicrotask(() => callback(number));
  callbacks.push(later);
  listNumbers().forEach(later);
};
