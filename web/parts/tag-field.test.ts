import { expect, test } from "vitest";
import { tagField, tagOfField } from "./tag-field.ts";

test.each([
  ["tag:User:utm_source", { type: "User", name: "utm_source" }],
  ["tag:a%3Ab%25:x:y", { type: "a:b%", name: "x:y" }],
])("%s is a tag's field, there and back", (field, tag) => {
  expect(tagField(tag)).toBe(field);
  expect(tagOfField(field)).toStrictEqual(tag);
});

test("a built-in field is no tag", () => {
  expect(tagOfField("receivedAt")).toBeUndefined();
});
