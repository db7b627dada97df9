import { quiet } from "./quiet.ts";

/** 128 random bits, as some forty digits. */
const newId = () => crypto.getRandomValues(new Uint32Array(4)).join("");

/*
 * This browser and this visit of it (R22): random, and kept in one first-party cookie. Where
 * cookies are blocked, they live as long as the page.
 */
export let visitor = "";
export let session = "";
let activeAtMs = 0;

/** Whether so much time lies between; a clock that was set back counts as well. */
export const hasPassed = (ms: number, sinceMs: number): boolean =>
  Math.abs(Date.now() - sinceMs) >= ms;

/** Another tab may have gone on with the visit, or begun one. */
const recall = quiet(() => {
  const kept = /\b_callpool=(\d{22,})\.(\d{22,})\.(\d+)/.exec(document.cookie);
  // All three are there; without a cookie this throws, and everything stays as it is.
  const [, ...ids] = kept as unknown as [string, string, string, string];
  [visitor, session] = ids;
  activeAtMs = Number(ids[2]);
});

/**
 * Sets the cookie on the broadest domain that the browser accepts, so that subdomains share it
 * (R27): it refuses a public suffix such as co.uk, and the next longer name is tried.
 * @param seconds 0 removes it, from every domain
 */
const keep = quiet((value: string, seconds: number) => {
  const cookie = `_callpool=${value}`;
  const names = location.hostname.split(".");
  const secure = location.protocol === "https:" ? ";secure" : "";
  // A last name by itself, such as com, is none that anybody has.
  for (
    let i = Math.max(names.length - 1, 1);
    i-- && !(seconds && document.cookie.includes(cookie));
  ) {
    const where = `domain=${names.slice(i).join(".")};path=/`;
    document.cookie = `${cookie};${where};max-age=${seconds};samesite=lax${secure}`;
  }
});

/** The visitor is here now: goes on with the session, or begins another. */
export const touchSession = (): void => {
  // The cookie is read and written no more often, however busy the visitor is.
  const touchEveryMs = 30_000;
  // A visit is over when nothing was done for so long.
  const sessionMs = 1_800_000;
  const yearSeconds = 31_536_000;
  if (!hasPassed(touchEveryMs, activeAtMs)) return;
  recall();
  visitor ||= newId();
  if (Date.now() - activeAtMs > sessionMs) session = newId();
  activeAtMs = Date.now();
  keep(`${visitor}.${session}.${activeAtMs}`, yearSeconds);
};

/** Removes the cookie: whoever comes next is somebody else, on another visit (R35). */
export const forgetSession = (): void => {
  visitor = "";
  activeAtMs = 0;
  keep("", 0);
};
