import { limits } from "../limits.ts";

/** Who said so (R31a). */
export type TagSource = "impression" | "call" | "enrichment";

/** One known fact of a visit or call: `User` `zip` = `90210` (R31a). Names are case-sensitive. */
export type Tag = {
  /** `User`, `Geo`, `Technology`, `Integration`, `Campaign`, … or the page's own. */
  readonly type: string;
  readonly name: string;
  readonly value: string;
  /** The value as a number, when it is one. */
  readonly numericValue?: number;
  readonly source: TagSource;
};

/** A tag that a limit left out or shortened: what is cut is said (R31a). */
export type CutTag = {
  readonly type: string;
  readonly name: string;
  readonly why:
    | "empty_name"
    | "name_too_long"
    | "value_shortened"
    | "too_many"
    | "unresolved_macro";
};

export type TagSet = { readonly tags: readonly Tag[]; readonly cut: readonly CutTag[] };

export const noTags: TagSet = { tags: [], cut: [] };

export function makeTag(type: string, name: string, value: string, source: TagSource): Tag {
  const numericValue = numberOf(value);
  return { type, name, value, source, ...(numericValue === undefined ? {} : { numericValue }) };
}

/** Plain decimal numbers only: `0x1f`, `1e3` and ` 5` are text to a marketer. */
function numberOf(value: string): number | undefined {
  if (!/^-?\d{1,15}(\.\d{1,10})?$/.test(value)) return undefined;
  return Number(value);
}

/**
 * Adds tags one by one: the same type and name again takes the new value, and the limits hold.
 * A shortened value keeps its beginning.
 */
export function addTags(known: TagSet, added: readonly Tag[]): TagSet {
  const byKey = new Map(known.tags.map((tag) => [keyOf(tag), tag]));
  const cut = [...known.cut];
  for (const tag of added) {
    const key = keyOf(tag);
    const refused = refusal(tag, key, byKey);
    if (refused !== undefined) {
      cut.push({
        type: tag.type.slice(0, limits.tagTypeCharsMax),
        name: shortName(tag),
        why: refused,
      });
      continue;
    }
    if (tag.value.length > limits.tagValueCharsMax) {
      // Without the half of a character that the cut may leave at the end.
      const value = tag.value.slice(0, limits.tagValueCharsMax).replace(/[\ud800-\udbff]$/, "");
      byKey.set(key, makeTag(tag.type, tag.name, value, tag.source));
      cut.push({ type: tag.type, name: tag.name, why: "value_shortened" });
    } else {
      byKey.set(key, tag);
    }
  }
  return { tags: [...byKey.values()], cut: cut.slice(0, limits.tagsPerImpressionMax) };
}

function refusal(
  tag: Tag,
  key: string,
  known: ReadonlyMap<string, Tag>,
): CutTag["why"] | undefined {
  if (tag.name === "") return "empty_name";
  if (tag.name.length > limits.tagNameCharsMax || tag.type.length > limits.tagTypeCharsMax) {
    return "name_too_long";
  }
  const isFull = known.size >= limits.tagsPerImpressionMax;
  return isFull && !known.has(key) ? "too_many" : undefined;
}

/**
 * The type's length tells where the name begins, so no two tags share a key, whatever is in them.
 */
function keyOf(tag: Tag): string {
  return `${tag.type.length}:${tag.type}${tag.name}`;
}

function shortName(tag: Tag): string {
  return tag.name.slice(0, limits.tagNameCharsMax);
}
