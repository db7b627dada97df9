import type { PageCheck, PageCheckRequest, PageFinding } from "../../contract/admin/page-check.ts";
import type { AccountId } from "../../core/ids.ts";
import { limits } from "../../core/limits.ts";
import type { Campaign, CallTrackingTag, Catalogue } from "../../store/catalogue.ts";
import { everyRecord, findRecord } from "../admin/record.ts";
import { fetchPage, type FetchedPage } from "../outgoing/fetch-page.ts";
import { Problem } from "../problem.ts";
import { bad, worstFirst } from "./finding.ts";
import { isDrawnByScript, judgeArrival, judgeNotFetched, judgeStatus } from "./judge-answer.ts";
import { judgeCampaign } from "./judge-campaign.ts";
import { judgeNumbers } from "./judge-numbers.ts";
import { campaignOf, isSnippetOf, judgeSnippet, type SnippetPlace } from "./judge-snippet.ts";
import type { PageFacts, PageJob } from "./page-facts.ts";
import { readApart } from "./read-apart.ts";

export type PageCheckParts = {
  readonly catalogue: Catalogue;
  /** Address under which browsers reach this server. */
  readonly baseUrl: string;
  /** R72: the operator lets outgoing requests reach private networks. */
  readonly allowPrivateAddresses: boolean;
  /** Reads the page's HTML; on a thread of its own, but in most tests. */
  readonly read?: (job: PageJob) => Promise<PageFacts | undefined>;
};

type Sought = {
  readonly tagId: CallTrackingTag["id"];
  readonly number: CallTrackingTag["numberToReplace"];
};

export type PageChecks = (accountId: AccountId, wish: PageCheckRequest) => Promise<PageCheck>;

/** Checks pages from the outside, a few at once. */
export function pageChecks(parts: PageCheckParts): PageChecks {
  let running = 0;
  return async (accountId, { url, campaignId }) => {
    const { campaigns } = parts.catalogue;
    const campaign = await findRecord("campaign", campaigns, accountId, campaignId);
    const address = readAddress(url, parts.baseUrl);
    if (running >= limits.pageChecksMax) {
      throw new Problem("busy", "Several pages are being checked. Try again in a few seconds.");
    }
    running++;
    try {
      return await check(parts, campaign, address);
    } finally {
      running--;
    }
  };
}

/** @throws Problem invalid */
function readAddress(text: string, baseUrl: string): string {
  const own = new URL(baseUrl);
  const given = text.trim();
  const hasScheme = /^[a-z][a-z\d+.-]*:\/\//i.test(given);
  const isOwn = given.startsWith(`${own.host}/`) || given === own.host;
  const url = URL.parse(hasScheme ? given : `${isOwn ? own.protocol : "https:"}//${given}`);
  const refuse = (message: string) =>
    new Problem("invalid", `url ${message}.`, { errors: [{ path: "url", message }] });
  if (url === null) throw refuse("is not the address of a page");
  if (!/^https?:$/.test(url.protocol)) throw refuse("must begin with https:// or http://");
  if (url.username !== "" || url.password !== "") throw refuse("must not have a password in it");
  url.hash = "";
  return url.href;
}

async function check(
  { catalogue, baseUrl, allowPrivateAddresses, read = readApart }: PageCheckParts,
  campaign: Campaign,
  url: string,
): Promise<PageCheck> {
  const served = await catalogue.servedCampaign(campaign.id);
  const ofCampaign = judgeCampaign(campaign, served);
  const sought = await numbersOf(catalogue, campaign);
  const fetched = await fetchPage(url, {
    ownOrigins: [new URL(baseUrl).origin],
    allowPrivateAddresses,
    userAgent: `Callpool page check (${baseUrl})`,
  });
  if (fetched.kind !== "page") return report(url, [ofCampaign, judgeNotFetched(fetched)]);
  const ofStatus = judgeStatus(fetched);
  if (ofStatus.level !== "ok") return report(url, [ofCampaign, ofStatus], fetched);
  const { finalUrl, html } = fetched;
  const facts = await read({ html, url: finalUrl, campaignId: campaign.id, numbers: sought });
  if (facts === undefined) return report(url, [ofCampaign, tooHard], fetched);
  const drawn = isDrawnByScript(facts);
  const place = {
    campaignId: campaign.id,
    baseUrl,
    pageUrl: finalUrl,
    policies: fetched.policies,
    isDrawnByScript: drawn,
  };
  const findings = [
    ofCampaign,
    ofStatus,
    ...judgeArrival(url, fetched, facts),
    ...judgeSnippet(facts, place),
    ...judgeNumbers(sought, facts, drawn),
  ];
  return { ...report(url, findings, fetched), ...shown(facts, place) };
}

const tooHard = bad("page_timed_out", {
  title: "The page is too large to read",
  detail: "Reading its HTML took too long.",
  remedy: "Open the page in your browser with the debug link.",
});

/** Of paused campaigns, too: what is wrong with the page can be mended meanwhile. */
async function numbersOf(
  { tags }: Catalogue,
  { accountId, id }: Campaign,
): Promise<readonly Sought[]> {
  const found: Sought[] = [];
  for await (const tag of everyRecord(tags, accountId, limits.pageSizeMax)) {
    if (tag.campaignId !== id || tag.status !== "active") continue;
    found.push({ tagId: tag.id, number: tag.numberToReplace });
  }
  return found;
}

function report(url: string, found: readonly PageFinding[], page?: FetchedPage): PageCheck {
  const findings = worstFirst(found);
  const debugUrl = new URL(page?.finalUrl ?? url);
  debugUrl.searchParams.set("callpool_debug", "1");
  return {
    url,
    ...(page === undefined ? {} : { finalUrl: page.finalUrl, status: page.status }),
    level: findings[0]?.level ?? "ok",
    findings,
    snippets: [],
    numbers: [],
    debugUrl: debugUrl.href,
  };
}

function shown(facts: PageFacts, place: SnippetPlace): Pick<PageCheck, "snippets" | "numbers"> {
  return {
    snippets: facts.scripts
      .filter(({ disabledBy }) => disabledBy === undefined)
      .map((script) => {
        const campaignId = campaignOf(script);
        return {
          src: script.src,
          ...(campaignId === undefined ? {} : { campaignId }),
          isOfCampaign: isSnippetOf(script, place),
          place: script.place,
          line: script.line,
        };
      }),
    numbers: facts.numbers
      .slice(0, limits.pageNumbersMax)
      .map(({ offset: _offset, ...number }) => number),
  };
}
