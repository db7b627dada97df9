import { diagnose, type Finding, type PageFacts } from "./diagnosis.ts";
import { button, element } from "./element.ts";
import { highlight } from "./highlight.ts";
import { readVisit, type Insight } from "./insight.ts";
import { findPlaces, showsItself, type Place } from "./place.ts";
import { redraw } from "./redraw.ts";
import { readRequestLog } from "./request-log.ts";
import { findingsSection, numbersSection, requestsSection, visitSection } from "./sections.ts";
import { style } from "./style.ts";

const NAME = "callpool-debug";

/** What is missing after that is missing. */
const SETTLED_MS = 5_000;

/** Why the server has no such campaign; undefined when it has, or does not say. */
async function askRefusal({ host, campaign }: Insight): Promise<string | undefined> {
  const response = await fetch(`${host}/v1/campaigns/${encodeURIComponent(campaign)}`);
  if (response.ok) return undefined;
  // A problem document of our own server (RFC 9457).
  const { detail } = (await response.json()) as { detail?: string };
  return detail ?? `The server answers ${response.status} for this campaign.`;
}

/** Script tags that begin the snippet: of a campaign, or the versioned file. */
function countScripts(host: string, campaign: string): number {
  return [...document.scripts].filter(({ src }) => {
    const isOwn = src.startsWith(`${host}/`);
    return isOwn && (src.endsWith(`/${campaign}`) || src.includes("/snippet/v1."));
  }).length;
}

type Known = { readonly refusal: string | undefined; readonly isSettled: boolean };

function readFacts(insight: Insight, places: readonly Place[], known: Known) {
  const tags = insight.pageNumbers.map((pageNumber) => {
    const { tag, shapes, shown } = pageNumber;
    const own = places.filter((place) => place.tag === tag);
    return {
      replace: shapes[0]?.number ?? "",
      shown,
      places: own,
      found: own.length,
      swapped: own.filter(({ isSwapped }) => isSwapped).length,
      excluded: own.filter((place) => place.isExcluded).length,
      isShownByPage: own.length === 0 && showsItself(pageNumber, insight),
    };
  });
  const facts: PageFacts = {
    tags,
    visit: insight.visit(),
    scripts: countScripts(insight.host, insight.campaign),
    ...known,
    isHidden: document.hidden,
    hasCookie: document.cookie.includes("_callpool="),
  };
  return { tags, facts };
}

function stateOf(findings: readonly Finding[]): readonly [level: string, text: string] {
  const bad = findings.filter(({ level }) => level === "bad").length;
  if (bad > 0) return ["bad", `${bad} ${bad === 1 ? "mistake" : "mistakes"} found`];
  const isNoted = findings.some(({ level }) => level === "note");
  return isNoted ? ["note", "works, with notes"] : ["good", "works"];
}

/** Opens the panel (R36); a second call leaves the one that is open. */
export function run(
  campaign: string,
  server: string,
  pageNumbers: Insight["pageNumbers"],
  sourceOf: Insight["sourceOf"],
  read: Parameters<typeof readVisit>[0],
): void {
  const visit = () => readVisit(read);
  const insight = { campaign, host: server, pageNumbers, sourceOf, visit };
  if (!document.querySelector(NAME)) openPanel(insight);
}

/** What scrolls is to be reached by the keyboard. */
const scrolled = { tabindex: "0", role: "region", "aria-label": "What was found" };

function openPanel(insight: Insight): void {
  const host = element(NAME, { "data-callpool-ignore": "" });
  const root = host.attachShadow({ mode: "open" });
  // A style element may be refused by the page's security policy; this is not.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [sheet];

  const open = new AbortController();
  const openedAtMs = Date.now();
  let refusal: string | undefined;
  let places: readonly Place[] = [];
  const marks = element("div");
  const dot = element("span", { class: "dot" });
  const state = element("span", { class: "state", role: "status" });
  const content = element("div", { class: "content", ...scrolled });
  const fold = button("Fold", "–", () => {
    const isFolded = panel.classList.toggle("folded");
    fold.setAttribute("aria-expanded", String(!isFolded));
  });
  const leave = button("Close", "✕", () => {
    open.abort();
    clearInterval(timer);
    host.remove();
  });
  const head = element("header", {}, dot, element("h1", {}, "Callpool"), state, fold, leave);
  const panel = element("section", { class: "panel", "aria-label": "Callpool" }, head, content);
  root.append(marks, panel);

  const mark = () => highlight(marks, places);
  const draw = () => {
    places = findPlaces(insight);
    const isSettled = Date.now() - openedAtMs >= SETTLED_MS;
    const { tags, facts } = readFacts(insight, places, { refusal, isSettled });
    const findings = diagnose(facts);
    const [level, text] = stateOf(findings);
    const hadFocus = content.contains(root.activeElement);
    dot.className = `dot ${level}`;
    redraw(state, [new Text(text)]);
    redraw(content, [
      ...findingsSection(findings),
      ...numbersSection(tags),
      ...visitSection(insight, facts),
      ...requestsSection(readRequestLog(insight.host)),
    ]);
    // The place that was focused is no longer on the page.
    if (hadFocus && !root.activeElement) content.focus({ preventScroll: true });
    mark();
  };
  const { signal } = open;
  for (const type of ["scroll", "resize"]) {
    addEventListener(type, mark, { capture: true, passive: true, signal });
  }
  const timer = setInterval(draw, 1000);
  document.documentElement.append(host);
  draw();
  askRefusal(insight)
    .then((why) => {
      refusal = why;
      draw();
    })
    // No server, no answer: the findings say so.
    .catch(() => {});
}
