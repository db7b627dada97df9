// `npm run screens`: a picture of every page of the app in docs/screens, over a believable account
// on a server that this starts. The demo's clock stands still, so the pictures stay alike.

import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { BrowserContextOptions, Page } from "playwright-core";
import { appPages, type AppPage, type SceneIds } from "../test/support/app-pages.ts";
import { setUpScene } from "../test/support/app-scene.ts";
import { signedInVisitor, strangeVisitor, type AppVisitor } from "../test/support/app-visitor.ts";
import { openBrowser } from "../test/support/browser.ts";
import { startTestServer } from "../test/support/running-server.ts";
import { buildSnippet } from "./build.ts";
import { buildWeb } from "./build-web.ts";

const folder = join(import.meta.dirname, "../docs/screens");

const desk = { viewport: { width: 1280, height: 800 } } as const;
const phone = { viewport: { width: 390, height: 844 } } as const;

/** How a page is shown: every one as on a desk, and some as on a phone or in the dark. */
const looks: Readonly<Record<string, BrowserContextOptions>> = {
  "": desk,
  "-dark": { ...desk, colorScheme: "dark" },
  "-phone": phone,
};

const everyLook = new Set(["dashboard", "pool", "call"]);

/** A window as high as the page: a picture of a long page would cut off what stands still in it. */
async function showAll(page: Page): Promise<void> {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ ...desk.viewport, height });
}

async function take(visitor: AppVisitor, appPage: AppPage, ids: SceneIds): Promise<void> {
  const wanted = Object.entries(looks).filter(
    ([suffix]) => suffix === "" || everyLook.has(appPage.name),
  );
  for (const [suffix, options] of wanted) {
    const page = await visitor.open(appPage.path(ids), { ...options, reducedMotion: "reduce" });
    await page.getByText(appPage.ready).first().waitFor();
    await page.waitForLoadState("networkidle");
    const path = join(folder, `${appPage.name}${suffix}.png`);
    if (suffix !== "-phone") await showAll(page);
    await page.screenshot({ path });
    await page.context().close();
    console.log(`docs/screens/${appPage.name}${suffix}.png`);
  }
}

await buildSnippet();
await buildWeb();
const only = process.argv.slice(2);
const pages = appPages.filter(({ name }) => only.length === 0 || only.includes(name));
mkdirSync(folder, { recursive: true });
// A page that is gone leaves no picture behind.
if (only.length === 0) for (const name of readdirSync(folder)) rmSync(join(folder, name));
const server = await startTestServer();
const browser = await openBrowser();
try {
  const ids = await setUpScene(server);
  const owner = await signedInVisitor(browser, server);
  const stranger = strangeVisitor(browser, server);
  for (const page of pages) await take(page.isPublic === true ? stranger : owner, page, ids);
} finally {
  await browser.close();
  await server.stop();
}
