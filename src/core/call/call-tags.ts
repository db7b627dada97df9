import { tagKey } from "../report/field.ts";
import { compareText, storableText } from "../text.ts";
import { makeTag, type Tag } from "../visit/tag.ts";

/**
 * The tags that a call takes from its visit, in `tagOrder`. From here on they are searched by
 * databases, so they are texts that every database reads (R71), and no two have the same type and
 * name.
 */
export function tagsOfCall(tags: readonly Tag[]): readonly Tag[] {
  const byKey = new Map<string, Tag>();
  for (const { type, name, value, source } of tags) {
    const tag = makeTag(storableText(type), storableText(name), storableText(value), source);
    byKey.set(tagKey(tag), tag);
  }
  return [...byKey.values()].toSorted(tagOrder);
}

type TagName = Pick<Tag, "type" | "name">;

/** By type, then by name: an order that need not be stored. */
export function tagOrder(a: TagName, b: TagName): number {
  return compareText(a.type, b.type) || compareText(a.name, b.name);
}
