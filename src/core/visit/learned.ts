import { makeTag, type Tag, type TagSource } from "./tag.ts";

/** A browser, its system and its device, as it says of itself (R22); what it hides is absent. */
export type Technology = {
  readonly browser?: string | undefined;
  readonly browserVersion?: string | undefined;
  readonly os?: string | undefined;
  readonly osVersion?: string | undefined;
  /** `desktop`, `mobile`, `tablet`, `tv`, … */
  readonly deviceType?: string | undefined;
  readonly deviceVendor?: string | undefined;
  readonly deviceModel?: string | undefined;
};

/** Where an IP address is, as a database says (R22). */
export type Place = {
  /** ISO 3166-1 alpha-2. */
  readonly country?: string | undefined;
  /** Second part of ISO 3166-2, for example `NY`. */
  readonly region?: string | undefined;
  /** Its name in English. */
  readonly city?: string | undefined;
  readonly postalCode?: string | undefined;
};

/** Tags of that type, named as the facts are; unknown and empty ones are left out (R31a). */
export function factTags(
  type: "Technology" | "Geo",
  facts: Readonly<Record<string, string | undefined>>,
  source: TagSource,
): Tag[] {
  const tags: Tag[] = [];
  for (const [name, value] of Object.entries(facts)) {
    if (value !== undefined && value !== "") tags.push(makeTag(type, name, value, source));
  }
  return tags;
}
