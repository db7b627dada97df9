import { describe, expect, test } from "vitest";
import { limits } from "../limits.ts";
import { makeTag } from "../visit/tag.ts";
import { seenTags } from "./seen-tags.ts";

function tag(name: string, value: string, type = "User") {
  return makeTag(type, name, value, "impression");
}

describe("tags that were seen (R59)", () => {
  test("are listed by type and name, with their newest values", () => {
    const records = [
      [tag("zip", "90210"), tag("city", "Brooklyn", "Geo")],
      [tag("zip", "10001")],
      [tag("zip", "90210"), tag("ad", "a")],
    ];
    expect(seenTags(records)).toEqual({
      tags: [
        { type: "Geo", name: "city", count: 1, isNumeric: false, examples: ["Brooklyn"] },
        { type: "User", name: "ad", count: 1, isNumeric: false, examples: ["a"] },
        { type: "User", name: "zip", count: 3, isNumeric: true, examples: ["90210", "10001"] },
      ],
      recordsRead: 3,
      isCut: false,
    });
  });

  test("one value that is no number makes a text of the tag", () => {
    const { tags } = seenTags([[tag("price", "5")], [tag("price", "n/a")], [tag("price", "6")]]);
    expect(tags).toMatchObject([{ isNumeric: false, examples: ["5", "n/a", "6"] }]);
  });

  test("of too many, the rarest are left out, and it is told", () => {
    const common = tag("zip", "1");
    const many = Array.from({ length: limits.listedTagsMax }, (_, at) => tag(`t${at}`, "x"));
    const seen = seenTags([[common], [common, ...many]]);
    expect(seen.isCut).toBe(true);
    expect(seen.tags).toHaveLength(limits.listedTagsMax);
    expect(seen.tags).toContainEqual(expect.objectContaining({ name: "zip" }));
  });

  test("text that no database keeps is shown as it is kept (R71)", () => {
    const { tags } = seenTags([[tag("a\0", "\ud800")]]);
    expect(tags).toMatchObject([{ name: "a\uFFFD", examples: ["\uFFFD"] }]);
  });
});
