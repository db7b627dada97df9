import type { PageFinding } from "../../contract/admin/page-check.ts";
import type { FetchedPage, NotFetched } from "../outgoing/fetch-page.ts";
import { bad, good, warning } from "./finding.ts";
import type { PageFacts } from "./page-facts.ts";

/** Why there is no page to read. */
export function judgeNotFetched({ kind, url, code }: NotFetched): PageFinding {
  const { host } = new URL(url);
  switch (kind) {
    case "not_allowed":
      return bad("address_not_allowed", {
        title: "The page is in a private network",
        detail: `${host} is not a public address, and this server asks only those.`,
        remedy:
          "Open the page with the debug link instead. Whoever runs the server can allow it with " +
          "--allow-private-addresses.",
      });
    case "timed_out":
      return bad("page_timed_out", {
        title: "The page did not answer in time",
        detail: `${host} took longer than ten seconds.`,
        remedy: "Try again. If the page is quick in your browser, use the debug link.",
      });
    case "too_many_redirects":
      return bad("too_many_redirects", {
        title: "The page redirects in a circle",
        detail: `After several redirects, ${url} still leads on.`,
        remedy: "Enter the address at which your browser arrives.",
      });
    case "unreachable":
      return bad("page_unreachable", {
        title: "The page cannot be reached",
        detail: `${host}: ${unreachable[code] ?? certificate(code) ?? "the connection failed"}.`,
        remedy: "Check the address. If your browser opens the page, use the debug link.",
      });
  }
}

const unreachable: Readonly<Record<string, string>> = {
  ENOTFOUND: "there is no such name",
  EAI_AGAIN: "the name cannot be looked up just now",
  ECONNREFUSED: "nothing answers there",
  ECONNRESET: "it closed the connection",
  EHOSTUNREACH: "there is no way to it from this server",
  ENETUNREACH: "there is no way to it from this server",
};

function certificate(code: string): string | undefined {
  const isOfTls = /CERT|SIGNATURE|ERR_TLS|ERR_SSL|EPROTO/.test(code);
  return isOfTls ? `its certificate is not valid (${code})` : undefined;
}

/** Whether what was answered is a page to be read. */
export function judgeStatus({ status, contentType, finalUrl }: FetchedPage): PageFinding {
  if (status === 404 || status === 410) {
    return bad("page_not_found", {
      title: "There is no such page",
      detail: `${finalUrl} answers ${status}.`,
      remedy: "Check the address; copy it from your browser.",
    });
  }
  if (status >= 500) {
    return bad("page_failed", {
      title: "The page is out of order",
      detail: `Its server answers ${status}.`,
      remedy: "Tell whoever runs the site, and check again.",
    });
  }
  if (status < 200 || status >= 300) {
    return bad("page_refused", {
      title: "The page refuses this server",
      detail:
        `It answers ${status}. It may want a password, or keep out everything but browsers; ` +
        "visitors may well see it.",
      remedy: "Open the page in your browser with the debug link.",
    });
  }
  if (!/^(text\/html|application\/xhtml\+xml)/i.test(contentType.trim())) {
    return bad("not_html", {
      title: "That is no web page",
      detail: `It answers ${contentType === "" ? "without a content type" : contentType}.`,
      remedy: "Enter the address of a page, not of a file.",
    });
  }
  return good("page_read", "The page was read", `${finalUrl} answers ${status}.`);
}

/** Where the address led to, and whether the page is all there. */
export function judgeArrival(
  asked: string,
  { finalUrl, isCut }: FetchedPage,
  facts: PageFacts,
): readonly PageFinding[] {
  const findings: PageFinding[] = [];
  const [from, to] = [new URL(asked), new URL(finalUrl)];
  const hasMoved = from.pathname !== to.pathname || from.host !== to.host;
  const isSignIn = /\/(log-?in|sign-?in|wp-login|auth|sso)\b/i.test(to.pathname);
  if (hasMoved && (isSignIn || facts.hasPasswordField)) {
    findings.push(
      bad("sign_in_page", {
        title: "The page asks to sign in",
        detail: `${asked} led to ${finalUrl}. This server cannot sign in there.`,
        remedy: "Sign in with your browser, and open the page with the debug link.",
      }),
    );
  } else if (siteOf(from) !== siteOf(to)) {
    findings.push(
      warning("redirected_to_other_site", {
        title: "The address leads to another site",
        detail: `${asked} led to ${finalUrl}, which is the page that was checked.`,
        remedy: "If that is not where your visitors arrive, correct the redirect.",
      }),
    );
  }
  if (isCut) {
    findings.push(
      warning("page_cut", {
        title: "The page is very long",
        detail: "Only its first two megabytes were read.",
        remedy: "Use the debug link to see the rest.",
      }),
    );
  }
  if (isDrawnByScript(facts)) {
    findings.push(
      warning("page_drawn_by_script", {
        title: "Scripts draw this page",
        detail:
          "Its HTML has next to no text; a browser's scripts add it. What they add cannot be " +
          "seen from here.",
        remedy: "Open the page in your browser with the debug link.",
      }),
    );
  }
  return findings;
}

function siteOf({ hostname }: URL): string {
  return hostname.replace(/^www\./, "");
}

const LITTLE_TEXT = 200;

export function isDrawnByScript({ textChars, scriptCount, hasEmptyRoot }: PageFacts): boolean {
  return (
    scriptCount > 0 && (hasEmptyRoot || textChars < LITTLE_TEXT / 4) && textChars < LITTLE_TEXT
  );
}
