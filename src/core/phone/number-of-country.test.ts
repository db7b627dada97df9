import fc from "fast-check";
import {
  findPhoneNumbersInText,
  getExampleNumber,
  parsePhoneNumberFromString,
  type CountryCode,
} from "libphonenumber-js/max";
import examples from "libphonenumber-js/mobile/examples";
import { describe, expect, test } from "vitest";
import { callingCodeOf } from "./calling-code.ts";
import { renderLike } from "./display-pattern.ts";
import { isE164Shape, type E164 } from "./e164.ts";
import { findNumber, numberShape, type NumberShape } from "./number-in-text.ts";
import { numberingPlan } from "./numbering-plan.ts";

/*
 * Numbers of several plans, in any plausible way to write them, against what libphonenumber says of
 * the same texts (R23, R24). Number and text are random: the numbers need not be assigned.
 */

const countries = [
  ["US", "2125550100"],
  ["CA", "4165550100"],
  ["GB", "2079460018"],
  ["DE", "30901820"],
  ["FR", "123456789"],
  ["IT", "0612345678"],
  ["ES", "912345678"],
  ["AU", "291234567"],
  ["MX", "5512345678"],
  ["BR", "1123456789"],
  ["IN", "2212345678"],
  ["IL", "21234567"],
  ["AE", "42345678"],
] as const satisfies readonly (readonly [CountryCode, string])[];

function e164(text: string): E164 {
  if (!isE164Shape(text)) throw new Error(`${text} is not E.164`);
  return text;
}

function shapeOf(number: E164): NumberShape {
  return numberShape(number, numberingPlan(callingCodeOf(number)));
}

/** A landline or a mobile number of the country, with other digits at its end. */
function numberOf(country: CountryCode, landline: string): fc.Arbitrary<E164> {
  const landlineNumber = parsePhoneNumberFromString(landline, country)?.number ?? "";
  const mobile = getExampleNumber(country, examples)?.number ?? "";
  return fc
    .tuple(fc.constantFrom(landlineNumber, mobile), fc.integer({ min: 0, max: 99_999 }))
    .map(([known, tail]) => e164(known.slice(0, -5) + `${tail}`.padStart(5, "0")))
    .filter((number) => parsePhoneNumberFromString(number)?.isValid() === true);
}

const odd = " -./\u00a0\u2007\u2009\u202f\u2010\u2011\u2012\u2013\u2014\u2212\uff0d\u00ad\u200b";
const separator = fc.constantFrom(
  ...odd.split(""),
  "\u200e",
  "\u202a",
  "  ",
  " - ",
  "\n   ",
  " \u200e",
);

/** The library's own formats, and what is written before a number by hand. */
const format = fc.constantFrom(
  "national",
  "international",
  "e164",
  "rfc3966",
  "00",
  "(0)",
  "bare code",
);

function formatted(number: E164, how: string): string {
  const parsed = parsePhoneNumberFromString(number);
  const international = parsed?.formatInternational() ?? "";
  const [code = "", ...rest] = international.split(" ");
  if (how === "national") return parsed?.formatNational() ?? "";
  if (how === "e164") return number;
  if (how === "rfc3966") return parsed?.format("RFC3966").replace("tel:", "") ?? "";
  if (how === "00") return `00${international.slice(1)}`;
  if (how === "(0)" && code !== "+1" && code !== "+39") return `${code} (0)${rest.join(" ")}`;
  if (how === "bare code") return international.slice(1);
  return international;
}

/** A number written so, with other separators in place of the format's own. */
const writing = fc
  .tuple(format, fc.array(separator, { minLength: 1, maxLength: 3 }), fc.boolean())
  .map(([how, separators, isAsItIs]) => (number: E164): string => {
    const text = formatted(number, how);
    if (isAsItIs) return text;
    let next = 0;
    return text.replace(/(?<=\d)[- ./](?=\d)/g, (_, at: number) => {
      // A code without a plus is a part of the number only when it is near.
      const isFar = how === "bare code" && at <= 3;
      return isFar ? "-" : (separators[next++ % separators.length] ?? "");
    });
  });

