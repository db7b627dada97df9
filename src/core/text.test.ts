import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareText, storableText } from "./text.ts";

const anyText = fc.string({ unit: "binary" });

describe("text", () => {
  test("texts are ordered as databases order their UTF-8 (R59)", () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        const expected = Buffer.compare(Buffer.from(a), Buffer.from(b));
        expect(Math.sign(compareText(a, b))).toBe(expected);
      }),
    );
    expect(compareText("\u{10000}", "\uFFFD")).toBeGreaterThan(0);
  });

  test.each([
    ["plain", "plain"],
    ["a\0b", "a\uFFFDb"],
    ["\ud83d", "\uFFFD"],
    ["\ude00\ud83d", "\uFFFD\uFFFD"],
    ["\u{1F600}\u0001", "\u{1F600}\u0001"],
  ])("%j is kept as %j (R71)", (text, kept) => {
    expect(storableText(text)).toBe(kept);
  });
});
