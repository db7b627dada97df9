import type { ImpressionAnswer, ImpressionRequest } from "../../src/contract/edge.ts";
import { campaign, host } from "./config.ts";
import type { PushedTag } from "./pushed-tag.ts";
import { session, visitor } from "./session.ts";

/** What the server answers; a renewal leaves out who it is about. */
export type Answer = Partial<ImpressionAnswer> & Pick<ImpressionAnswer, "numbers" | "renewEveryMs">;

/** The address that impressions are posted to. */
export const edge = `${host}/v1/impressions`;

/**
 * The server cuts long texts and says so (R31a), but refuses a body without end: so what is longer
 * than it keeps is shortened here, too. A cut address still says where the visitor is.
 */
const cut = (key: string, value: Partial<string> | null): unknown =>
  // Texts have it, and so do lists, which are shorter.
  value?.slice?.(0, /url|ref/.test(key) ? 4_096 : 513) ?? value;

/** @throws when there is no answer in time */
export const post = (path: string, body: unknown): Promise<Response> => {
  // A slower answer is as good as none (R21).
  const timeoutMs = 5_000;
  const timeout = new AbortController();
  setTimeout(() => timeout.abort(), timeoutMs);
  // A text needs no preflight request.
  return fetch(edge + path, {
    method: "POST",
    body: JSON.stringify(body, cut),
    signal: timeout.signal,
  });
};

/** All that the page knows of the visit (R22). */
export const impressionRequest = (tags: PushedTag[]): ImpressionRequest => ({
  campaign,
  visitor,
  session,
  page: {
    url: location.href,
    referrer: document.referrer,
    title: document.title,
  },
  language: navigator.language,
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  screen: { width: screen.width, height: screen.height },
  viewport: { width: innerWidth, height: innerHeight },
  tags,
});