const before = fc.constantFrom("", "Call ", "Tel.:", "24/7 ", "(", "Fax 5 ", "\u00a0", "T\u200f ");
const after = fc.constantFrom("", ".", ", ", " x5", ")", " now", "\u00a0", "; ext. 5", "\u200f");
const cases = countries.map(
  ([country, landline]) => [country, numberOf(country, landline)] as const,
);

describe.each(cases)("a number of %s", (country, number) => {
  test("is found exactly where it is, however it is written, and keeps its pattern (R23)", () => {
    fc.assert(
      fc.property(number, number, writing, before, after, (from, to, write, head, tail) => {
        const text = write(from);
        const shape = shapeOf(from);
        const whole = head + text + tail;
        expect(findNumber(whole, shape), JSON.stringify(whole)).toStrictEqual([
          { start: head.length, written: text },
        ]);
        fc.pre(from.length === to.length);
        const swapped = renderLike(text, shape, to, "its own format");
        // The library reads the number that was swapped in where it reads the one before.
        fc.pre(parsePhoneNumberFromString(text, country)?.number === from);
        expect(parsePhoneNumberFromString(swapped, country)?.number).toBe(to);
      }),
      { numRuns: 500 },
    );
  });

  test("is found among other numbers, and never where the library sees one of them (R24)", () => {
    const others = fc.oneof(
      ...cases.map(([, other]) => other),
      // The same digits in another country, and one digit that differs.
      fc.constantFrom("+376", "+995", "+691"),
      fc.nat(9),
    );
    const parting = fc.constantFrom(", ", " or ", "; ", " | ", ": ", ". Fax ");
    const pieces = fc.array(fc.tuple(others, writing, parting), { maxLength: 3 });
    fc.assert(
      fc.property(number, writing, pieces, fc.nat(3), (of, write, around, at) => {
        const national = of.slice(callingCodeOf(of).length);
        const texts = around.map(([one, how, part]) => {
          const other = typeof one === "number" ? of.slice(0, -1) + `${one}` : one;
          // Of another way to write the number itself, the library may read another number.
          fc.pre(other !== of);
          return (isE164Shape(other) ? how(other) : `${other} ${national}`) + part;
        });
        const ahead = texts.slice(0, at).join("");
        const text = `${ahead}${write(of)}, ${texts.slice(at).join("")}`;
        const found = findNumber(text, shapeOf(of));
        expect(found, text).toContainEqual({ start: ahead.length, written: write(of) });
        const numbers = findPhoneNumbersInText(text, country);
        for (const { start, written } of found) {
          const seen = numbers.find(({ startsAt, endsAt }) => {
            return startsAt <= start && start + written.length <= endsAt;
          });
          // Of odd separators it may read a part only.
          const wholeOther = seen && seen.number.number !== of && seen.number.ext === undefined;
          expect(wholeOther && start !== ahead.length, `${text} at ${start}`).not.toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("is not found inside a longer run of digits (R24)", () => {
    const join = fc.constantFrom("", "-", ".", "\u2011", "\u2013", "\u00ad", "\u200b");
    const digits = fc.stringMatching(/^[2-9]\d{0,5}$/);
    fc.assert(
      fc.property(number, writing, digits, join, fc.boolean(), (of, write, more, by, isHead) => {
        const text = write(of);
        fc.pre(more !== callingCodeOf(of).slice(1));
        // What stands before a parenthesis or a plus is another word, and what stands before a
        // space or a dash is parted from what follows: 51 212-555-0100.
        const prefix = `^(00)?${callingCodeOf(of).slice(1)}[^\\d.-]`;
        fc.pre(!isHead || (/^\d/.test(text) && !new RegExp(prefix).test(text)));
        const longer = isHead ? more + by + text : text + by + more;
        expect(findNumber(longer, shapeOf(of)), JSON.stringify(longer)).toStrictEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
