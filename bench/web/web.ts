import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext } from "playwright-core";
import { openBrowser } from "../../test/support/browser.ts";
import { startServerProcess } from "../../test/support/server-process.ts";
import { median, type Bench, type Measured } from "../figure.ts";

/** A server as `npm start` runs it, and a browser in which the owner is signed in. */
async function onApp<T>(act: (browser: Browser, url: string, state: State) => Promise<T>) {
  const data = mkdtempSync(join(tmpdir(), "callpool-bench-web-"));
  const server = await startServerProcess(["--port", "0", "--data", data]);
  const browser = await openBrowser();
  try {
    const link = /http\S+magic-link\S+/.exec(server.output())?.[0] ?? "";
    const context = await browser.newContext();
    await (await context.newPage()).goto(link);
    return await act(browser, server.url, await context.storageState());
  } finally {
    await browser.close();
    await server.end("SIGTERM");
    rmSync(data, { recursive: true });
  }
}

type State = Awaited<ReturnType<BrowserContext["storageState"]>>;

type FirstPage = {
  /** From the end of the document until the page's heading and figures are painted. */
  readonly contentMs: number;
  /** JavaScript as it came over the wire. */
  readonly scriptBytes: number;
};

/** Opens the first page in a browser that has nothing of it. */
async function firstPage(browser: Browser, url: string, storageState: State): Promise<FirstPage> {
  const context = await browser.newContext({ storageState });
  const page = await context.newPage();
  await page.goto(`${url}/app/`, { waitUntil: "commit" });
  const contentMs = await page.evaluate(async () => {
    // The dashboard's last tile: the figures before it are there as well.
    const isThere = () => document.querySelector("main")?.textContent.includes("Right now");
    if (isThere() !== true) {
      await new Promise<void>((resolve) => {
        const observer = new MutationObserver(() => {
          if (isThere() !== true) return;
          observer.disconnect();
          resolve();
        });
        observer.observe(document, { subtree: true, childList: true });
      });
    }
    // Painted with the next frame, which is over when the one after it begins.
    for (let i = 0; i < 2; i++) {
      await new Promise((resolve) => {
        requestAnimationFrame(resolve);
      });
    }
    const [document_] = performance.getEntriesByType("navigation");
    // The first entry of that type is the document itself.
    return performance.now() - (document_ as PerformanceNavigationTiming).responseEnd;
  });
  await page.waitForLoadState("networkidle");
  const scriptBytes = await page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .map((entry) => entry as PerformanceResourceTiming)
      .filter(({ name }) => new URL(name).pathname.endsWith(".js"))
      .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
  );
  await context.close();
  return { contentMs, scriptBytes };
}

async function firstKilobytes(): Promise<Measured> {
  const { scriptBytes } = await onApp(firstPage);
  return {
    value: scriptBytes / 1024,
    target: "≤ 250",
    detail: "brotli JavaScript that the dashboard loads, in KiB, as the browser counts it",
  };
}

async function firstContent(): Promise<Measured> {
  const rounds = 7;
  const times = await onApp(async (browser, url, state) => {
    const measured: number[] = [];
    for (let round = 0; round <= rounds; round++) {
      const { contentMs } = await firstPage(browser, url, state);
      // The first warms the server.
      if (round > 0) measured.push(contentMs);
    }
    return measured;
  });
  return {
    value: median(times),
    target: "≤ 1000",
    detail:
      "milliseconds from the end of the document to the dashboard's painted figures, in a " +
      `new browser, median of ${rounds} (${times.map((ms) => ms.toFixed(0)).join(" ")})`,
  };
}

/** What the admin app asks of whoever opens it. */
export const web: Bench = {
  name: "web",
  summary: "How heavy and how quick the app's first page is; some ten seconds.",
  measurements: { web_first_kb: firstKilobytes, web_first_content_ms: firstContent },
};
