import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fieldText, readField, tagKey } from "./field.ts";

const table = { to: true, from: true };
const part = fc.string({ unit: fc.constantFrom("a", ":", "%", "3", "A", "2", "5", '"', "é") });
const name = part.filter((text) => text !== "");

describe("a field as text", () => {
  test("a tag is read as it was written, whatever is in its type and name (R59)", () => {
    fc.assert(
      fc.property(part, name, (type, named) => {
        const field = { kind: "tag", type, name: named } as const;
        expect(readField(fieldText(field), table)).toEqual(field);
      }),
    );
  });

  test("no two tags have the same text (R59)", () => {
    fc.assert(
      fc.property(part, name, part, name, (type, named, otherType, otherName) => {
        const isSame = type === otherType && named === otherName;
        const keys = [
          tagKey({ type, name: named }),
          tagKey({ type: otherType, name: otherName }),
        ] as const;
        expect(keys[0] === keys[1]).toBe(isSame);
      }),
    );
  });

  test.each(["", "zip", "constructor", "__proto__", "tag:", "tag:User", "tag:User:", "TO"])(
    "%j is no field",
    (text) => {
      expect(readField(text, table)).toBeUndefined();
    },
  );

  test("a built-in field is its name", () => {
    expect(readField("to", table)).toEqual({ kind: "builtIn", name: "to" });
  });
});
