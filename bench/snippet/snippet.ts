import type { Browser } from "playwright-core";
import { layoutShift } from "../../test/support/layout-shift.ts";
import {
  answerNumbers,
  oneTag,
  openSite,
  openSiteBrowser,
  type SnippetSite,
} from "../../test/support/snippet-site.ts";
import { buildSnippet } from "../../tools/build.ts";
import { median, type Bench, type Measured } from "../figure.ts";
import { traceSwap } from "./main-thread.ts";
import { longPage, movingPage } from "./page.ts";

const texts = 5_000;

async function onSite<T>(act: (browser: Browser, site: SnippetSite) => Promise<T>): Promise<T> {
  const [browser, site] = await Promise.all([openSiteBrowser(), openSite()]);
  try {
    site.campaign = oneTag;
    site.pages.set("/long", longPage(texts));
    site.pages.set("/short", longPage(8));
    site.pages.set("/moving", movingPage);
    return await act(browser, site);
  } finally {
    await browser.close();
    await site.close();
  }
}

async function swapTime(): Promise<Measured> {
  const rounds = 9;
  const [long, short, wall]: [number[], number[], number[]] = [[], [], []];
  await onSite(async (browser, site) => {
    for (let round = 0; round <= rounds; round++) {
      const few = await traceSwap(browser, site, "short");
      const many = await traceSwap(browser, site, "long");
      // The first of both warms the browser's caches.
      if (round === 0) continue;
      short.push(few.threadMs);
      long.push(many.threadMs);
      wall.push(many.wallMs);
    }
  });
  return {
    value: median(long),
    target: "≤ 10 on a desktop (R37)",
    detail:
      `median of ${rounds} pages of ${texts} texts, the main thread's own time in scripts from ` +
      `the answer on, by the browser's tracing (${long.map((ms) => ms.toFixed(1)).join(" ")}); ` +
      `${median(wall).toFixed(1)} ms passed meanwhile; a page of 8 texts takes ` +
      `${median(short).toFixed(1)}`,
  };
}

async function size(): Promise<Measured> {
  const { bytes, brotliBytes } = await buildSnippet();
  return { value: brotliBytes, target: "≤ 4096 (R37)", detail: `${bytes} bytes without brotli` };
}

async function shift(): Promise<Measured> {
  const value = await onSite(async (browser, site) => {
    site.answer = answerNumbers();
    const page = await browser.newPage();
    await page.goto(site.url("moving"));
    await page.evaluate(() => window.callpool?.ready);
    return layoutShift(page);
  });
  return {
    value,
    target: "0 (R37)",
    detail: "layout shifts as the browser counts them, seven numbers of equal length swapped",
  };
}

/** What the snippet costs a page. */
export const snippet: Bench = {
  name: "snippet",
  summary: "What the script costs a page; some half a minute.",
  measurements: { swap_ms: swapTime, snippet_bytes_brotli: size, cls: shift },
};
