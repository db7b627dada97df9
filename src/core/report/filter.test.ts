import { describe, expect, test } from "vitest";
import type { Field, FieldValue } from "./field.ts";
import { fits, type Condition, type FieldTest } from "./filter.ts";

const zip = { kind: "tag", type: "User", name: "zip" } as const;
const values: Readonly<Record<string, FieldValue>> = {
  zip: { text: "07", number: 7 },
  city: { text: "New York" },
  length: { number: 60 },
};

function valueOf(field: Field): FieldValue | undefined {
  return values[field.name];
}

function condition(name: string, asked: FieldTest, isNegated = false): Condition {
  return { field: { ...zip, name }, test: asked, isNegated };
}

describe("a condition (R61)", () => {
  test.each<[string, string, FieldTest, boolean]>([
    ["a text is compared as it is", "zip", { kind: "isText", texts: ["7"] }, false],
    ["any of several", "zip", { kind: "isText", texts: ["7", "07"] }, true],
    ["a number as one", "zip", { kind: "isNumber", numbers: [7] }, true],
    ["greater", "zip", { kind: "greater", than: 6.9 }, true],
    ["not greater than itself", "zip", { kind: "greater", than: 7 }, false],
    ["less", "length", { kind: "less", than: 61 }, true],
    ["not less than itself", "length", { kind: "less", than: 60 }, false],
    ["a text is no number", "city", { kind: "less", than: 5 }, false],
    ["contains", "city", { kind: "contains", text: "w Y" }, true],
    ["upper and lower case differ", "city", { kind: "contains", text: "new" }, false],
    ["begins with", "city", { kind: "beginsWith", text: "New" }, true],
    ["begins, not contains", "city", { kind: "beginsWith", text: "York" }, false],
    ["a number contains nothing", "length", { kind: "contains", text: "6" }, false],
    ["exists", "length", { kind: "exists" }, true],
    ["what is missing does not exist", "other", { kind: "exists" }, false],
    ["what is missing contains nothing", "other", { kind: "contains", text: "" }, false],
  ])("%s", (_, name, asked, expected) => {
    expect(fits([[condition(name, asked)]], valueOf)).toBe(expected);
    expect(fits([[condition(name, asked, true)]], valueOf)).toBe(!expected);
  });
});

describe("a filter (R61)", () => {
  const yes = condition("zip", { kind: "exists" });
  const no = condition("other", { kind: "exists" });

  test.each([
    ["no groups", [], true],
    ["one of a group holds", [[no, yes]], true],
    ["none of a group holds", [[no, no]], false],
    ["every group has one", [[no, yes], [yes]], true],
    ["a group has none", [[yes], [no]], false],
    ["a group of nothing", [[]], false],
  ])("%s", (_, filter, expected) => {
    expect(fits(filter, valueOf)).toBe(expected);
  });
});
