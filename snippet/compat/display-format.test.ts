import { expect, test } from "vitest";
import { displayNumber } from "./display-format.ts";

const american = { tag: "tag_1", number: "+16465550142", national: "(646) 555-0142" };

test.each([
  ["(nnn) nnn-nnnn", "(646) 555-0142"],
  ["n-nnn-nnn-nnnn", "1-646-555-0142"],
  ["+n (nnn) nnn.nnnn", "+1 (646) 555.0142"],
  ["nnnnnnnnnn", "6465550142"],
  ["nnn-nnnn", "555-0142"],
  // What does not fit, or is no format, is read as people of the country write it.
  ["nnnn-nnnn-nnnn", "(646) 555-0142"],
  ["", "(646) 555-0142"],
  [undefined, "(646) 555-0142"],
  [7, "(646) 555-0142"],
])("a number in the format %j is %s (R34)", (format, expected) => {
  expect(displayNumber(american, format)).toBe(expected);
});
