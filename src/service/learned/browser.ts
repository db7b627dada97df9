import Bowser from "bowser";
import { isbot } from "isbot";
import { lru } from "tiny-lru";
import { limits } from "../../core/limits.ts";
import { factTags, type Technology } from "../../core/visit/learned.ts";
import type { Tag } from "../../core/visit/tag.ts";

/** Headers of a request, by their names in lower case. */
export type RequestHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

export type Browser = {
  /** It says itself that it is no person's (R30). */
  readonly isBot: boolean;
  readonly tags: readonly Tag[];
};

/**
 * What is read of a browser: its user agent, and the client hints that say what the user agent
 * hides (https://wicg.github.io/ua-client-hints). Brands, `mobile` and platform come unasked, the
 * others only from pages that delegate them.
 */
const headerNames = [
  "user-agent",
  "sec-ch-ua",
  "sec-ch-ua-full-version-list",
  "sec-ch-ua-mobile",
  "sec-ch-ua-platform",
  "sec-ch-ua-platform-version",
  "sec-ch-ua-model",
] as const;

type Headers = { readonly [name in (typeof headerNames)[number]]: string };

/** Reading a user agent costs some 15 to 30 µs, and most visitors' was seen before. */
const known = lru<Browser>(limits.knownBrowsersMax);

/** What a browser says of itself. Everything in it is its own claim. */
export function readBrowser(given: RequestHeaders): Browser {
  const texts = headerNames.map((name) => shortened(given[name]));
  // No header can hold a line break.
  const key = texts.join("\n");
  const found = known.get(key);
  if (found !== undefined) return found;
  // Made of the same names, in their order.
  const headers = Object.fromEntries(
    headerNames.map((name, at) => [name, texts[at] ?? ""]),
  ) as Headers;
  const browser = parse(headers);
  known.set(key, browser);
  return browser;
}

function shortened(value: RequestHeaders[string]): string {
  return typeof value === "string" ? value.slice(0, limits.browserHeaderCharsMax) : "";
}

function parse(headers: Headers): Browser {
  const userAgent = headers["user-agent"];
  const isBot = isbot(userAgent);
  // Of a bot nothing is stored.
  if (isBot || userAgent === "") return { isBot, tags: [] };
  return { isBot, tags: factTags("Technology", technologyOf(userAgent, headers), "impression") };
}

function technologyOf(userAgent: string, headers: Headers): Technology {
  const hints = hintsOf(headers);
  const parser = Bowser.getParser(userAgent, true, hints);
  const [browser, os, device] = [parser.getBrowser(), parser.getOS(), parser.getPlatform()];
  return {
    browser: browser.name,
    browserVersion: plainVersion(browser.version),
    os: os.name,
    osVersion: systemVersion(os, hints.platformVersion),
    deviceType: device.type,
    deviceVendor: device.vendor,
    deviceModel: hints.model === "" ? device.model : hints.model,
  };
}

function hintsOf(headers: Headers) {
  const fullVersions = headers["sec-ch-ua-full-version-list"];
  return {
    brands: brandsOf(fullVersions === "" ? headers["sec-ch-ua"] : fullVersions),
    mobile: headers["sec-ch-ua-mobile"] === "?1",
    platform: unquoted(headers["sec-ch-ua-platform"]),
    platformVersion: unquoted(headers["sec-ch-ua-platform-version"]),
    model: unquoted(headers["sec-ch-ua-model"]),
  };
}

/** A list like `"Chromium";v="149", "Brave";v="149"` (RFC 9651); what is no such member is none. */
function brandsOf(list: string): { readonly brand: string; readonly version: string }[] {
  return [...list.matchAll(/"([^"\\]*)";v="([\d.]*)"/g)].map(([, brand = "", version = ""]) => ({
    brand,
    version,
  }));
}

/** The text of a string (RFC 9651), or "" of what is none. */
function unquoted(text: string): string {
  return /^"((?:[^"\\]|\\["\\])*)"$/.exec(text)?.[1]?.replace(/\\(.)/g, "$1") ?? "";
}

/** Browsers fill up with zeros what they do not tell: 149.0.0.0 is 149. */
function plainVersion(version: string | undefined): string | undefined {
  return version?.replace(/(\.0)+$/, "");
}

/**
 * What current browsers write of every newer system, too, so that it says nothing: Windows 11 is
 * NT 10.0, all of macOS since 2020 is 10.15, and Android behind Chrome is 10.
 */
const frozen: Readonly<Record<string, RegExp>> = {
  Windows: /^NT 10\.0/,
  macOS: /^10\.15/,
  Android: /^10$/,
};

type System = { readonly name?: string; readonly version?: string; readonly versionName?: string };

function systemVersion({ name = "", version = "", versionName }: System, hinted: string) {
  if (hinted !== "") return name === "Windows" ? windowsVersion(hinted) : plainVersion(hinted);
  if (frozen[name]?.test(version) === true) return undefined;
  return name === "Windows" ? versionName : version;
}

/**
 * Windows counts releases in its client hint: 13 and up are Windows 11, 1 to 12 are Windows 10
 * (https://learn.microsoft.com/microsoft-edge/web-platform/how-to-detect-win11).
 */
function windowsVersion(hinted: string): string | undefined {
  const release = Number.parseInt(hinted, 10);
  if (release >= 13) return "11";
  return release >= 1 ? "10" : undefined;
}
