import type { E164 } from "../../core/phone/e164.ts";

/*
 * What stands in a page's HTML, before anybody judges it. Plain data: a thread of its own reads the
 * page, since pages are other people's (R71) and reading one takes a while.
 */

/** Where a text stands, as the snippet sees it (R24). */
export type Where =
  | "text"
  | "link"
  | "attribute"
  | "image"
  | "script"
  | "ignored"
  | "form"
  | "other";

export type FoundNumber = {
  readonly tagId: string;
  readonly number: E164;
  readonly text: string;
  readonly before: string;
  readonly after: string;
  readonly where: Where;
  readonly isReplaced: boolean;
  readonly line: number;
  /** Where it begins in the HTML, so that it can be compared with where the snippet stands. */
  readonly offset: number;
};

export type FoundScript = {
  /** As the page has it. */
  readonly src: string;
  /** As a browser resolves it; undefined if it cannot. */
  readonly url: string | undefined;
  /** The attribute `data-campaign` of a versioned file. */
  readonly campaign: string | undefined;
  readonly place: "head" | "body";
  /** Why no browser runs it, if none does. */
  readonly disabledBy: "type" | "attribute" | "noscript" | "template" | "comment" | undefined;
  readonly needsConsent: boolean;
  readonly nonce: string | undefined;
  readonly integrity: string | undefined;
  readonly line: number;
  readonly offset: number;
};

export type PageFacts = {
  /** Script tags with an address that may be a snippet. */
  readonly scripts: readonly FoundScript[];
  /** Script tags of the page in all. */
  readonly scriptCount: number;
  /** A script of the page's own names the campaign: it may load the snippet. */
  readonly isLoadedByScript: boolean;
  readonly hasTagManager: boolean;
  /** The snippet stands there as words, for visitors to read. */
  readonly isShownAsText: boolean;
  readonly numbers: readonly FoundNumber[];
  /** Phone numbers in the page's text when a number to replace is not there, E.164. */
  readonly otherNumbers: readonly E164[];
  readonly policies: readonly string[];
  readonly hasPasswordField: boolean;
  readonly textChars: number;
  readonly hasEmptyRoot: boolean;
};

/** What to look for in a page. */
export type PageJob = {
  readonly html: string;
  readonly url: string;
  readonly campaignId: string;
  readonly numbers: readonly { readonly tagId: string; readonly number: E164 }[];
};
