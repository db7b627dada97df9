import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { firefoxPath } from "../../test/support/firefox.ts";
import { answerNumbers, smallPage, type EdgeAnswer } from "../../test/support/snippet-site.ts";
import { SnippetVisitor } from "../../test/support/snippet-visitor.ts";

/*
 * Every request of a page's life, scripts included: those that are expected, and no others. More
 * about each of them is in the tests beside this one.
 */

const minuteMs = 60_000;
const visitor = new SnippetVisitor();

const script = "GET /campaign.js";
const asks = "POST /v1/impressions";
const renews = (impression: string) => `POST /v1/impressions/${impression}/activity`;
const closes = (impression: string) => `POST /v1/impressions/${impression}/close`;

/** Looks again after all that could ask has had its chance: an hour, and a busy visitor in it. */
async function nothingElse(page: Page, log: readonly string[]): Promise<void> {
  for (let i = 0; i < 4; i++) {
    await visitor.passTime(page, 15 * minuteMs);
    await visitor.moveMouse(page);
  }
  expect(visitor.site.log).toStrictEqual(log);
}

const shown = async (page: Page) => page.innerText("p");

describe("loading, staying, leaving", () => {
  test("a page that is opened: the script, and one question", async () => {
    const page = await visitor.open();
    await visitor.settle(page);
    expect(visitor.site.log).toStrictEqual([script, asks]);
  });

  test("a reload closes, and asks again", async () => {
    const page = await visitor.open();
    await page.reload();
    await page.evaluate(() => window.callpool?.ready);
    // A beacon takes its own time.
    await visitor.site.asked(3);
    expect(visitor.site.log.toSorted()).toStrictEqual(
      [script, asks, closes("imp1"), script, asks].toSorted(),
    );
  });

  test("a second tab asks for itself, and the first goes on", async () => {
    const first = await visitor.open();
    const second = await visitor.open();
    await visitor.settle(second);
    expect(visitor.site.log).toStrictEqual([script, asks, script, asks]);
    await second.close({ runBeforeUnload: true });
    await visitor.site.asked(3);
    await visitor.passTime(first, 2 * minuteMs);
    await visitor.moveMouse(first);
    expect(visitor.site.log.slice(4)).toStrictEqual([closes("imp2"), renews("imp1")]);
  });

  test("an idle visitor: nothing", async () => {
    const page = await visitor.open();
    await visitor.passTime(page, 24 * 60 * minuteMs);
    expect(visitor.site.log).toStrictEqual([script, asks]);
  });

  test("in a frame of another site, where no cookie is kept: one number for a page view", async () => {
    const host = smallPage("").replace(/<script.*<\/script>/, "");
    const frame = `<iframe src="${visitor.site.url("")}"></iframe>`;
    visitor.site.pages.set("/host", host.replace("<body>", `<body>${frame}`));
    const page = await visitor.context.newPage();
    for (const views of [1, 2]) {
      await page.goto(visitor.site.url("host", "other.test"));
      await visitor.site.asked(views);
      const number = page.frameLocator("iframe").locator("p");
      await expect.poll(() => number.innerText()).toBe("646-555-0142");
    }
    expect(visitor.site.log.filter((line) => line === asks)).toHaveLength(2);
    expect(visitor.idsOf(1).visitor).not.toBe(visitor.idsOf(0).visitor);
    expect(await visitor.context.cookies()).toStrictEqual([]);
  });

  test("a laptop that slept: nothing until the visitor is back, then a new visit", async () => {
    const page = await visitor.open();
    await visitor.moveMouse(page);
    await visitor.passTime(page, 8 * 60 * minuteMs);
    expect(visitor.site.log).toStrictEqual([script, asks]);
    await visitor.moveMouse(page);
    await visitor.moveMouse(page);
    expect(visitor.site.log).toStrictEqual([script, asks, asks]);
    expect(visitor.idsOf(1).visitor).toBe(visitor.idsOf(0).visitor);
    expect(visitor.idsOf(1).session).not.toBe(visitor.idsOf(0).session);
  });

  test("a short sleep that the hold did not survive: a renewal is refused, and asked anew", async () => {
    const page = await visitor.open();
    const anew = answerNumbers();
    visitor.site.answer = (request) =>
      request.path.endsWith("/imp1/activity") ? { status: 410, body: {} } : anew(request);
    await visitor.passTime(page, 20 * minuteMs);
    await visitor.moveMouse(page);
    await visitor.site.asked(3);
    await visitor.moveMouse(page);
    expect(visitor.site.log).toStrictEqual([script, asks, renews("imp1"), asks]);
    expect(visitor.idsOf(1)).toStrictEqual(visitor.idsOf(0));
  });

  test("a page that was closed: one beacon", async (context) => {
    context.skip(firefoxPath !== "", "a driven Firefox may end before its beacon is sent");
    const page = await visitor.open();
    await page.close({ runBeforeUnload: true });
    await visitor.site.asked(2);
    expect(visitor.site.log).toStrictEqual([script, asks, closes("imp1")]);
  });
});

