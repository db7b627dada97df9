import type { ImpressionAnswer, ImpressionRequest } from "../../src/contract/edge.ts";
import { campaign, host } from "./config.ts";
import type { PushedTag } from "./pushed-tag.ts";
import { session, visitor } from "./session.ts";

/** What the server answers; a renewal leaves out who it is about. */
export type Answer = Partial<ImpressionAnswer> & Pick<ImpressionAnswer, "numbers" | "renewEveryMs">;

/** The address that impressions are posted to. */
export const edge = `${host}/v1/impressions`;

/** @throws when there is no answer in time */
export const post = (path: string, body: unknown): Promise<Response> => {
  // A slower answer is as good as none (R21).
  const timeoutMs = 5_000;
  const timeout = new AbortController();
  setTimeout(() => timeout.abort(), timeoutMs);
  // A text needs no preflight request.
  return fetch(edge + path, {
    method: "POST",
    body: JSON.stringify(body),
    signal: timeout.signal,
  });
};

/** All that the page knows of the visit (R22). */
export const impressionRequest = (tags: PushedTag[]): ImpressionRequest => ({
  campaign,
  visitor,
  session,
  page: {
    // The server refuses longer ones, and a cut address still says where the visitor is.
    url: location.href.slice(0, 4_096),
    referrer: document.referrer,
    title: document.title,
  },
  language: navigator.language,
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  screen: { width: screen.width, height: screen.height },
  viewport: { width: innerWidth, height: innerHeight },
  tags,
});
