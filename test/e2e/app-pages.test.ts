import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { appPages, type AppPage, type SceneIds } from "../support/app-pages.ts";
import { setUpScene } from "../support/app-scene.ts";
import { signedInVisitor, strangeVisitor, type AppVisitor } from "../support/app-visitor.ts";
import { axeViolations } from "../support/axe.ts";
import { openBrowser } from "../support/browser.ts";
import { startTestServer, type TestServer } from "../support/running-server.ts";

let server: TestServer;
let browser: Browser;
let owner: AppVisitor;
let stranger: AppVisitor;
let ids: SceneIds;

beforeAll(async () => {
  server = await startTestServer();
  browser = await openBrowser();
  ids = await setUpScene(server);
  owner = await signedInVisitor(browser, server);
  stranger = strangeVisitor(browser, server);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

async function open(page: AppPage, options: object): Promise<Page> {
  const visitor = page.isPublic === true ? stranger : owner;
  const opened = await visitor.open(page.path(ids), options);
  await opened.getByText(page.ready).first().waitFor();
  await opened.waitForLoadState("networkidle");
  return opened;
}

test.each(appPages.filter(({ isPublic }) => isPublic !== true))(
  "who is not signed in comes from $name to the sign-in, and back to it afterwards",
  async (appPage) => {
    const path = appPage.path(ids);
    const page = await stranger.open(path);
    await page.getByRole("heading", { name: "Sign in to Callpool" }).waitFor();
    expect(new URL(page.url()).searchParams.get("next")).toBe(path);
    await page.context().close();
  },
);

const schemes = ["light", "dark"] as const;

describe.each(appPages)("the page $name", (appPage) => {
  test.each(schemes)("has nothing that axe finds wrong, in %s colors", async (colorScheme) => {
    const page = await open(appPage, { colorScheme, reducedMotion: "reduce" });
    expect(await axeViolations(page)).toStrictEqual([]);
    await page.context().close();
  });

  test("fits a phone: nothing of the page is wider than it", async () => {
    const page = await open(appPage, { viewport: { width: 390, height: 844 } });
    const [wide, screen] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    expect(wide).toBeLessThanOrEqual(screen ?? 0);
    await page.context().close();
  });

  test("has one heading of the first order, and a title of its own", async () => {
    const page = await open(appPage, {});
    expect(await page.getByRole("heading", { level: 1 }).count()).toBe(1);
    expect(await page.title()).toMatch(/. · Callpool$/);
    await page.context().close();
  });
});
