import { describe, expect, test } from "vitest";
import { checkDecisions, checkRules, checkRulesTested, ruleIds } from "./references.ts";

const rules = "# Rules\n\n## R1\n\n- R40 A hold\n- **R31a** A tag\n* `R43` none\n\nAs R99 says";

describe("rules", () => {
  test("are the ids that begin a heading or a list item", () => {
    expect(ruleIds(rules)).toEqual(["R1", "R40", "R31a", "R43"]);
  });

  test("must exist where they are named", () => {
    const file = { path: "src/core/a.ts", text: "// ends on time (R40)\n// R404, R31a, R31b" };
    expect(checkRules(file, ruleIds(rules))).toMatchObject([
      { line: 2, message: expect.stringContaining("R404 ") },
      { line: 2, message: expect.stringContaining("R31b ") },
    ]);
  });

  test("are not seen in other words", () => {
    const file = { path: "src/core/a.ts", text: "AR40, R40x1, R-40, /R7, &R8, SR2D2" };
    expect(checkRules(file, [])).toEqual([]);
  });

  test("must each be named by a test", () => {
    const files = [
      { path: "src/core/a.test.ts", text: `test("ends on time (R40)"); test("tags (R31a, R1)");` },
      { path: "src/core/a.ts", text: "// R43" },
    ];
    expect(checkRulesTested(ruleIds(rules), files)).toMatchObject([
      { message: "no test names R43" },
    ]);
  });
});

describe("decisions", () => {
  const files = [{ path: "docs/decisions/0002-store-is-truth.md", text: "" }];

  test("must exist where they are named", () => {
    const file = { path: "src/a.ts", text: "// decision 0002\n// decision 0999" };
    expect(checkDecisions(file, files)).toMatchObject([{ line: 2 }]);
  });
});
