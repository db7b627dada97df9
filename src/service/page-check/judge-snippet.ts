import type { PageFinding } from "../../contract/admin/page-check.ts";
import { bad, good, warning } from "./finding.ts";
import type { FoundScript, PageFacts } from "./page-facts.ts";
import { allowsRequests, allowsScript, readPolicies } from "./policy.ts";

export type SnippetPlace = {
  readonly campaignId: string;
  /** Address under which browsers reach this server. */
  readonly baseUrl: string;
  /** Of the page, after redirects. */
  readonly pageUrl: string;
  readonly policies: readonly string[];
  readonly isDrawnByScript: boolean;
};

/** The campaign that a script tag names, whatever its server. */
export function campaignOf({ src, campaign }: FoundScript): string | undefined {
  return campaign ?? /\/(cmp_[0-9a-z]{26})(?=[?#]|$)/.exec(src)?.[1];
}

/** Whether the script is of this server: by its host, since `//HOST` takes the page's scheme. */
function isOurs({ url }: FoundScript, baseUrl: string): boolean {
  return url !== undefined && URL.parse(url)?.host === new URL(baseUrl).host;
}

export function isSnippetOf(script: FoundScript, { campaignId, baseUrl }: SnippetPlace): boolean {
  return isOurs(script, baseUrl) && campaignOf(script) === campaignId;
}

/** Whether the page has the campaign's snippet, once, where it belongs, and may run it. */
export function judgeSnippet(facts: PageFacts, place: SnippetPlace): readonly PageFinding[] {
  const running = facts.scripts.filter(({ disabledBy }) => disabledBy === undefined);
  const ours = running.filter((script) => isOurs(script, place.baseUrl));
  const wanted = ours.find((script) => isSnippetOf(script, place));
  return [
    ...(wanted === undefined
      ? [judgeMissing(facts, running, place)]
      : [found(wanted), ...judgePlace(wanted, facts), ...judgeLoading(wanted, facts, place)]),
    ...(ours.length > 1 ? [twice(ours, place)] : []),
  ];
}

function found({ line, place, needsConsent }: FoundScript): PageFinding {
  if (needsConsent) {
    const detail =
      'It has data-consent="required": nothing happens before the page\'s consent banner calls ' +
      "callpool.consent(true).";
    return good(
      "snippet_waits_for_consent",
      "The code is on the page, and waits for consent",
      detail,
    );
  }
  return good("snippet_found", "The code is on the page", `It is in the ${place}, line ${line}.`);
}

function judgeMissing(
  facts: PageFacts,
  running: readonly FoundScript[],
  { campaignId, baseUrl, isDrawnByScript }: SnippetPlace,
): PageFinding {
  const sameCampaign = running.find((script) => campaignOf(script) === campaignId);
  if (sameCampaign !== undefined) return ofOtherServer(sameCampaign, baseUrl);
  const [other] = running.filter((script) => isOurs(script, baseUrl));
  if (other !== undefined) {
    return bad("snippet_of_other_campaign", {
      title: "The code is another campaign's",
      detail: `Line ${other.line} loads ${campaignOf(other) ?? other.src}.`,
      remedy: "Copy the code of this campaign, and paste it in its place.",
    });
  }
  const held = facts.scripts.find(({ disabledBy }) => disabledBy !== undefined);
  if (held !== undefined) return disabled(held);
  const [elsewhere] = running;
  if (elsewhere !== undefined) return ofOtherServer(elsewhere, baseUrl);
  if (facts.isShownAsText) {
    return bad("snippet_as_text", {
      title: "The code is shown as text",
      detail: "Visitors read the code as words: an editor has escaped it.",
      remedy:
        "Paste it into the HTML of the page, or into a block for custom HTML, not into a text.",
    });
  }
  if (facts.isLoadedByScript || facts.hasTagManager || isDrawnByScript) {
    const by = facts.isLoadedByScript
      ? "A script of the page names the campaign, and may load its code."
      : facts.hasTagManager
        ? "The page loads Google Tag Manager, which may add the code."
        : "The page's scripts may add the code.";
    return warning("snippet_by_tag_manager", {
      title: "The code is not in the page's HTML",
      detail: `${by} That cannot be seen from here.`,
      remedy: "Open the page with the debug link: without the code, its panel does not open.",
    });
  }
  return bad("snippet_missing", {
    title: "The code is not on the page",
    detail: "The page has no script tag of this server.",
    remedy: "Copy the campaign's code, and paste it into the page's <head>.",
  });
}

function ofOtherServer({ src, line }: FoundScript, baseUrl: string): PageFinding {
  return bad("snippet_of_other_server", {
    title: "The code is from another server",
    detail: `Line ${line} loads ${src}; browsers reach this server at ${baseUrl}.`,
    remedy: "Copy the campaign's code from this server, and paste it in its place.",
  });
}

const why: Readonly<Record<NonNullable<FoundScript["disabledBy"]>, string>> = {
  type: "it has a type that browsers do not run, as consent managers and optimisers write",
  attribute: "its address is not in src, so only another script can start it",
  noscript: "it is inside of <noscript>, which browsers with scripts do not read",
  template: "it is inside of a <template>, which is not a part of the page",
  comment: "it is inside of a comment",
};

function disabled({ disabledBy, line }: FoundScript): PageFinding {
  return bad("snippet_disabled", {
    title: "The code is on the page, but does not run",
    detail: `Line ${line}: ${disabledBy === undefined ? "" : why[disabledBy]}.`,
    remedy:
      "Exclude the code from what the consent manager or optimiser changes, or paste it anew. " +
      'To wait for consent, give it data-consent="required".',
  });
}

function twice(ours: readonly FoundScript[], { campaignId }: SnippetPlace): PageFinding {
  const others = new Set(ours.map(campaignOf).filter((id) => id !== campaignId));
  const lines = ours.map(({ line }) => line).join(", ");
  const detail = `Lines ${lines} load it; only the first that arrives does anything.`;
  const words = {
    title:
      others.size > 0 ? "The page has the code of several campaigns" : "The code is there twice",
    detail,
    remedy: "Leave one of them. A campaign with several tags replaces all numbers by itself.",
  };
  return others.size > 0 ? bad("snippet_twice", words) : warning("snippet_twice", words);
}

/** It works anywhere, but a visitor may see the page's own number for a moment. */
function judgePlace(script: FoundScript, { numbers }: PageFacts): readonly PageFinding[] {
  const first = numbers.find(({ isReplaced }) => isReplaced);
  if (first !== undefined && first.offset < script.offset) {
    return [
      warning("snippet_after_number", {
        title: "The code comes after the number",
        detail: `The number is in line ${first.line}, the code in line ${script.line}.`,
        remedy: "Move the code into the <head>, so that visitors never see the number change.",
      }),
    ];
  }
  if (script.place === "head") return [];
  return [
    warning("snippet_not_in_head", {
      title: "The code is not in the <head>",
      detail: `It is in the body, line ${script.line}. It works there, but starts later.`,
      remedy: "Move it into the <head>.",
    }),
  ];
}

/** Whether a browser loads it, and lets it ask. */
function judgeLoading(
  { url = "", nonce, integrity }: FoundScript,
  facts: PageFacts,
  { baseUrl, pageUrl, policies }: SnippetPlace,
): readonly PageFinding[] {
  const findings: PageFinding[] = [];
  const isSecurePage = pageUrl.startsWith("https:");
  if (isSecurePage && (url.startsWith("http:") || baseUrl.startsWith("http:"))) {
    findings.push(
      bad("snippet_insecure", {
        title: "Browsers block the code on a secure page",
        detail: `The page is https, this server's address is ${baseUrl}; the code loads ${url}.`,
        remedy: baseUrl.startsWith("http:")
          ? "Give this server an https address (--base-url), and copy the code anew."
          : "Write the address in the code with https: or with // alone.",
      }),
    );
  }
  const read = readPolicies([...policies, ...facts.policies]);
  if (!allowsScript(read, pageUrl, { url, nonce, integrity })) {
    findings.push(
      bad("csp_blocks_snippet", {
        title: "The page's security policy forbids the code",
        detail: `Its Content-Security-Policy does not allow scripts from ${baseUrl}.`,
        remedy: `Add ${baseUrl} to script-src, and to connect-src.`,
      }),
    );
  }
  if (!allowsRequests(read, pageUrl, new URL("/v1/impressions", url || baseUrl).href)) {
    findings.push(
      bad("csp_blocks_requests", {
        title: "The page's security policy forbids to ask for a number",
        detail: `Its Content-Security-Policy does not allow requests to ${baseUrl}.`,
        remedy: `Add ${baseUrl} to connect-src.`,
      }),
    );
  }
  return findings;
}
