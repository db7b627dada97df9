import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { firefoxPath } from "./firefox.ts";
import { answerNumbers, oneTag, openSite, openSiteBrowser, smallPage } from "./snippet-site.ts";
import type { SnippetSite } from "./snippet-site.ts";

/** One browser for a test file; for each test a site and a new visitor with a clock to move. */
export class SnippetVisitor {
  #browser: Browser | undefined;
  #site: SnippetSite | undefined;
  #context: BrowserContext | undefined;
  /** What the pages' own error handlers see of us: nothing (R18). */
  #errors: Error[] = [];
  #steps = 0;

  constructor() {
    beforeAll(async () => {
      this.#browser = await openSiteBrowser();
    });
    beforeEach(async () => {
      // A site of its own: a beacon that the test before sent at its end must not arrive here.
      this.#site = await openSite();
      this.site.pages.set("/", smallPage());
      this.site.campaign = oneTag;
      this.site.answer = answerNumbers();
      this.#errors = [];
      this.#context = await this.newContext();
    });
    afterEach(async () => {
      await this.#context?.close();
      await this.#site?.close();
      expect(this.#errors).toStrictEqual([]);
    });
    afterAll(async () => {
      await this.#browser?.close();
    });
  }

  get site(): SnippetSite {
    if (this.#site === undefined) throw new Error("there is a site once the tests run");
    return this.#site;
  }

  get context(): BrowserContext {
    if (this.#context === undefined) throw new Error("there is a visitor once the tests run");
    return this.#context;
  }

  /** Another browser, of somebody else. */
  async newContext(special: BrowserContextOptions = {}): Promise<BrowserContext> {
    if (this.#browser === undefined) throw new Error("there is a browser once the tests run");
    const options = { locale: "en-US", timezoneId: "America/New_York", ...special };
    const context = await this.#browser.newContext(options);
    context.on("weberror", (event) => {
      const error = event.error();
      // Firefox has its notes for developers here as well, which no page can see.
      if (!firefoxPath || /Error|Exception/.test(error.name)) this.#errors.push(error);
    });
    await context.clock.install({ time: "2026-03-02T09:00:00Z" });
    return context;
  }

  /** Opens a page and waits until it has its numbers, or knows that it gets none. */
  async open(address = this.site.url(""), context = this.context): Promise<Page> {
    const page = await context.newPage();
    await page.goto(address);
    await page.evaluate(() => window.callpool?.ready);
    return page;
  }

  /** Opens a page of the test's own. */
  async openPage(html: string): Promise<Page> {
    this.site.pages.set("/own", html);
    return this.open(this.site.url("own"));
  }

  /** All that the page has begun to send has arrived when this ends. */
  async settle(page: Page): Promise<void> {
    await page.evaluate(async (edge) => {
      await new Promise((resolve) => setTimeout(resolve));
      await fetch(`${edge}/settled`);
    }, this.site.edgeUrl);
  }

  async passTime(page: Page, ms: number): Promise<void> {
    await page.clock.fastForward(ms);
    await this.settle(page);
  }

  async moveMouse(page: Page): Promise<void> {
    await page.mouse.move(10 + (this.#steps++ % 100), 20);
    await this.settle(page);
  }

  /** The page under test throws on purpose. */
  forgiveErrors(): void {
    this.#errors = [];
  }

  /** Who the page said it was when it asked for the first, second… time, counted from 0. */
  idsOf(index: number): { readonly visitor: unknown; readonly session: unknown } {
    const asked = this.site.requests.filter(({ path }) => path === "/v1/impressions")[index];
    expect(asked).toBeDefined();
    return { visitor: asked?.body["visitor"], session: asked?.body["session"] };
  }
}
