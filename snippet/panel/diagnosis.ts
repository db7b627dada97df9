import type { CallpoolNumber } from "../callpool.d.ts";
import type { Visit } from "./insight.ts";

/** What is known of one call tracking tag on this page. */
export type TagFacts = {
  /** The number that is looked for, E.164. */
  readonly replace: string;
  readonly shown: CallpoolNumber | undefined;
  readonly found: number;
  readonly swapped: number;
  readonly excluded: number;
  /** The page shows the visitor's number without our writing it. */
  readonly isShownByPage: boolean;
};

export type PageFacts = {
  readonly tags: readonly TagFacts[];
  readonly visit: Pick<Visit, "handle" | "isBusy" | "isOver" | "hasConsent">;
  /** Script tags of this server on the page. */
  readonly scripts: number;
  /** Why the server has no such campaign; undefined when it has. */
  readonly refusal: string | undefined;
  readonly isHidden: boolean;
  readonly hasCookie: boolean;
  /** What comes late has had its time: content, and frameworks that take the page over (R26). */
  readonly isSettled: boolean;
};

export type Finding = { readonly level: "good" | "note" | "bad"; readonly text: string };

const reasons: Readonly<Record<string, string>> = {
  pool_exhausted: "Every number of the pool was taken, so this visitor sees the primary number.",
  bot: "This browser calls itself a bot, and bots see the primary number.",
  no_consent: "Without consent visitors see the primary number.",
};

/** What is as it should be on this page, and what is not; the worst first. */
export function diagnose(facts: PageFacts): readonly Finding[] {
  const findings = [
    ...ofSnippet(facts),
    ...facts.tags.flatMap((tag) => ofTag(tag, facts)),
    ...(facts.refusal === undefined ? ofVisit(facts) : []),
  ];
  return (["bad", "note", "good"] as const).flatMap((level) =>
    findings.filter((finding) => finding.level === level),
  );
}

function ofSnippet({ scripts, refusal, tags }: PageFacts): Finding[] {
  const findings: Finding[] = [];
  if (scripts > 1) {
    const text = `The page has ${scripts} script tags of Callpool. Only the first one works.`;
    findings.push({ level: "bad", text });
  }
  if (refusal !== undefined) findings.push({ level: "bad", text: refusal });
  else if (tags.length === 0) {
    findings.push({ level: "bad", text: "The campaign has no call tracking tags." });
  } else findings.push({ level: "good", text: "The campaign is active." });
  return findings;
}

function ofTag(
  { replace, shown, found, swapped, excluded, isShownByPage }: TagFacts,
  { isSettled }: PageFacts,
): Finding[] {
  if (found === 0) {
    const text = isShownByPage
      ? `${replace} is not on this page; it shows the visitor's number by itself.`
      : isSettled
        ? `${replace} is not on this page. Check the number to replace of its tag.`
        : `${replace} is not on this page yet.`;
    return [{ level: isShownByPage || !isSettled ? "note" : "bad", text }];
  }
  const left = found - excluded - swapped;
  const findings: Finding[] = [];
  const why = shown?.reason;
  if (why !== undefined) findings.push({ level: "note", text: reasons[why] ?? `Reason: ${why}.` });
  if (excluded > 0) {
    const text = `${replace}: ${places(excluded)} left alone, as the page asks for.`;
    findings.push({ level: "note", text });
  }
  if (shown?.number === replace) {
    const text = `${replace} is shown as it is: it is the number that visitors are to see.`;
    findings.push({ level: "note", text });
  } else if (shown && left > 0) {
    const text = `${replace}: ${places(left)} not swapped${isSettled ? "" : " yet"}.`;
    findings.push({ level: isSettled ? "bad" : "note", text });
  } else if (shown)
    findings.push({ level: "good", text: `${replace}: ${places(swapped)} swapped.` });
  return findings;
}

function ofVisit({ visit, isHidden, hasCookie, tags }: PageFacts): Finding[] {
  const note = (text: string): Finding[] => [{ level: "note", text }];
  if (!visit.hasConsent) return note("Nothing is asked before callpool.consent(true).");
  if (visit.handle) {
    const text = "No cookie could be kept, so each page view is another visitor.";
    return hasCookie ? [] : note(text);
  }
  if (tags.some(({ shown }) => shown?.reason === "bot")) return [];
  if (visit.isOver) return note("Nothing is asked: no tag captures user data, or it was released.");
  if (isHidden) return note("The page is hidden; it asks when it is looked at.");
  if (visit.isBusy || tags.length === 0) return [];
  const text =
    "The server did not answer, or a security policy of the page forbids to ask it (connect-src).";
  return [{ level: "bad", text }];
}

const places = (count: number) => `${count} ${count === 1 ? "place" : "places"}`;
