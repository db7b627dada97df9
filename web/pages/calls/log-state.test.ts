import { describe, expect, test } from "vitest";
import { defaultColumns, readColumns, readWhere, searchGroup } from "./log-state.ts";

describe("the address of the call log", () => {
  test("keeps groups of conditions", () => {
    const where = [[{ field: "state", op: "anyOf", value: ["busy"], not: true }]];
    expect(readWhere(where)).toStrictEqual(where);
  });

  test.each([
    [["x"]],
    [[[]]],
    [[[{ field: 1, op: "equals" }]]],
    [[[{ field: "to", op: "equals", value: { a: 1 } }]]],
    [[[{ field: "to", op: "equals", value: [[1]] }]]],
    [[[{ field: "to", op: "exists", not: "yes" }]]],
  ])("leaves out what is no group: %j", (where) => {
    expect(readWhere(where)).toStrictEqual([]);
  });

  test("has each column once, and the usual ones if it says none", () => {
    expect(readColumns(["to", "state", "to", 7])).toStrictEqual(["to", "state"]);
    expect(readColumns([])).toBe(defaultColumns);
  });

  test("finds numbers however they are written", () => {
    expect(searchGroup(" (646) 555-01 ")).toStrictEqual([
      [
        { field: "from", op: "contains", value: "64655501" },
        { field: "to", op: "contains", value: "64655501" },
      ],
    ]);
    expect(searchGroup("  ")).toStrictEqual([]);
  });
});
