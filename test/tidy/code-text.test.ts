import { describe, expect, test } from "vitest";
import { codeOnly, withoutComments } from "./code-text.ts";

const gone = [
  ["a line comment", "a; // b c", "a;       "],
  ["a block comment", "a /* b\nc */ d", "a     \n     d"],
  ["a slash in a string", '"// b" + 1', '"// b" + 1'],
  ["a quote in a comment", "// it's\nf('x')", "       \nf('x')"],
  ["a quote in a regular expression", "x = /[\"']/; // b", "x = /[\"']/;     "],
  ["a slash in a class of a regular expression", "x = /[/]/; // b", "x = /[/]/;     "],
  ["a division", "a / b / c // d", "a / b / c     "],
] as const;

describe("withoutComments", () => {
  test.each(gone)("handles %s", (_case, text, expected) => {
    expect(withoutComments(text)).toBe(expected);
  });
});

describe("codeOnly", () => {
  const blanked = [
    ["strings", `f("a b", 'c')`, "f(     ,    )"],
    ["an escaped quote", String.raw`f("a\"b") + g`, "f(      ) + g"],
    ["templates over lines", "f(`a\nb`)", "f(  \n  )"],
    ["regular expressions", "f(/a b/g)", "f(      )"],
  ] as const;

  test.each(blanked)("blanks %s and keeps every place", (_case, text, expected) => {
    expect(codeOnly(text)).toBe(expected);
  });
});
