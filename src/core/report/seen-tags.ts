import { tagOrder, tagsOfCall } from "../call/call-tags.ts";
import { limits } from "../limits.ts";
import type { Tag } from "../visit/tag.ts";
import { tagKey } from "./field.ts";

/** A tag that some of the newest records have. */
export type SeenTag = {
  readonly type: string;
  readonly name: string;
  /** How many of the records that were read have it. */
  readonly count: number;
  /** Whether every value of it that was read is a number. */
  readonly isNumeric: boolean;
  /** Different values, newest first. */
  readonly examples: readonly string[];
};

export type SeenTags = {
  /** By type and name. */
  readonly tags: readonly SeenTag[];
  readonly recordsRead: number;
  /** Whether rarer ones were left out. */
  readonly isCut: boolean;
};

/** What a person may filter and sort by, from the tags of the newest records, newest first. */
export function seenTags(records: readonly (readonly Tag[])[]): SeenTags {
  const byKey = new Map<string, SeenTag>();
  for (const tags of records) {
    for (const tag of tagsOfCall(tags)) {
      const key = tagKey(tag);
      byKey.set(key, withOneMore(byKey.get(key), tag));
    }
  }
  const commonest = [...byKey.values()].toSorted((a, b) => b.count - a.count);
  const listed = commonest.slice(0, limits.listedTagsMax);
  return {
    tags: listed.toSorted(tagOrder),
    recordsRead: records.length,
    isCut: commonest.length > listed.length,
  };
}

function withOneMore(
  known: SeenTag | undefined,
  { type, name, value, numericValue }: Tag,
): SeenTag {
  const isNumber = numericValue !== undefined;
  if (known === undefined) return { type, name, count: 1, isNumeric: isNumber, examples: [value] };
  const { count, isNumeric, examples } = known;
  const isNew = examples.length < limits.exampleValuesMax && !examples.includes(value);
  return {
    type,
    name,
    count: count + 1,
    isNumeric: isNumeric && isNumber,
    examples: isNew ? [...examples, value] : examples,
  };
}
