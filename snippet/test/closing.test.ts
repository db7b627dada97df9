import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { firefoxPath } from "../../test/support/firefox.ts";
import {
  answerNumbers,
  openSiteBrowser,
  type EdgeAnswer,
} from "../../test/support/snippet-site.ts";
import { SnippetVisitor } from "../../test/support/snippet-visitor.ts";

/* The end of a page's visit, told and not told (R29, R33). */

const visitor = new SnippetVisitor();

const leave = (page: Page, persisted: boolean) =>
  page.evaluate((isKept) => {
    dispatchEvent(new PageTransitionEvent("pagehide", { persisted: isKept }));
  }, persisted);

const comeBack = (page: Page) =>
  page.evaluate(() => {
    dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
  });

describe("closing is told, and coming back goes on (R29)", () => {
  test("a closed tab sends a beacon", async (context) => {
    context.skip(firefoxPath !== "", "a driven Firefox may end before its beacon is sent");
    const page = await visitor.open();
    await page.close({ runBeforeUnload: true });
    await visitor.site.asked(2);
    expect(visitor.site.requests[1]).toStrictEqual({
      path: "/v1/impressions/imp1/close",
      type: "text/plain;charset=UTF-8",
      body: { token: "token1" },
    });
  });

  test("leaving for another page sends one, too", async (context) => {
    context.skip(firefoxPath !== "", "Firefox keeps the page, to go on with it");
    const page = await visitor.open();
    await page.goto("about:blank");
    await visitor.site.asked(2);
    expect(visitor.site.paths()).toStrictEqual(["", "/imp1/close"]);
  });

  test("a page that the back/forward cache keeps is not closed, and goes on when it is back", async () => {
    const page = await visitor.open();
    await leave(page, true);
    await visitor.passTime(page, 120_000);
    expect(visitor.site.paths()).toStrictEqual([""]);
    await comeBack(page);
    await visitor.site.asked(2);
    await visitor.settle(page);
    expect(visitor.site.paths()).toStrictEqual(["", "/imp1/activity"]);
  });

  test("the same with the browser's real cache", async () => {
    const browser = await openSiteBrowser({ ignoreDefaultArgs: ["--disable-back-forward-cache"] });
    visitor.site.pages.set("/other", '<link rel="icon" href="data:," /><p>Other</p>');
    const page = await browser.newPage();
    await page.goto(visitor.site.url(""));
    await page.evaluate(() => window.callpool?.ready);
    await page.goto(visitor.site.url("other"));
    const back = page.goBack({ waitUntil: "commit" });
    await visitor.site.asked(2);
    // That a page of Firefox is back is told by what it sends alone.
    if (firefoxPath === "") await back;
    else back.catch(() => {});
    await expect.poll(() => page.innerText("p"), { timeout: 10_000 }).toBe("646-555-0142");
    expect(visitor.site.paths()).toStrictEqual(["", "/imp1/activity"]);
    await browser.close();
  });

  test("a page that is shown for the first time goes on with nothing", async () => {
    const page = await visitor.open();
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow")));
    await visitor.settle(page);
    expect(visitor.site.paths()).toStrictEqual([""]);
  });

  test("a page without an impression has nothing to close", async () => {
    visitor.site.answer = () => ({ status: 500, body: {} });
    const page = await visitor.open();
    await leave(page, false);
    await visitor.settle(page);
    expect(visitor.site.paths()).toStrictEqual([""]);
  });
});

describe("release() ends the visit of the page (R33)", () => {
  test("it closes once, and nothing is sent after it", async () => {
    const page = await visitor.open();
    await page.evaluate(() => {
      window.callpool?.release();
      window.callpool?.release();
    });
    await visitor.site.asked(2);
    await visitor.passTime(page, 300_000);
    await visitor.moveMouse(page);
    await page.evaluate(() => window.callpool?.addTags({ plan: "gold" }));
    await leave(page, false);
    await comeBack(page);
    await visitor.settle(page);
    expect(visitor.site.paths()).toStrictEqual(["", "/imp1/close"]);
    expect(await page.innerText("p")).toBe("646-555-0142");
  });

  test("before the answer, it closes what the answer opens", async () => {
    let speak: (answer: EdgeAnswer) => void = () => {};
    const answered = new Promise<EdgeAnswer>((resolve) => {
      speak = resolve;
    });
    const answer = answerNumbers();
    visitor.site.answer = (request) =>
      request.path.endsWith("/close") ? answer(request) : answered;
    const page = await visitor.context.newPage();
    await page.goto(visitor.site.url(""));
    await visitor.site.asked(1);
    await page.evaluate(() => window.callpool?.release());
    const [asked] = visitor.site.requests;
    if (asked) speak(answer(asked));
    await visitor.site.asked(2);
    expect(visitor.site.paths()).toStrictEqual(["", "/imp1/close"]);
    expect(await page.innerText("p")).toBe("212-555-0100");
  });
});
