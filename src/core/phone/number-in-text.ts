import type { E164 } from "./e164.ts";
import type { NumberingPlan } from "./numbering-plan.ts";

/** A number to find in texts; made once, used on every text. */
export type NumberShape = {
  readonly number: E164;
  /** With its plus: `+44`. */
  readonly callingCode: string;
  /** A quick look: its national digits are there in a row, whatever stands between them. */
  readonly digits: RegExp;
  /** Matches the number however it is written, also in a longer run that goes before it. */
  readonly expression: RegExp;
};

/** One instance of a number in a text: where it begins, and how it is written there. */
export type NumberInText = { readonly start: number; readonly written: string };

/**
 * What may stand between two digits of one number: spaces of every kind, hyphens, dots, slashes,
 * parentheses, bullets, marks of direction, soft hyphens, zero-width characters; no letter of ours,
 * and nothing that parts one number from the next. As many as there are, since the source of a page
 * breaks and indents its lines anywhere.
 */
const BETWEEN = "[^\\w+,;:@]*";

/** What makes one longer number of the digits on both sides: nothing at all, a hyphen, a dot. */
const JOINS = "-.\\xad\\u200b-\\u2013\\u2212";

/**
 * Digits that run into a match make it part of a longer number. Those before a space do not (`24/7
 * 212-555-0100`), unless it all began with another country's `+44 20 `: what is longer than that is
 * a number of its own. In a web or mail address they are no number at all.
 */
const RUNS_IN = new RegExp(
  `\\d[${JOINS}()]{0,2}$|\\+\\s?\\d[-\\d\\s.()]{0,8}$|` +
    "(tps?:|www\\.|@|\\.[a-z]+(:\\d+)?[/?])[^\\s,;|]*$",
  "i",
);

/** The same after a match: the rest of a mail or web address. */
const RUNS_OUT = "[\\w.%+-]{0,64}@|\\.[a-z]{2,4}\\b";

/**
 * Digits with nothing between them may be a part of a name: `x2125550100`, `a1_2125550100`. A word
 * of letters before them is another element's, as a rule: `Call2125550100`.
 */
const NAME_BEFORE = /\b(?![a-z]{2,}$)\w+$/i;

/** The same after them: neither an extension, nor what is dialled after a pause, nor a new word. */
const NAME_AFTER = /^(?![pwx]\d|ext)[a-z_]/;

export function numberShape(
  number: E164,
  { callingCode, trunk, isOpen }: NumberingPlan,
): NumberShape {
  const code = callingCode.slice(1);
  const national = [...number.slice(callingCode.length)];
  const expression = new RegExp(
    // A parenthesis that opens the number, but not one around all of it.
    "(?:\\((?=[^()]{1,7}\\)))?" +
      `(?:(?:\\+|00|0?011)[${JOINS}\\s(]{0,2}${code}${BETWEEN}|${code}[${JOINS}\\s]{0,2}\\(?)?` +
      (trunk && `(?:${trunk}${BETWEEN})?`) +
      national.join(BETWEEN) +
      `(?![${JOINS}${isOpen ? "\\s/" : ""}]?\\d|${RUNS_OUT})`,
    "g",
  );
  return { number, callingCode, digits: new RegExp(national.join("\\D*")), expression };
}

/** Every instance of the number in a text, in any pattern; none in a longer run (R23, R24). */
export function findNumber(text: string, { expression }: NumberShape): readonly NumberInText[] {
  const found: NumberInText[] = [];
  // Enough of what stands before a match to see whether it is a part of something longer.
  const lookBack = 200;
  // It begins anew by itself: the last time it has found nothing more.
  for (let match; (match = expression.exec(text));) {
    const { 0: written, index: start } = match;
    const before = text.slice(0, start).slice(-lookBack);
    const after = text.slice(expression.lastIndex);
    if (
      RUNS_IN.test(before) ||
      (!/\D/.test(written) && (NAME_BEFORE.test(before) || NAME_AFTER.test(after)))
    ) {
      // A true one may begin inside of it: 8-888-888-8888.
      expression.lastIndex = start + 1;
    } else found.push({ start, written });
  }
  return found;
}
