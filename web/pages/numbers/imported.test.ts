import { expect, test } from "vitest";
import { importedRows, ownedOf, worstFirst } from "./imported.ts";

const added = {
  added: 1,
  duplicates: 1,
  refused: 1,
  results: [
    { line: 2, number: "+12125550100", outcome: "added", id: "num_1" },
    { line: 3, number: "+12125550101", outcome: "duplicate" },
    { line: 4, number: "hello", outcome: "refused", reason: "is no phone number" },
  ],
} as const;
const answer = { ...added, results: [...added.results] };

test("numbers that the account had already can go into a pool, too", () => {
  expect(ownedOf(answer)).toEqual(["+12125550100", "+12125550101"]);
});

test("rows are counted as people count them", () => {
  expect(importedRows(answer, 2).map(({ line }) => line)).toEqual([1, 2, 3]);
});

test("what the pool refuses is refused, with the pool's reason", () => {
  const changed = {
    done: 1,
    refused: 1,
    results: [
      { number: "+12125550100", outcome: "done" as const },
      { number: "+12125550101", outcome: "refused" as const, reason: "is in another pool" },
    ],
  };
  expect(importedRows(answer, 2, changed)).toEqual([
    { line: 1, number: "+12125550100", outcome: "added" },
    { line: 2, number: "+12125550101", outcome: "refused", reason: "is in another pool" },
    { line: 3, number: "hello", outcome: "refused", reason: "is no phone number" },
  ]);
});

test("what is to be mended comes first", () => {
  const order = worstFirst(importedRows(answer, 2)).map(({ outcome }) => outcome);
  expect(order).toEqual(["refused", "duplicate", "added"]);
});
