import { isClickId } from "./campaign-parameter.ts";
import { limits } from "../limits.ts";
import { factTags } from "./learned.ts";
import { isUnresolvedMacro } from "./macro.ts";
import type { QueryParameter } from "./query-string.ts";
import { addTags, makeTag, noTags, type CutTag, type Tag, type TagSet } from "./tag.ts";

/** Maps an exact, case-sensitive query parameter to a tag of its own type and name (R31). */
export type UrlParameterRule = {
  readonly parameter: string;
  readonly type: string;
  readonly name: string;
};

/** What the snippet says of a visit (R22). Everything in it is a claim of the browser. */
export type SessionData = {
  readonly page: { readonly url: string; readonly referrer: string; readonly title: string };
  readonly language: string;
  readonly timeZone: string;
  readonly screen: { readonly width: number; readonly height: number };
  readonly viewport: { readonly width: number; readonly height: number };
};

/** A tag as the page pushed it (R32). */
export type PushedTag = { readonly type: string; readonly name: string; readonly value: string };

export type TagRules = {
  readonly urlParameters: readonly UrlParameterRule[];
  readonly dropUnresolvedMacros: boolean;
};

/** All that is known of a visit when it begins. */
export type Visit = {
  readonly session: SessionData;
  /** Of the session's address. */
  readonly parameters: readonly QueryParameter[];
  /** What the server learned from the request itself. */
  readonly learned: readonly Tag[];
  readonly pushed: readonly PushedTag[];
};

/**
 * The tags of a new impression (R31): every query parameter as `User`, click ids as `Integration`
 * too, declared parameters as declared, what the browser says of itself as `Technology`, what the
 * server learned, and last, so that it prevails, what the page itself pushed.
 */
export function tagsOfVisit(
  { session, parameters, learned, pushed }: Visit,
  rules: TagRules,
): TagSet {
  const fromUrl: Tag[] = [];
  const cut: CutTag[] = [];
  for (const { name, value } of parameters) {
    if (rules.dropUnresolvedMacros && isUnresolvedMacro(value)) {
      const shown = name.slice(0, limits.tagNameCharsMax);
      cut.push({ type: "User", name: shown, why: "unresolved_macro" });
      continue;
    }
    fromUrl.push(makeTag("User", name, value, "impression"));
    if (isClickId(name)) fromUrl.push(makeTag("Integration", name, value, "impression"));
    for (const rule of rules.urlParameters) {
      if (rule.parameter !== name) continue;
      fromUrl.push(makeTag(rule.type, rule.name, value, "impression"));
    }
  }
  const all = [...technologyTags(session), ...learned, ...fromUrl, ...pushedTags(pushed)];
  return addTags({ ...noTags, cut }, all);
}

/** Tags that the page pushed, before or after the impression (R32). */
export function pushedTags(pushed: readonly PushedTag[]): Tag[] {
  return pushed.map((tag) => makeTag(tag.type, tag.name, tag.value, "impression"));
}

function technologyTags(session: SessionData): Tag[] {
  const { language, timeZone, screen, viewport } = session;
  const facts = { language, timeZone, screen: area(screen), viewport: area(viewport) };
  return factTags("Technology", facts, "impression");
}

/** Browsers that will not tell say 0. */
function area({ width, height }: SessionData["screen"]): string {
  return width === 0 || height === 0 ? "" : `${width}x${height}`;
}