describe("clocks that are wrong (R45)", () => {
  test("set back by a day: one renewal, and the visit goes on", async () => {
    const page = await visitor.open();
    await page.clock.setSystemTime("2026-03-01T09:00:00Z");
    await visitor.moveMouse(page);
    await visitor.site.asked(2);
    await visitor.moveMouse(page);
    expect(visitor.site.log).toStrictEqual([script, asks, renews("imp1")]);
    await page.reload();
    await page.evaluate(() => window.callpool?.ready);
    expect(visitor.idsOf(1)).toStrictEqual(visitor.idsOf(0));
  });

  test("set forward by a year and back again: the same visitor, on one more visit", async () => {
    const page = await visitor.open();
    await page.clock.setSystemTime("2027-03-02T09:00:00Z");
    await visitor.moveMouse(page);
    await visitor.site.asked(2);
    await page.clock.setSystemTime("2026-03-02T09:05:00Z");
    await visitor.moveMouse(page);
    await visitor.site.asked(3);
    expect(visitor.site.log).toStrictEqual([script, asks, asks, renews("imp2")]);
    expect(visitor.idsOf(1).visitor).toBe(visitor.idsOf(0).visitor);
  });
});

describe("pages that nobody sees (R30)", () => {
  async function setHidden(page: Page, isHidden: boolean): Promise<void> {
    await page.evaluate((hidden) => {
      Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
      document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
    }, isHidden);
    await visitor.settle(page);
  }

  async function openHidden(): Promise<Page> {
    const page = await visitor.context.newPage();
    await page.addInitScript(() => {
      Object.defineProperty(document, "hidden", { value: true, configurable: true });
    });
    await page.goto(visitor.site.url(""));
    await page.waitForFunction("window.callpool");
    return page;
  }

  test("a tab opened in the background asks when it is looked at, and not before", async () => {
    const page = await openHidden();
    await page.evaluate(() => window.callpool?.addTags({ plan: "gold" }));
    await nothingElse(page, [script]);
    expect(await visitor.context.cookies()).toStrictEqual([]);
    expect(await shown(page)).toBe("212-555-0100");
    await setHidden(page, false);
    await page.evaluate(() => window.callpool?.ready);
    expect(await shown(page)).toBe("646-555-0142");
    expect(visitor.site.log).toStrictEqual([script, asks]);
    expect(visitor.site.requests[0]?.body["tags"]).toMatchObject([{ value: "gold" }]);
  });

  test("one that is never looked at has nothing to close", async () => {
    const page = await openHidden();
    await page.goto("about:blank");
    const other = await visitor.open();
    await visitor.settle(other);
    expect(visitor.site.log).toStrictEqual([script, script, asks]);
  });

  test("what a hidden page says of its visit is told, but takes no other number", async () => {
    const page = await visitor.open();
    await setHidden(page, true);
    visitor.site.answer = () => ({ status: 410, body: {} });
    await page.evaluate(() => window.callpool?.addTags({ step: "called" }));
    await visitor.site.asked(2);
    await nothingElse(page, [script, asks, renews("imp1")]);
    visitor.site.answer = answerNumbers();
    await setHidden(page, false);
    expect(visitor.site.log.slice(3)).toStrictEqual([asks]);
    expect(visitor.site.requests[2]?.body["tags"]).toMatchObject([{ value: "called" }]);
  });
});

describe("tags (R32)", () => {
  const push = '<script>(window._callpool_tags ||= []).push({ plan: "gold" })</script>';

  test("pushed before the script is there: they travel with the question", async () => {
    const page = await visitor.openPage(smallPage("<p></p>", push));
    await visitor.settle(page);
    expect(visitor.site.log).toStrictEqual([script, asks]);
    expect(visitor.site.requests[0]?.body["tags"]).toMatchObject([{ name: "plan", value: "gold" }]);
  });

  test("pushed 3 s later: one request more", async () => {
    const page = await visitor.open();
    await page.clock.fastForward(3_000);
    await page.evaluate(() => window._callpool_tags?.push({ plan: "gold" }));
    await visitor.site.asked(2);
    await visitor.settle(page);
    expect(visitor.site.log).toStrictEqual([script, asks, renews("imp1")]);
  });
});

describe("a server in trouble (R21)", () => {
  test.each<[string, EdgeAnswer]>([
    ["is down", "broken"],
    ["fails", { status: 500, body: {} }],
    ["answers what nobody understands", { status: 200, body: "<html>" }],
  ])("it %s: one question a minute while the visitor is active", async (_, answer) => {
    visitor.site.answer = () => answer;
    // A broken connection is tried again by the browser itself: so its own count is what counts.
    const asked: string[] = [];
    visitor.context.on("request", (request) => {
      if (request.method() === "POST") asked.push(new URL(request.url()).pathname);
    });
    const page = await visitor.open();
    for (let i = 0; i < 5; i++) {
      await visitor.passTime(page, 25_000);
      await visitor.moveMouse(page);
    }
    expect(asked).toStrictEqual(["/v1/impressions", "/v1/impressions"]);
    expect(await shown(page)).toBe("212-555-0100");
  });

  test("it says nothing: the question is given up after 5 s, and asked again in a minute", async () => {
    visitor.site.answer = () => "silence";
    const page = await visitor.context.newPage();
    await page.goto(visitor.site.url(""));
    await visitor.site.asked(1);
    await page.clock.fastForward(5_100);
    await page.evaluate(() => window.callpool?.ready);
    await visitor.moveMouse(page);
    expect(visitor.site.log).toStrictEqual([script, asks]);
    await visitor.passTime(page, minuteMs);
    await visitor.moveMouse(page);
    expect(visitor.site.log).toStrictEqual([script, asks, asks]);
    expect(await shown(page)).toBe("212-555-0100");
  });

  test("the campaign has ended: one question, and none again (R19)", async () => {
    visitor.site.answer = () => ({ status: 404, body: {} });
    const page = await visitor.open();
    await nothingElse(page, [script, asks]);
  });

  test("there is no such campaign: the script, and nothing else (R19)", async () => {
    visitor.site.campaign = undefined;
    const page = await visitor.open();
    await nothingElse(page, [script]);
  });
});
