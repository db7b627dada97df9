import fc from "fast-check";
import {
  getCountries,
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

/**
 * Argentina writes mobile numbers with other digits than it dials from abroad (011 15-… is
 * +54 9 11 …), Belarus writes a second trunk prefix (8 0…): those two patterns are not promised.
 */
const otherDigits: ReadonlySet<string> = new Set(["AR", "BY"]);

function e164(text: string): E164 {
  if (!isE164Shape(text)) throw new Error(`${text} is not E.164`);
  return text;
}

function shapeOf(number: E164): NumberShape {
  return numberShape(number, numberingPlan(callingCodeOf(number)));
}

/** Some islands have numbers too short for E.164 as we take it. */
function isPromised(country: CountryCode): boolean {
  return (
    !otherDigits.has(country) && isE164Shape(getExampleNumber(country, examples)?.number ?? "")
  );
}

const shape = shapeOf(e164("+12125550100"));

function instances(text: string, of = shape): readonly string[] {
  return findNumber(text, of).map(({ start, written }) => {
    expect(text.startsWith(written, start)).toBe(true);
    return written;
  });
}

describe("every instance is found, and nothing around it is taken along (R23)", () => {
  test.each([
    ["Call 212-555-0100.", ["212-555-0100"]],
    ["Call 212-555-0100, or 1-212-555-0100!", ["212-555-0100", "1-212-555-0100"]],
    ["Phone:2125550100", ["2125550100"]],
    ["Phone212-555-0100", ["212-555-0100"]],
    ["Open 24/7 212-555-0100", ["212-555-0100"]],
    ["New York 10001 (212) 555-0100", ["(212) 555-0100"]],
    ["Since 1985\u2014212-555-0100", ["212-555-0100"]],
    ["Fax 212-555-0199 Phone 212-555-0100", ["212-555-0100"]],
    ["212-555-0199 212-555-0100 212-555-0199", ["212-555-0100"]],
    ["212-555-0100 / 212-555-0199", ["212-555-0100"]],
    ["212-555-0100 24 hours a day", ["212-555-0100"]],
    ["212-555-0100x22", ["212-555-0100"]],
    ["+1 800 555 0199 (212) 555-0100", ["(212) 555-0100"]],
    ["+44 20 7946 0958\n212-555-0100", ["212-555-0100"]],
    ["212-555-0100ext.22", ["212-555-0100"]],
    ["(call 212-555-0100)", ["212-555-0100"]],
    ["(212-555-0100)", ["212-555-0100"]],
    ["((212) 555-0100)", ["(212) 555-0100"]],
    ["(1-(212) 555-0100)", ["1-(212) 555-0100"]],
    ["2) (212) 555-0100", ["(212) 555-0100"]],
    ["1985. +1 212 555 0100", ["+1 212 555 0100"]],
    ["C++ 212 555 0100", ["212 555 0100"]],
    ["2125550100,2125550100;2125550100", ["2125550100", "2125550100", "2125550100"]],
    ["2125550100 2125550100", ["2125550100", "2125550100"]],
    ["2125550100\n2125550100", ["2125550100", "2125550100"]],
  ])("%j", (text, expected) => {
    expect(instances(text)).toStrictEqual(expected);
  });
});

describe("digits inside a longer run are left alone (R24)", () => {
  test.each([
    "22125550100",
    "21255501000",
    "2125550100123",
    "99912125550100",
    "3.2125550100",
    "2125550100.99",
    "212-555-0100-22",
    "212.555.0100.5",
    "v2.212.555.0100",
    "2020-212-555-0100",
    "24-1-212-555-0100",
    "11-212-555-0100",
    "5(212)555-0100",
    "(044)212-555-0100",
    "3\u00ad2125550100",
    "9\u200b2125550100",
    "212-555-0100\u201322",
    "+44 212 555 0100",
    "+44 (0) 212 555 0100",
    "+441212 555 0100",
    "02125550100",
    "8-212-555-0100-8",
  ])("%j", (text) => {
    expect(instances(text)).toStrictEqual([]);
  });

  test.each([
    "212-555-0101",
    "212-555-010",
    "212-555-O100",
    "212, 555, 0100",
    "212 or 555 or 0100",
    "555-0100",
    "",
  ])("%j is not the number at all", (text) => {
    expect(instances(text)).toStrictEqual([]);
  });
});

describe("digits without anything between them are no number inside of a name (R23, R24)", () => {
  test.each([
    "x2125550100",
    "2125550100abc",
    "id_2125550100",
    "2125550100_1",
    "a12125550100",
    "0x2125550100",
    "v2order2125550100",
    "2125550100x",
    "2125550100px",
    "b2125550100c",
    "12125550100abc",
  ])("%j is a name", (text) => {
    expect(instances(`see ${text} there`)).toStrictEqual([]);
  });

  test.each([
    ["Call2125550100", "2125550100"],
    ["Call2125550100Fax", "2125550100"],
    ["tel2125550100", "2125550100"],
    ["\u0442\u0435\u043b2125550100", "2125550100"],
    ["2125550100x22", "2125550100"],
    ["2125550100ext5", "2125550100"],
    ["2125550100p22", "2125550100"],
    ["2125550100w22", "2125550100"],
    ["+12125550100abc", "+12125550100"],
    ["x212-555-0100", "212-555-0100"],
    ["T(212) 555-0100", "(212) 555-0100"],
    ["_212-555-0100_", "212-555-0100"],
    ["212-555-0100abc", "212-555-0100"],
    ["Phone212-555-0100Fax", "212-555-0100"],
  ])("%j is not", (text, expected) => {
    expect(instances(`see ${text} there`)).toStrictEqual([expected]);
  });

  test("in any name with digits or bars in it, before and after", () => {
    const name = fc
      .stringMatching(/^[a-z]{0,3}[0-9_][a-z]{0,3}$/)
      .filter((text) => !/\d$/.test(text));
    const rest = fc.stringMatching(/^([a-df-oq-vyz]|_)\w{0,3}$/);
    fc.assert(
      fc.property(nanpNumber, name, rest, fc.boolean(), (of, head, tail, isHead) => {
        const digits = of.slice(2);
        const text = isHead ? head + digits : digits + tail;
        expect(instances(` ${text} `, shapeOf(of)), text).toStrictEqual([]);
      }),
    );
  });

  test("after any word it is found, and with an extension", () => {
    const word = fc.stringMatching(/^[A-Za-z]{2,9}$/);
    const tail = fc.constantFrom("", "x5", "ext5", "ext. 5", "Fax", ".", ",5");
    fc.assert(
      fc.property(nanpNumber, word, tail, (of, head, rest) => {
        const digits = of.slice(2);
        expect(instances(` ${head}${digits}${rest}`, shapeOf(of))).toStrictEqual([digits]);
      }),
    );
  });
});

describe("a number of one repeated digit is found where it is whole (R23, R24)", () => {
  const eights = shapeOf(e164("+18888888888"));
  test.each([
    ["888-888-8888", ["888-888-8888"]],
    ["8 888-888-8888", ["888-888-8888"]],
    ["888-888-8888 888-888-8888", ["888-888-8888", "888-888-8888"]],
    ["8-888-888-8888", []],
    ["88888888888", []],
    ["8".repeat(200), []],
  ])("%j", (text, expected) => {
    expect(instances(text, eights)).toStrictEqual(expected);
  });
});

test("a long text without the number is read in linear time", () => {
  // Quadratic work would take minutes here and run into the test's time limit.
  const steps = ["1 ", "+1 (", "212 ", "(((", "0011", "     ", "212-555-010 ", "3125550100"];
  for (const step of steps) {
    expect(instances(step.repeat(100_000) + " ".repeat(100_000) + step), step).toStrictEqual([]);
  }
});

describe("proven against the numbering plans", () => {
  test.each(getCountries().filter((country) => isPromised(country)))(
    "the formats of %s are found whole (R23)",
    (country) => {
      const example = getExampleNumber(country, examples);
      const of = shapeOf(e164(example?.number ?? ""));
      const written = [
        example?.formatNational(),
        example?.formatInternational(),
        example?.format("RFC3966").replace("tel:", ""),
        example?.number,
      ].map((text) => text ?? "");
      // An opening parenthesis that stands before the whole number belongs to it.
      expect(written.map((text) => instances(`a ${text} b`, of))).toStrictEqual(
        written.map((text) => [text]),
      );
    },
  );

  test("any plausible way to write a number is found, and keeps its pattern (R23)", () => {
    fc.assert(
      fc.property(nanpNumber, nanpNumber, writing, before, after, (from, to, write, head, tail) => {
        const text = write(from.slice(2));
        fc.pre(parsePhoneNumberFromString(text, "US")?.number === from);
        const whole = head + text + tail;
        const of = shapeOf(from);
        expect(findNumber(whole, of)).toStrictEqual([{ start: head.length, written: text }]);
        const swapped = renderLike(text, of, to, "its own format");
        expect(swapped).toBe(write(to.slice(2)));
        expect(parsePhoneNumberFromString(swapped, "US")?.number).toBe(to);
      }),
      { numRuns: 2_000 },
    );
  });

  test("no instance is found inside a longer run, wherever it stands in it (R24)", () => {
    const digits = fc.stringMatching(/^[2-9]\d{0,5}$/);
    const join = fc.constantFrom("", "-", ".", "\u2011", "\u2013", "\u00ad", "\u200b");
    fc.assert(
      fc.property(
        nanpNumber,
        writing,
        digits,
        join,
        fc.boolean(),
        (of, write, more, by, isHead) => {
          const text = write(of.slice(2));
          const longer = isHead ? more + by + text.replace(/^\+/, "") : text + by + more;
          // 51 212-555-0100 is a number after another: the space parts them.
          fc.pre(!isHead || !/^\+?[01]+\s/.test(text));
          expect(instances(longer, shapeOf(of))).toStrictEqual([]);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test("a whole number before it does not hide it, wherever that is from (R23)", () => {
    const others = ["+44 20 7946 0958", "+1 800 555 0199", "+49 30 901820", "+33 1 23 45 67 89"];
    const other = fc.oneof(
      fc.constantFrom(...others),
      fc.tuple(nanpNumber, writing).map(([number, write]) => write(number.slice(2))),
    );
    const parts = fc.constantFrom(" ", "\n", "\n      ", ", ", " / ", " | ", " or ", "\u00a0");
    fc.assert(
      fc.property(nanpNumber, writing, other, parts, (of, write, first, apart) => {
        const text = write(of.slice(2));
        fc.pre(
          !first.includes(of.slice(2)) && parsePhoneNumberFromString(text, "US") !== undefined,
        );
        // Digits such as 0011 before a number are how it is dialled from abroad.
        fc.pre(!/(00|01)1{0,2}$/.test(first));
        expect(instances(first + apart + text, shapeOf(of))).toContain(text);
      }),
      { numRuns: 5_000 },
    );
  });

  test("another number is never taken for it, however it is written (R23)", () => {
    fc.assert(
      fc.property(nanpNumber, nanpNumber, writing, (of, other, write) => {
        fc.pre(of !== other);
        expect(instances(` ${write(other.slice(2))} `, shapeOf(of))).toStrictEqual([]);
      }),
    );
  });

  test("a swapped text swapped again stays as it is (R26)", () => {
    fc.assert(
      fc.property(nanpNumber, nanpNumber, fc.array(writing), (from, to, writings) => {
        fc.pre(from !== to);
        const of = shapeOf(from);
        const swap = (text: string): string =>
          findNumber(text, of).reduceRight((all, { start, written }) => {
            const rest = all.slice(start + written.length);
            return all.slice(0, start) + renderLike(written, of, to, "") + rest;
          }, text);
        const once = swap(writings.map((write) => write(from.slice(2))).join(", "));
        expect(swap(once)).toBe(once);
      }),
    );
  });
});

const areaCode = fc.constantFrom("212", "646", "310", "416", "888", "800", "844", "201", "915");
const nanpNumber: fc.Arbitrary<E164> = fc
  .tuple(areaCode, fc.integer({ min: 200, max: 999 }), fc.integer({ min: 0, max: 9999 }))
  .map(([area, exchange, line]) => e164(`+1${area}${exchange}${`${line}`.padStart(4, "0")}`))
  .filter((number) => parsePhoneNumberFromString(number)?.isPossible() ?? false);

const between = fc.constantFrom(
  ..."-. /\u00a0\u2007\u2009\u202f\u2010\u2011\u2012\u2013".split(""),
  ..."\u2014\u2015\u2212\uff0d\u00ad\u200b".split(""),
  "",
  "  ",
  " - ",
  "\u00a0-\u00a0",
  "\n      ",
);

/** A way to write ten national digits, which the same text with other digits shows again. */
const writing = fc
  .tuple(
    fc.constantFrom(
      "",
      "1-",
      "1 ",
      "1.",
      "1",
      "+1",
      "+1 ",
      "+1-",
      "+1.",
      "+1\u00a0",
      "001 ",
      "1\u00a0",
    ),
    fc.boolean(),
    between,
    between,
  )
  .map(([prefix, isBracketed, first, second]) => (national: string): string => {
    const [area, exchange, line] = [national.slice(0, 3), national.slice(3, 6), national.slice(6)];
    return `${prefix}${isBracketed ? `(${area})` : area}${first}${exchange}${second}${line}`;
  });

const before = fc.constantFrom("", " ", "Call ", "Phone:", "24/7 ", "10001 ", "(", "T ", "\u00a0");
const after = fc.constantFrom("", " ", ".", ", ", " x5", ")", " 24/7", " now", "\u00a0");
