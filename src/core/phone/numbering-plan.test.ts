import { expect, test } from "vitest";
import { numberingPlan } from "./numbering-plan.ts";

test.each([
  ["+1", "", false],
  ["+7", "8", false],
  ["+36", "06", false],
  ["+44", "0", false],
  ["+49", "0", true],
  ["+249", "0", false],
])("numbers of %s are dialled with %j before them at home; open: %s", (code, prefix, isOpen) => {
  expect(numberingPlan(code)).toStrictEqual({ callingCode: code, trunk: prefix, isOpen });
});
