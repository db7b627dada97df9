import { makeTag, type CutTag, type Tag, type TagSet, type TagSource } from "../core/visit/tag.ts";

/*
 * Tags as the stores keep them, as JSON. A visit has a dozen or more, and each would repeat its
 * keys, its type and its source: written as objects they were half of what an impression takes
 * on disk, and what is written there is most of what a lease costs.
 */

/** Tags that follow each other with one source and type: name, value, name, value, … */
type Run = [source: TagSource, type: string, ...namesAndValues: string[]];

/** The runs, and what was cut if anything was. */
export type StoredTags = [runs: Run[], cut?: readonly CutTag[]];

export function toStoredTags({ tags, cut }: TagSet): StoredTags {
  const runs: Run[] = [];
  let run: Run | undefined;
  for (const { source, type, name, value } of tags) {
    if (run?.[0] === source && run[1] === type) run.push(name, value);
    else runs.push((run = [source, type, name, value]));
  }
  return cut.length === 0 ? [runs] : [runs, cut];
}

export function fromStoredTags([runs, cut = []]: StoredTags): TagSet {
  return { tags: runs.flatMap(tagsOfRun), cut };
}

function tagsOfRun([source, type, ...namesAndValues]: Run): Tag[] {
  return Array.from({ length: namesAndValues.length / 2 }, (_, index) => {
    const [name = "", value = ""] = namesAndValues.slice(index * 2);
    return makeTag(type, name, value, source);
  });
}
