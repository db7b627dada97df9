import { randomBytes } from "node:crypto";

const SERIAL_DIGITS = 9;

/** A run's visitors are new to every server that an earlier run has asked. */
const run = randomBytes(9).toString("base64url");
let opened = 0;

/** A visitor on a search ad's landing page, as the snippet tells of them. */
export function pageOf(visitor: string) {
  const url =
    "https://www.harbor-plumbing.example/emergency/water-heater-repair?utm_source=google" +
    "&utm_medium=cpc&utm_campaign=emergency-plumber-brooklyn&utm_term=plumber%20near%20me" +
    `&utm_content=headline-b&gclid=EAIaIQobChMI${visitor}&device=m&matchtype=e`;
  return {
    visitor: `v${visitor}`,
    session: `s${visitor}`,
    page: {
      url,
      referrer: "https://www.google.com/",
      title: "Emergency Water Heater Repair in Brooklyn | Harbor Plumbing",
    },
    language: "en-US",
    timeZone: "America/New_York",
    screen: { width: 390, height: 844 },
    viewport: { width: 390, height: 664 },
  };
}

/** The browser of all of them: a current Chrome on a phone, with what it says unasked. */
export const browserHeaders = {
  "user-agent":
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) " +
    "Chrome/149.0.0.0 Mobile Safari/537.36",
  "sec-ch-ua": '"Chromium";v="149", "Google Chrome";v="149", "Not)A;Brand";v="24"',
  "sec-ch-ua-mobile": "?1",
  "sec-ch-ua-platform": '"Android"',
};

const browserLines = Object.entries(browserHeaders)
  .map(([name, value]) => `${name}: ${value}\r\n`)
  .join("");

/** The next visitor's `POST /v1/impressions`: a whole HTTP request. All are equally long. */
export function nextPageOpened(campaign: string): string {
  const visitor = `${run}-${String(opened++).padStart(SERIAL_DIGITS, "0")}`;
  const body = JSON.stringify({ campaign, ...pageOf(visitor), tags: [] });
  return request("/v1/impressions", "text/plain;charset=UTF-8", body, browserLines);
}

/** @param headers more of them, each a line that has its end */
export function request(path: string, contentType: string, body: string, headers = ""): string {
  return (
    `POST ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: ${contentType}\r\n` +
    "origin: https://www.harbor-plumbing.example\r\n" +
    `${headers}content-length: ${body.length}\r\n\r\n${body}`
  );
}
