import type { CallpoolTags } from "../callpool.d.ts";
import { isConsentRequired, tags as campaignTags } from "./config.ts";
import { edge, impressionRequest, post, type Answer } from "./edge.ts";
import { swapPage } from "./living-page.ts";
import { takeNumber } from "./page-numbers.ts";
import { pushedTags, type PushedTag } from "./pushed-tag.ts";
import { quiet } from "./quiet.ts";
import { forgetSession, hasPassed, session, touchSession, visitor } from "./session.ts";

/** Until an answer says otherwise, and as long as none does. */
const RENEW_EVERY_MS = 60_000;

const queue: PushedTag[] = [];
/** What the server knows the impression of this page by; empty while there is none. */
let handle = "";
let token = "";
/** The session that it belongs to. */
let toldSession = "";
let renewEveryMs = RENEW_EVERY_MS;
let toldAtMs = 0;
let isBusy = false;
/** Nothing is asked (any more): there is nobody to ask for, nothing to ask for, or no use in it. */
let isOver = !campaignTags.some(({ capture }) => capture);
let hasConsent = !isConsentRequired;

/** Says that there is nothing more to wait for. */
let settle: () => void;
/** Ends with the first answer, or once it is known that there will be none. */
export const settled = new Promise<void>((resolve) => {
  settle = resolve;
});

const sendClose = () => {
  if (handle) navigator.sendBeacon(`${edge}/${handle}/close`, JSON.stringify({ token }));
};

/** Whether the visitor, who is here now, was away for so long that this is another visit. */
const isAnotherVisit = () => {
  touchSession();
  return session !== toldSession;
};

/** Asks for the numbers, or renews their hold. @returns whether the server has taken the tags */
const exchange = async (tags: PushedTag[]): Promise<boolean> => {
  // Another visit is another impression, on the number that the visitor has.
  if (isAnotherVisit()) handle = "";
  // Nobody looks at the page: it takes a number when somebody does (R30).
  if (document.hidden && !handle) return false;
  toldSession = session;
  const known = handle;
  const response = await (known
    ? post(`/${known}/activity`, { token, tags })
    : post("", impressionRequest(tags)));
  const { status } = response;
  if (status === 410) {
    // It has ended meanwhile: ask anew, once.
    handle = "";
    if (known) return exchange(tags);
  }
  // No such campaign, or not on this site: never ask again.
  isOver ||= status === 404 || status === 403;
  // What it has refused once it would refuse again, and again.
  if (!response.ok) return status < 500;
  // The server's own shape; what is written into the page is checked where it is taken.
  const answer = (await response.json()) as Answer;
  ({ impression: handle = known, token = token } = answer);
  // The server may be wrong, but is not asked without end.
  const everyMsMin = 1_000;
  renewEveryMs = Math.max(answer.renewEveryMs, everyMsMin) || RENEW_EVERY_MS;
  // It may have been released meanwhile, or consent withdrawn.
  if (isOver || !hasConsent) sendClose();
  else if (answer.numbers.filter(takeNumber).length) swapPage();
  return true;
};

/** Tells the server of the visit, one request at a time. Ends when it has ended, well or not. */
export const tell = async (): Promise<void> => {
  if (isOver) settle();
  if (isBusy || isOver || !hasConsent || (document.hidden && !handle)) return;
  isBusy = true;
  toldAtMs = Date.now();
  // The next request takes more.
  const tagsMax = 50;
  const tags = queue.splice(0, tagsMax);
  const isTold = await exchange(tags).catch(() => false);
  if (!isTold) queue.unshift(...tags);
  isBusy = false;
  settle();
  if (isTold && queue.length) void tell();
};

/** The visitor did something: renews the hold, if it is time (R29). */
export const onActivity = quiet(() => {
  if (document.hidden || isBusy || isOver || !hasConsent) return;
  if (isAnotherVisit() || hasPassed(renewEveryMs, toldAtMs)) void tell();
});

export const addTags = quiet((...items: readonly CallpoolTags[]) => {
  // A page that pushes without end while no server answers does not fill the memory.
  const queueMax = 500;
  queue.push(...pushedTags(items).slice(0, queueMax - queue.length));
  // All tags of one turn go together; those from before the first answer wait for it.
  setTimeout(() => {
    if (queue.length && handle) void tell();
  });
});

/** The page was closed. */
export const close = quiet(() => {
  if (!isOver && hasConsent) sendClose();
});

/** Closes, and sends nothing from then on. */
export const release = (): void => {
  close();
  isOver = true;
  settle();
};

/** Without consent everybody sees the same numbers, and nobody has to be asked (R35). */
const showPrimaries = () => {
  for (const { tag, primary: number, national, capture } of campaignTags) {
    if (capture) takeNumber({ tag, number, national, reason: "no_consent" });
  }
  settle();
};

/** Begins, or waits for consent. */
export const begin = (): void => {
  if (hasConsent) void tell();
  else showPrimaries();
};

export const consent = quiet((isGiven: boolean) => {
  if (isGiven) {
    if (hasConsent) return;
    hasConsent = true;
    void tell();
  } else {
    close();
    hasConsent = false;
    handle = "";
    forgetSession();
    showPrimaries();
    swapPage();
  }
});

/** All of it, for the debug panel, which names it: names cost bytes that every page would load. */
export const visit = () =>
  [visitor, session, handle, queue, renewEveryMs, toldAtMs, isBusy, isOver, hasConsent] as const;
