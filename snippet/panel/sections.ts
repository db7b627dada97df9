import type { Finding, PageFacts, TagFacts } from "./diagnosis.ts";
import { button, element } from "./element.ts";
import type { Insight } from "./insight.ts";
import type { Place } from "./place.ts";
import type { LoggedRequest } from "./request-log.ts";

const signs = { good: "✓", note: "!", bad: "✗" } as const;

const title = (text: string) => element("h2", {}, text);

export function findingsSection(findings: readonly Finding[]): Node[] {
  const rows = findings.map(({ level, text }) =>
    element("li", {}, element("span", { class: `sign ${level}` }, signs[level]), text),
  );
  return [title("Check"), element("ul", { class: "findings" }, ...rows)];
}

export function numbersSection(
  tags: readonly (TagFacts & { readonly places: readonly Place[] })[],
): Node[] {
  const cards = tags.map(({ replace, shown, places }) => {
    const now = shown ? shown.national : "the page's own";
    const head = element(
      "div",
      { class: "swap" },
      `${replace} →`,
      element("b", {}, now),
      element("span", { class: "soft" }, `${places.length} found`),
    );
    const rows = places.map((place) => element("li", {}, placeButton(place)));
    return element("div", { class: "tag" }, head, element("ul", { class: "places" }, ...rows));
  });
  return cards.length > 0 ? [title("Numbers"), ...cards] : [];
}

function placeButton({ element: where, text, attribute, isSwapped, isExcluded }: Place): Node {
  const level = isSwapped ? "good" : "note";
  const what = isSwapped ? "swapped" : isExcluded ? "left alone" : "as it was";
  const kind = attribute ?? where.localName;
  const made = button(`Show ${text}`, "", () => where.scrollIntoView({ block: "center" }));
  made.append(
    element("span", { class: "text" }, text),
    element("span", { class: "soft" }, kind),
    element("span", { class: level }, what),
  );
  return made;
}

export function visitSection({ campaign, visit }: Insight, facts: PageFacts): Node[] {
  const now = visit();
  const seconds = (ms: number) => `${Math.max(0, Math.round(ms / 1000))} s`;
  const toldMs = Date.now() - now.toldAtMs;
  const ids = now.handle ? now.handle.split(".") : [];
  const rows: (readonly [string, Node | string])[] = [
    ["Campaign", element("code", {}, campaign)],
    ...ids.map((id) => ["Impression", element("code", {}, id)] as const),
    ["Visitor", now.visitor ? element("code", {}, now.visitor) : "none yet"],
    ["Session", now.session ? element("code", {}, now.session) : "none yet"],
    ["Consent", now.hasConsent ? "given, or not required" : "awaited"],
    ["Cookie", facts.hasCookie ? "_callpool" : "none"],
    ["Last told", now.toldAtMs ? `${seconds(toldMs)} ago` : "never"],
  ];
  if (now.handle) {
    const nextMs = now.renewEveryMs - toldMs;
    rows.push(["Renewed", nextMs > 0 ? `by activity in ${seconds(nextMs)}` : "by any activity"]);
  }
  if (now.tagsWaiting > 0) rows.push(["Tags waiting", String(now.tagsWaiting)]);
  const cells = rows.flatMap(([name, value]) => [
    element("dt", {}, name),
    element("dd", {}, value),
  ]);
  return [title("Impression"), element("dl", {}, ...cells)];
}

export function requestsSection(requests: readonly LoggedRequest[]): Node[] {
  const rows = requests.map(({ atMs, what, status, tookMs }) => {
    const level = status === 0 || status < 400 ? "soft" : "bad";
    return element(
      "tr",
      {},
      element("td", { class: "right soft" }, `${(atMs / 1000).toFixed(1)} s`),
      element("td", {}, what),
      element("td", { class: `right ${level}` }, status ? String(status) : "–"),
      element("td", { class: "right soft" }, `${Math.round(tookMs)} ms`),
    );
  });
  return [title("Requests"), element("table", {}, element("tbody", {}, ...rows))];
}
