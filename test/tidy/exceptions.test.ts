import { expect, test } from "vitest";
import { unexcused, unneeded } from "./exceptions.ts";

const violation = { path: "src/a.ts", line: 3, message: "401 lines, the limit is 400" };
const exception = { check: "sizes", path: "src/a.ts", about: "401 lines", reason: "a table" };

test("an exception covers its check, path and words alone", () => {
  expect(unexcused("sizes", [violation], [exception])).toEqual([]);
  expect(unexcused("names", [violation], [exception])).toEqual([violation]);
  expect(unexcused("sizes", [violation], [{ ...exception, path: "src/b.ts" }])).toHaveLength(1);
  expect(unexcused("sizes", [violation], [{ ...exception, about: "402" }])).toHaveLength(1);
});

test("an exception that nothing needs is told", () => {
  expect(unneeded({ sizes: [violation] }, [exception])).toEqual([]);
  expect(unneeded({ sizes: [] }, [exception])).toEqual([exception]);
  expect(unneeded({}, [exception])).toEqual([exception]);
});
