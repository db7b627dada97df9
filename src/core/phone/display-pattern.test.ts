import { describe, expect, test } from "vitest";
import { callingCodeOf } from "./calling-code.ts";
import { renderLike } from "./display-pattern.ts";
import { parseE164, type E164 } from "./e164.ts";
import { findNumber, numberShape, type NumberShape } from "./number-in-text.ts";
import { numberingPlan } from "./numbering-plan.ts";

function e164(text: string): E164 {
  const parsed = parseE164(text);
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.e164;
}

function shapeOf(number: E164): NumberShape {
  return numberShape(number, numberingPlan(callingCodeOf(number)));
}

const shown = e164("+12125550100");
const pool = e164("+16465550142");

function rewritten(text: string, to: E164, national: string, from = shown): string {
  const shape = shapeOf(from);
  const [found, ...others] = findNumber(text, shape);
  expect(others).toStrictEqual([]);
  if (found === undefined) return "nothing found";
  const { start, written } = found;
  const now = renderLike(written, shape, to, national);
  return text.slice(0, start) + now + text.slice(start + written.length);
}

describe("the pattern of each instance is kept (R23)", () => {
  test.each([
    ["212-555-0100", "646-555-0142"],
    ["(212) 555-0100", "(646) 555-0142"],
    ["212.555.0100", "646.555.0142"],
    ["212 555 0100", "646 555 0142"],
    ["2125550100", "6465550142"],
    ["+12125550100", "+16465550142"],
    ["+1 (212) 555-0100", "+1 (646) 555-0142"],
    ["+1-212-555-0100", "+1-646-555-0142"],
    ["1-212-555-0100", "1-646-555-0142"],
    ["1 212 555 0100", "1 646 555 0142"],
    ["1 (212) 555-0100", "1 (646) 555-0142"],
    ["1.212.555.0100", "1.646.555.0142"],
    ["12125550100", "16465550142"],
    ["0012125550100", "0016465550142"],
    ["011 1 212 555 0100", "011 1 646 555 0142"],
    ["(212)555-0100", "(646)555-0142"],
    ["(212-555-0100)", "(646-555-0142)"],
    ["(1-212) 555 0100", "(1-646) 555 0142"],
    ["[212] 555-0100", "[646] 555-0142"],
    ["212/555-0100", "646/555-0142"],
    ["212-555-01-00", "646-555-01-42"],
    ["212\u00a0555\u00a00100", "646\u00a0555\u00a00142"],
    ["(212)\u202f555\u20110100", "(646)\u202f555\u20110142"],
    ["212\u2010555\u20100100", "646\u2010555\u20100142"],
    ["212\u2012555\u20130100", "646\u2012555\u20130142"],
    ["212\u2014555\u20150100", "646\u2014555\u20150142"],
    ["212\u2212555\u22120100", "646\u2212555\u22120142"],
    ["212\u00ad555\u00ad0100", "646\u00ad555\u00ad0142"],
    ["212 \u2022 555 \u2022 0100", "646 \u2022 555 \u2022 0142"],
    ["212 \u00b7 555 \u00b7 0100", "646 \u00b7 555 \u00b7 0142"],
    ["\u202a+1 212-555-0100\u202c", "\u202a+1 646-555-0142\u202c"],
    ["\uff0b1\uff0d212\uff0d555\uff0d0100", "\uff0b1\uff0d646\uff0d555\uff0d0142"],
    ["(212)\n          555-0100", "(646)\n          555-0142"],
    ["2 1 2 5 5 5 0 1 0 0", "6 4 6 5 5 5 0 1 4 2"],
    ["Call 212-555-0100 x22.", "Call 646-555-0142 x22."],
  ])("%j becomes %j", (text, expected) => {
    expect(rewritten(text, pool, "(646) 555-0142")).toBe(expected);
  });

  test.each([
    ["020 7946 0018", "020 7946 0999"],
    ["(020) 7946 0018", "(020) 7946 0999"],
    ["+44 20 7946 0018", "+44 20 7946 0999"],
    ["+44 (0)20 7946 0018", "+44 (0)20 7946 0999"],
    ["(+44) 20 7946 0018", "(+44) 20 7946 0999"],
    ["0044 20 7946 0018", "0044 20 7946 0999"],
    ["442079460018", "442079460999"],
  ])("%j becomes %j, with the trunk prefix of its country", (text, expected) => {
    const [from, to] = [e164("+442079460018"), e164("+442079460999")];
    expect(rewritten(text, to, "020 7946 0999", from)).toBe(expected);
  });
});

describe("a number of another country or length gets its own national format (R25)", () => {
  test.each([
    ["Call +1 (212) 555-0100!", "Call 020 7946 0018!"],
    ["Call (212) 555-0100!", "Call 020 7946 0018!"],
    ["Call us (212-555-0100)", "Call us (020 7946 0018)"],
    ["Call us (1-212-555-0100)", "Call us (020 7946 0018)"],
    ["1-212-555-0100 ext. 5", "020 7946 0018 ext. 5"],
  ])("%j becomes %j", (text, expected) => {
    expect(rewritten(text, e164("+442079460018"), "020 7946 0018")).toBe(expected);
  });

  test("of the same country with fewer digits", () => {
    const [from, to] = [e164("+4930901820"), e164("+49309018201")];
    expect(rewritten("Tel. 030/90 18 20", to, "030 9018201", from)).toBe("Tel. 030 9018201");
  });
});

test("another country's number of as many digits is not poured into the pattern (R25)", () => {
  // +44 20 7946 0018 has ten national digits, as +1 212 555 0100 has.
  expect(rewritten("212-555-0100", e164("+442079460018"), "020 7946 0018")).toBe("020 7946 0018");
});
