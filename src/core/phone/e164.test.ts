import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isE164Shape, nationalFormat, northAmericanFormat, parseE164, type E164 } from "./e164.ts";

describe("a phone number as somebody typed it (R4)", () => {
  test.each([
    ["+12125550100", undefined, "+12125550100", "US", "local", "212", "(212) 555-0100"],
    ["(212) 555-0100", "US", "+12125550100", "US", "local", "212", "(212) 555-0100"],
    ["1-212-555-0100", "US", "+12125550100", "US", "local", "212", "(212) 555-0100"],
    ["+1 (416) 555\u20110123", undefined, "+14165550123", "CA", "local", "416", "(416) 555-0123"],
    ["416.555.0123", "US", "+14165550123", "CA", "local", "416", "(416) 555-0123"],
    ["888 555 0199", "US", "+18885550199", "US", "tollfree", "888", "(888) 555-0199"],
    ["020 7946 0018", "GB", "+442079460018", "GB", "local", undefined, "020 7946 0018"],
    ["0800 0720 000", "GB", "+448000720000", "GB", "tollfree", undefined, "0800 072 0000"],
    ["+33 1 99 00 00 00", "US", "+33199000000", "FR", "local", undefined, "01 99 00 00 00"],
  ])("%s in %s is %s", (text, defaultCountry, e164, country, type, areaCode, national) => {
    expect(parseE164(text, defaultCountry)).toStrictEqual({
      ok: true,
      e164,
      country,
      type,
      national,
      ...(areaCode === undefined ? {} : { areaCode }),
    });
  });

  test.each([
    ["", "US", '"" is not a phone number; write it like +12125550100.'],
    ["hello", "US", '"hello" is not a phone number; write it like +12125550100.'],
    ["call 212-555-0100 now", "US", "is not a phone number"],
    ["2125550100", undefined, "does not say its country"],
    ["+1212555010", undefined, "too few digits"],
    ["212555010", "US", "too few digits"],
    ["+121255501000", undefined, "too many digits"],
    ["+99912345678", undefined, "does not say its country"],
    ["212-555-0100 x5", "US", "has an extension"],
    ["+12120550100", undefined, "not assigned"],
    ["+80012345678", undefined, "belongs to no single country"],
    ["212-555-0100", "ZZ", '"ZZ" is no country'],
    ["212-555-0100", "us", '"us" is no country'],
    ["=cmd|'/c calc'!A1", "US", "is not a phone number"],
    ["9".repeat(10_000), "US", '…"'],
  ])("%j in %s is refused with a sentence", (text, defaultCountry, reason) => {
    const refused = parseE164(text, defaultCountry);
    expect(refused).toMatchObject({ ok: false, reason: expect.stringContaining(reason) });
    expect(refused.ok ? "" : refused.reason).toMatch(/^[^\n]{10,160}\.$/);
  });

  test("every area code's numbers for fiction are taken, assigned or not", () => {
    for (let area = 200; area <= 999; area++) {
      expect(parseE164(`+1${area}5550142`), `+1${area}5550142`).toMatchObject({
        ok: true,
        e164: `+1${area}5550142`,
        areaCode: `${area}`,
        national: `(${area}) 555-0142`,
      });
    }
    expect(parseE164("+19995550142", "CA")).toMatchObject({ country: "CA" });
    // Beside the range for fiction, an area code that nobody has stays refused.
    expect(parseE164("+19995550242")).toMatchObject({ ok: false });
  });
});

test.each([
  ["+12125550100", true],
  ["+442079460018", true],
  ["+12345678", true],
  ["+123456789012345", true],
  ["+1234567", false],
  ["+1234567890123456", false],
  ["+02125550100", false],
  ["12125550100", false],
  ["+1 212 555 0100", false],
  ["+12125550100\n", false],
  ["", false],
])("%j has the shape of E.164: %s (R4)", (text, isIt) => {
  expect(isE164Shape(text)).toBe(isIt);
});

test("a number is shown in the national format of its country (R25)", () => {
  const parsed = ["+12125550100", "+442079460018", "+4930901820"].map((text) => parseE164(text));
  expect(parsed.map((number) => number.ok && nationalFormat(number.e164))).toStrictEqual([
    "(212) 555-0100",
    "020 7946 0018",
    "030 901820",
  ]);
});

const northAmerican = fc
  .integer({ min: 2_000_000_000, max: 9_999_999_999 })
  // Ten digits after the calling code.
  .map((digits) => `+1${digits}` as E164);

test("a North American number is written from its digits as its plan says (R25)", () => {
  fc.assert(
    fc.property(northAmerican, (e164) => {
      expect(northAmericanFormat(e164)).toBe(nationalFormat(e164));
    }),
  );
});

test.each(["+442079460018", "+12125550", "+121255501000", "+11125550100"])(
  "%s is not written as a North American number",
  (text) => {
    expect(northAmericanFormat(text as E164)).toBeUndefined();
  },
);
