import fc from "fast-check";
import { expect, test } from "vitest";
import { addTags, makeTag, noTags, type TagSet } from "../core/visit/tag.ts";
import { fromStoredTags, toStoredTags, type StoredTags } from "./stored-tags.ts";

const aTag = fc
  .record({
    type: fc.constantFrom("User", "Technology", "__proto__"),
    name: fc.oneof(fc.string(), fc.constantFrom("zip", "Zip", "")),
    value: fc.oneof(fc.string(), fc.constantFrom("90210", "-1.5", "")),
    source: fc.constantFrom("impression" as const, "call" as const, "enrichment" as const),
  })
  .map(({ type, name, value, source }) => makeTag(type, name, value, source));

test("what was stored is read back, in its order (R31a)", () => {
  fc.assert(
    fc.property(fc.array(aTag), (tags) => {
      const set = addTags(noTags, tags);
      const text = JSON.stringify(toStoredTags(set));
      expect(fromStoredTags(JSON.parse(text) as StoredTags)).toEqual(set);
    }),
  );
});

test("keys, types and sources are not repeated", () => {
  const tags = ["source", "medium", "term"].map((name) =>
    makeTag("User", `utm_${name}`, "x", "impression"),
  );
  const set: TagSet = { tags, cut: [] };
  const run = ["impression", "User", "utm_source", "x", "utm_medium", "x", "utm_term", "x"];
  expect(toStoredTags(set)).toEqual([[run]]);
});
