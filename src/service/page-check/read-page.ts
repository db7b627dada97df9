import { findPhoneNumbersInText } from "libphonenumber-js/max";
import type { DefaultTreeAdapterTypes as Tree } from "parse5";
import { limits } from "../../core/limits.ts";
import { callingCodeOf } from "../../core/phone/calling-code.ts";
import { numberingPlan } from "../../core/phone/numbering-plan.ts";
import { isE164Shape, parseE164, type E164 } from "../../core/phone/e164.ts";
import { findNumber, numberShape, type NumberShape } from "../../core/phone/number-in-text.ts";
import type { FoundNumber, FoundScript, PageFacts, PageJob, Where } from "./page-facts.ts";
import { attribute, placeIn, walk, type Line, type Surroundings } from "./walk.ts";

/** Attributes in which the snippet swaps numbers (R24), but for links. */
const swapped: ReadonlySet<string> = new Set(["aria-label", "title", "alt"]);

/** Text around a number that is shown with it. */
const CONTEXT = 40;

/** In how much of the page's text other phone numbers are looked for. */
const SEARCHED_CHARS = 30_000;
const OTHER_NUMBERS_MAX = 5;

/** An address that may be a snippet's, on whatever server: `/cmp_…`, or the versioned file. */
const SNIPPET_PATH = /\/(cmp_[0-9a-z]{26}|snippet\/v1\.[\w-]+\.js)(?=[?#"'\s]|$)/;

type Sought = { readonly tagId: string; readonly shape: NumberShape };

/** Reads a page's HTML: what is there, and where. */
export function readPage(job: PageJob): PageFacts {
  const sought = job.numbers.map(({ tagId, number }) => ({
    tagId,
    shape: numberShape(number, numberingPlan(callingCodeOf(number))),
  }));
  const reader = pageReader(job, sought);
  walk(job.html, reader);
  return reader.facts();
}

function pageReader(job: PageJob, sought: readonly Sought[]) {
  const scripts: FoundScript[] = [];
  const numbers: FoundNumber[] = [];
  const policies: string[] = [];
  const texts: string[] = [];
  let [scriptCount, textChars, base] = [0, 0, job.url];
  const flags = {
    isLoadedByScript: false,
    hasTagManager: false,
    isShownAsText: false,
    hasPasswordField: false,
    hasEmptyRoot: false,
  };

  function line(found: Line): void {
    numbers.push(...numbersIn(found, sought));
    const { where, text } = found;
    if (where === "script") {
      flags.isLoadedByScript ||= text.includes(job.campaignId);
      flags.hasTagManager ||= text.includes("googletagmanager.com/gtm.js");
    }
    if (where === "other" && text.includes("<script")) {
      scripts.push(...scriptsInText(text, "noscript", placeIn(found, 0)));
    }
    if (where !== "text") return;
    textChars += text.trim().length;
    texts.push(text);
    flags.isShownAsText ||= /<script\b/i.test(text) && SNIPPET_PATH.test(text);
  }

  function element(found: Tree.Element, inside: Surroundings): void {
    const { tagName } = found;
    numbers.push(...numbersInAttributes(found, inside, sought));
    if (tagName === "base") base = URL.parse(attribute(found, "href") ?? "", job.url)?.href ?? base;
    if (tagName === "meta" && isPolicy(found)) policies.push(attribute(found, "content") ?? "");
    if (tagName === "input") {
      flags.hasPasswordField ||= attribute(found, "type")?.toLowerCase() === "password";
    }
    const id = attribute(found, "id") ?? "";
    const isEmpty = !found.childNodes.some((child) => "tagName" in child);
    flags.hasEmptyRoot ||= /^(root|app|__next|__nuxt|main)$/.test(id) && isEmpty;
    if (tagName !== "script") return;
    scriptCount++;
    const script = scriptOf(found, inside, base);
    if (script !== undefined) scripts.push(script);
    flags.hasTagManager ||= script === undefined && isTagManager(attribute(found, "src"));
  }

  return {
    line,
    element,
    comment(text: string, at: { readonly line: number; readonly offset: number }) {
      scripts.push(...scriptsInText(text, "comment", at));
      numbers.push(...numbersIn({ where: "other", text, pieces: [{ at: 0, ...at }] }, sought));
    },
    facts: (): PageFacts => ({
      ...flags,
      scripts: scripts.slice(0, limits.pageSnippetsMax),
      scriptCount,
      numbers,
      otherNumbers: otherNumbers(texts, sought),
      policies,
      textChars,
    }),
  };
}

function isPolicy(meta: Tree.Element): boolean {
  return attribute(meta, "http-equiv")?.toLowerCase() === "content-security-policy";
}

function isTagManager(src: string | undefined): boolean {
  return src !== undefined && /googletagmanager\.com\/gtm\.js/.test(src);
}

/** Types that a browser runs; anything else is data to it. */
const RUN = /^(|module|(text|application)\/(x-)?(java|ecma)script)$/i;

function scriptOf(
  element: Tree.Element,
  { place, inertBy }: Surroundings,
  base: string,
): FoundScript | undefined {
  const held = element.attrs.find(
    ({ name, value }) => name !== "src" && name.includes("src") && SNIPPET_PATH.test(value),
  );
  const src = attribute(element, "src");
  const address = src !== undefined && SNIPPET_PATH.test(src) ? src : held?.value;
  if (address === undefined) return undefined;
  const runs = RUN.test(attribute(element, "type")?.trim() ?? "");
  const { startLine = 1, startOffset = 0 } = element.sourceCodeLocation ?? {};
  return {
    src: address.slice(0, limits.urlCharsMax),
    url: URL.parse(address, base)?.href,
    campaign: attribute(element, "data-campaign"),
    place,
    disabledBy: inertBy ?? (address !== src ? "attribute" : runs ? undefined : "type"),
    needsConsent: attribute(element, "data-consent") === "required",
    nonce: attribute(element, "nonce"),
    integrity: attribute(element, "integrity"),
    line: startLine,
    offset: startOffset,
  };
}

/** Snippets in what a browser does not run: a comment, or a `noscript`. */
function scriptsInText(
  text: string,
  disabledBy: "comment" | "noscript",
  { line, offset }: { readonly line: number; readonly offset: number },
): readonly FoundScript[] {
  const src = /<script\b[^>]*\bsrc=["']?([^"'\s>]+)/i.exec(text)?.[1];
  if (src === undefined || !SNIPPET_PATH.test(src)) return [];
  const rest = { campaign: undefined, nonce: undefined, integrity: undefined };
  const place = "body";
  const shown = src.slice(0, limits.urlCharsMax);
  return [
    { src: shown, url: undefined, ...rest, place, disabledBy, needsConsent: false, line, offset },
  ];
}

function numbersIn(line: Line, sought: readonly Sought[]): readonly FoundNumber[] {
  return sought.flatMap(({ tagId, shape }) => {
    if (!shape.digits.test(line.text)) return [];
    return findNumber(line.text, shape).map(({ start, written }) => ({
      tagId,
      number: shape.number,
      ...around(line.text, start, written),
      where: line.where,
      isReplaced: line.where === "text",
      ...placeIn(line, start),
    }));
  });
}

function around(text: string, start: number, written: string) {
  const tidy = (part: string) => part.replaceAll(/\s+/g, " ");
  const end = start + written.length;
  return {
    text: tidy(written),
    before: tidy(text.slice(Math.max(0, start - CONTEXT), start)),
    after: tidy(text.slice(end, end + CONTEXT)),
  };
}

function numbersInAttributes(
  element: Tree.Element,
  { where }: Surroundings,
  sought: readonly Sought[],
): readonly FoundNumber[] {
  const { startLine = 1, startOffset = 0 } = element.sourceCodeLocation ?? {};
  const pieces = [{ at: 0, line: startLine, offset: startOffset }];
  return element.attrs.flatMap(({ name, value }) => {
    const kind = kindOf(element, name, value);
    if (kind === undefined) return [];
    const text = kind === "link" ? unescaped(value) : inFileName(kind, name, value);
    // What stands in a part of the page that is left alone is left alone with it.
    const seen = where === "text" || where === kind ? kind : where;
    return numbersIn({ where: seen, text, pieces }, sought).map((found) => ({
      ...found,
      isReplaced: where === "text" && (kind === "link" || swapped.has(name)),
    }));
  });
}

function kindOf({ tagName }: Tree.Element, name: string, value: string): Where | undefined {
  if (name === "href") return /^(tel|sms):/i.test(value) ? "link" : undefined;
  const isImage = tagName === "img" || tagName === "source";
  if (isImage && ["alt", "src", "srcset", "title"].includes(name)) return "image";
  if (tagName === "input" && ["value", "placeholder"].includes(name)) return "form";
  if (tagName === "meta" && name === "content") return "other";
  return swapped.has(name) ? "attribute" : undefined;
}

/** A number in an address is none; in the name of a picture it says what the picture shows. */
function inFileName(kind: Where, name: string, value: string): string {
  if (kind !== "image" || !name.startsWith("src")) return value;
  return (value.split(/[\s,]/)[0]?.split("/").at(-1) ?? "").replace(/\.\w+([?#].*)?$/, "");
}

function unescaped(link: string): string {
  const target = link.replace(/\?.*$/s, "");
  try {
    return decodeURIComponent(target);
  } catch {
    return target;
  }
}

/** What the page shows in place of a number that it does not have. */
function otherNumbers(texts: readonly string[], sought: readonly Sought[]): readonly E164[] {
  const [first] = sought;
  const home = first === undefined ? undefined : parseE164(first.shape.number);
  const country = home?.ok ? home.country : undefined;
  const text = texts.join("\n").slice(0, SEARCHED_CHARS);
  // The library's own list of countries is a type; ours came out of the same library.
  const options = country === undefined ? {} : { defaultCountry: country as "US" };
  const found = findPhoneNumbersInText(text, options).map(({ number }) => String(number.number));
  const known = new Set<string>(sought.map(({ shape }) => shape.number));
  return [...new Set(found)]
    .filter((number): number is E164 => isE164Shape(number) && !known.has(number))
    .slice(0, OTHER_NUMBERS_MAX);
}
