import type { CallpoolTags } from "../callpool.d.ts";
import { edge } from "./config.ts";
import { impressionRequest, post, type Answer } from "./edge.ts";
import { swapPage } from "./living-page.ts";
import { takeNumber } from "./page-numbers.ts";
import { pushedTags, type PushedTag } from "./pushed-tag.ts";
import { quiet } from "./quiet.ts";
import { hasPassed, session, touchSession } from "./session.ts";

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
let isOver = false;

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
  if (!response.ok) return false;
  // The server's own shape; what is written into the page is checked where it is taken.
  const answer = (await response.json()) as Answer;
  ({ impression: handle = known, token = token } = answer);
  // The server may be wrong, but is not asked without end.
  const everyMsMin = 1_000;
  renewEveryMs = Math.max(answer.renewEveryMs, everyMsMin) || RENEW_EVERY_MS;
  // It may have been released meanwhile.
  if (isOver) sendClose();
  else if (answer.numbers.filter(takeNumber).length) swapPage();
  return true;
};

/** Tells the server of the visit, one request at a time. Ends when it has ended, well or not. */
export const tell = async (): Promise<void> => {
  if (isBusy || isOver) return;
  isBusy = true;
  toldAtMs = Date.now();
  // The next request takes more.
  const tagsMax = 50;
  const tags = queue.splice(0, tagsMax);
  const isTold = await exchange(tags).catch(() => false);
  if (!isTold) queue.unshift(...tags);
  isBusy = false;
  if (isTold && queue.length) void tell();
};

/** The visitor did something: renews the hold, if it is time (R29). */
export const onActivity = quiet(() => {
  if (document.hidden || isBusy || isOver) return;
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
  if (!isOver) sendClose();
});

/** Closes, and sends nothing from then on. */
export const release = (): void => {
  close();
  isOver = true;
};
