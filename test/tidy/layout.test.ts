import { describe, expect, test } from "vitest";
import { checkNames, checkSizes } from "./layout.ts";

describe("names", () => {
  const refused = [
    "src/core/Pool/settings.ts",
    "src/core/pool/orderOfChoice.ts",
    "src/core/pool/order_of_choice.ts",
    "src/utils/a.ts",
    "src/http/helpers.ts",
    "snippet/lib/a.ts",
    "docs/decisions/0001_one_package.md",
  ];

  test.each(refused)("refuse %s", (path) => {
    expect(checkNames({ path, text: "" })).toHaveLength(1);
  });

  const allowed = [
    "src/core/pool/order-of-choice.test.ts",
    "src/core/lease/SPEC.md",
    "src/store/sqlite/migrations/0001-first-light.sql",
    "snippet/callpool.d.ts",
    "README.md",
  ];

  test.each(allowed)("allow %s", (path) => {
    expect(checkNames({ path, text: "" })).toEqual([]);
  });
});

describe("sizes", () => {
  const fits = "x".repeat(100);

  test("allow 400 lines of 100 characters", () => {
    const text = `${fits}\n`.repeat(400);
    expect(checkSizes({ path: "src/core/a.ts", text })).toEqual([]);
  });

  test("refuse a line more", () => {
    const text = `${fits}\n`.repeat(401);
    expect(checkSizes({ path: "src/core/a.ts", text })).toHaveLength(1);
  });

  test("refuse a character more, and name the line", () => {
    const found = checkSizes({ path: "src/store/a.sql", text: `${fits}\n${fits}x\n` });
    expect(found).toMatchObject([{ line: 2 }]);
  });

  test("let a test's title be long, but nothing else in a test", () => {
    const title = `  test("${fits}", async () => {`;
    const found = checkSizes({ path: "src/core/a.test.ts", text: `${title}\n  ${fits}\n` });
    expect(found).toMatchObject([{ line: 2 }]);
  });

  test("leave prose alone", () => {
    expect(checkSizes({ path: "README.md", text: `${fits}x` })).toEqual([]);
  });
});
