import { expect, test } from "vitest";
import { givenByFile, givenByPasting } from "./given-numbers.ts";

test.each([
  ["a line each", "(212) 555-0100\n212-555-0101\r\n\n", 2],
  ["with commas, semicolons and tabs", "2125550100, 212.555.0101;+12125550102\t2125550103", 4],
])("numbers that are pasted %s are told apart", (_how, text, rows) => {
  expect(givenByPasting(text, "US")).toMatchObject({ rows, firstLine: 2 });
});

test("a pasted number without + is of the country, one with + says its own", () => {
  expect(givenByPasting("2125550100\n+442079460000", "US")).toMatchObject({
    csv: 'number,country\n"2125550100",US\n"+442079460000",',
  });
});

test("a quotation mark that is pasted spoils no row but its own", () => {
  expect(givenByPasting('2125550100 "main"', "US")).toMatchObject({
    csv: 'number,country\n"2125550100 ""main""",US',
  });
});

test("what one import does not take is refused before it is sent", () => {
  expect(givenByPasting("  \n", "US")).toHaveProperty("refusal");
  expect(givenByPasting("2125550100\n".repeat(10_001), "US")).toHaveProperty("refusal");
  expect(givenByFile("number\n", 7)).toHaveProperty("refusal");
  expect(givenByFile("number\n2125550100\n", 2_000_000)).toHaveProperty("refusal");
  expect(givenByFile("number\n2125550100\n", 18)).toMatchObject({ rows: 1, firstLine: 1 });
});

test.each([
  ["Phone Number,Carrier\n(212) 555-0141,Twilio\n", 1],
  ['\uFEFF"Phone Number";Carrier\n(212) 555-0141;Twilio', 1],
  ["(212) 555-0141\n(212) 555-0142\n", 2],
  ['"+12125550141",Twilio\n"+12125550142",Twilio', 2],
])("the line of the columns is not counted as a number: %j", (text, rows) => {
  expect(givenByFile(text, text.length)).toMatchObject({ rows });
});
