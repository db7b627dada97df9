import { assert } from "../core/assert.ts";
import { tagOrder } from "../core/call/call-tags.ts";
import { tagKey, tagOfKey } from "../core/report/field.ts";
import { makeTag, type Tag, type TagSource } from "../core/visit/tag.ts";

/*
 * A call's tags as the stores keep them: JSON objects by `tagKey`, in which a database finds one
 * in a fifth of the time that a list of objects takes it.
 */
export type StoredCallTags = {
  /** Each tag's value. */
  readonly tags: Readonly<Record<string, string>>;
  /** The numeric value of those that have one. */
  readonly tagNumbers: Readonly<Record<string, number>>;
  /** How many tags, in `tagOrder`, are of one source, then of the next. */
  readonly tagSources: readonly (readonly [source: TagSource, count: number])[];
};

/** @param tags of `tagsOfCall`, so they are in order, and no two have the same key */
export function toStoredCallTags(tags: readonly Tag[]): StoredCallTags {
  const numbers = tags.flatMap((tag) =>
    tag.numericValue === undefined ? [] : [[tagKey(tag), tag.numericValue] as const],
  );
  const sources: [TagSource, number][] = [];
  for (const { source } of tags) {
    const last = sources.at(-1);
    if (last?.[0] === source) last[1] += 1;
    else sources.push([source, 1]);
  }
  return {
    tags: Object.fromEntries(tags.map((tag) => [tagKey(tag), tag.value])),
    tagNumbers: Object.fromEntries(numbers),
    tagSources: sources,
  };
}

export function fromStoredCallTags({
  tags,
  tagSources,
}: Pick<StoredCallTags, "tags" | "tagSources">): readonly Tag[] {
  const sources = tagSources.flatMap(([source, count]) => Array<TagSource>(count).fill(source));
  // Whatever order the database gives them in: `jsonb` has one of its own.
  return Object.entries(tags)
    .map(([key, value]) => {
      const tag = tagOfKey(key);
      assert(tag !== undefined, `stored tag ${key} has a type and a name`);
      return makeTag(tag.type, tag.name, value, "impression");
    })
    .toSorted(tagOrder)
    .map((tag, at) => {
      const source = sources[at];
      assert(source !== undefined, "every stored tag has a source");
      return { ...tag, source };
    });
}
