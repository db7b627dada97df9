import type { QueryParameter } from "./query-string.ts";

/**
 * Click ids of the large ad networks, by the parameter that carries them, lower case: Google, Meta,
 * Microsoft, TikTok, LinkedIn, X, Pinterest, Snapchat, Reddit, Quora, Nextdoor, AppLovin, Yahoo,
 * Taboola, Outbrain, StackAdapt, Yandex; and the affiliate networks Impact, CJ and Awin.
 */
const clickIdParameters: ReadonlySet<string> = new Set([
  "gclid",
  "gbraid",
  "wbraid",
  "dclid",
  "fbclid",
  "msclkid",
  "ttclid",
  "li_fat_id",
  "twclid",
  "epik",
  "sccid",
  "rdt_cid",
  "qclid",
  "ndclid",
  "aleid",
  "vmcid",
  "tblci",
  "dicbo",
  "ob_click_id",
  "sacid",
  "yclid",
  "irclickid",
  "cjevent",
  "awc",
]);

export function isClickId(parameter: string): boolean {
  return clickIdParameters.has(parameter.toLowerCase());
}

/** What names the advertisement that brought the visitor: click ids and the utm set (R28). */
function isCampaignParameter(parameter: string): boolean {
  return isClickId(parameter) || parameter.toLowerCase().startsWith("utm_");
}

/**
 * Tells landings apart (R28): equal for equal campaign parameters in any order, empty without any.
 * @param parameters of the page's address
 */
export function landingKey(parameters: readonly QueryParameter[]): string {
  return parameters
    .filter((parameter) => isCampaignParameter(parameter.name) && parameter.value !== "")
    .map(({ name, value }) => `${name.toLowerCase()}=${encodeURIComponent(value)}`)
    .toSorted()
    .join("&");
}

/**
 * Whether a page belongs to the visit that landed with `landing`: the same advertisement, or a
 * page that was reached without one.
 */
export function continuesLanding(landing: string, pageKey: string): boolean {
  return pageKey === "" || pageKey === landing;
}
