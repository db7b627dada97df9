import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { answerNumbers, oneTag, smallPage } from "../../test/support/snippet-site.ts";
import { SnippetVisitor } from "../../test/support/snippet-visitor.ts";

/* What is sent, when, and what is not (R22, R27, R29). */

const minuteMs = 60_000;
const visitor = new SnippetVisitor();

/** A browser driven by a test shows every page; this page thinks that it does not. */
async function setHidden(page: Page, isHidden: boolean): Promise<void> {
  await page.evaluate((hidden) => {
    Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
    document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
  }, isHidden);
  await visitor.settle(page);
}

describe("a page asks once, with what it knows of the visit (R22)", () => {
  test("one request, that needs no preflight", async () => {
    const asked: string[] = [];
    visitor.context.on("request", (request) => asked.push(`${request.method()} ${request.url()}`));
    const page = await visitor.open(visitor.site.url("?gclid=abc&zip=90210#top"));
    await visitor.settle(page);
    expect(asked).toStrictEqual([
      `GET ${visitor.site.url("?gclid=abc&zip=90210")}`,
      `GET ${visitor.site.edgeUrl}/campaign.js`,
      `POST ${visitor.site.edgeUrl}/v1/impressions`,
      `GET ${visitor.site.edgeUrl}/settled`,
    ]);
    expect(visitor.site.requests).toStrictEqual([
      {
        path: "/v1/impressions",
        type: "text/plain;charset=UTF-8",
        body: {
          campaign: "cmp_1",
          visitor: expect.stringMatching(/^\d{22,64}$/),
          session: expect.stringMatching(/^\d{22,64}$/),
          page: { url: visitor.site.url("?gclid=abc&zip=90210#top"), referrer: "", title: "Shop" },
          language: "en-US",
          timeZone: "America/New_York",
          screen: { width: 1280, height: 720 },
          viewport: { width: 1280, height: 720 },
          tags: [],
        },
      },
    ]);
    expect(await page.innerText("p")).toBe("646-555-0142");
  });

  test("an address longer than the server takes is cut", async () => {
    await visitor.open(visitor.site.url(`?q=${"a".repeat(5_000)}`));
    const url = visitor.site.url(`?q=${"a".repeat(5_000)}`).slice(0, 4_096);
    expect(visitor.site.requests[0]?.body["page"]).toMatchObject({ url });
  });

  test("the referrer is told", async () => {
    visitor.site.pages.set("/from", '<link rel="icon" href="data:," /><a href="/">Shop</a>');
    const page = await visitor.context.newPage();
    await page.goto(visitor.site.url("from", "blog.test"));
    await page.evaluate(
      (url) => document.querySelector("a")?.setAttribute("href", url),
      visitor.site.url(""),
    );
    await page.click("a");
    await visitor.site.asked(1);
    expect(visitor.site.requests[0]?.body["page"]).toMatchObject({
      referrer: visitor.site.url("", "blog.test"),
    });
  });

  test("without Capture User Data nothing is sent or stored, and the number is swapped (R14)", async () => {
    const [tag] = oneTag.tags;
    visitor.site.campaign = {
      ...oneTag,
      tags: tag
        ? [{ ...tag, primary: "+18885550199", national: "(888) 555-0199", capture: false }]
        : [],
    };
    const page = await visitor.open();
    await visitor.moveMouse(page);
    await page.evaluate(() => window._callpool_tags?.push({ plan: "gold" }));
    await visitor.passTime(page, 60 * minuteMs);
    await visitor.moveMouse(page);
    expect(await page.innerText("p")).toBe("888-555-0199");
    expect(visitor.site.requests).toStrictEqual([]);
    expect(await visitor.context.cookies()).toStrictEqual([]);
  });
});

describe("a browser is one visitor, and a visit one session (R27)", () => {
  test("on reload, in another tab, on other pages and subdomains of the site", async () => {
    visitor.site.pages.set("/offers", smallPage());
    const page = await visitor.open();
    await page.reload();
    await page.evaluate(() => window.callpool?.ready);
    await visitor.open();
    await visitor.open(visitor.site.url("offers"));
    await visitor.open(visitor.site.url("", "shop.test"));
    await visitor.open(visitor.site.url("", "de.www.shop.test"));
    for (let i = 1; i < 6; i++) expect(visitor.idsOf(i)).toStrictEqual(visitor.idsOf(0));
  });

  test("not on another site, and not in another browser", async () => {
    await visitor.open();
    await visitor.open(visitor.site.url("", "other.test"));
    const stranger = await visitor.newContext();
    await visitor.open(visitor.site.url(""), stranger);
    await stranger.close();
    const all = [0, 1, 2].flatMap((index) => Object.values(visitor.idsOf(index)));
    expect(new Set(all).size).toBe(6);
  });

  test("one cookie, on the broadest domain that the browser accepts", async () => {
    await visitor.open(visitor.site.url("", "de.www.shop.test"));
    expect(await visitor.context.cookies()).toMatchObject([
      { name: "_callpool", domain: ".shop.test", path: "/", sameSite: "Lax", secure: false },
    ]);
  });

  test("a host without a domain keeps its own cookie", async () => {
    const port = new URL(visitor.site.edgeUrl).port;
    for (const host of ["localhost", "127.0.0.1"]) {
      await visitor.open(`http://${host}:${port}/`);
      await visitor.open(`http://${host}:${port}/`);
    }
    expect(visitor.idsOf(1)).toStrictEqual(visitor.idsOf(0));
    expect(visitor.idsOf(3)).toStrictEqual(visitor.idsOf(2));
    expect((await visitor.context.cookies()).map(({ domain }) => domain).toSorted()).toStrictEqual([
      "127.0.0.1",
      "localhost",
    ]);
  });

  test("30 minutes without activity end the session, and not the visitor", async () => {
    const page = await visitor.open();
    await page.clock.fastForward(29 * minuteMs);
    await page.reload();
    await page.evaluate(() => window.callpool?.ready);
    expect(visitor.idsOf(1)).toStrictEqual(visitor.idsOf(0));
    await page.clock.fastForward(31 * minuteMs);
    await page.reload();
    await page.evaluate(() => window.callpool?.ready);
    expect(visitor.idsOf(2).visitor).toBe(visitor.idsOf(0).visitor);
    expect(visitor.idsOf(2).session).not.toBe(visitor.idsOf(0).session);
  });

  test("activity between requests counts", async () => {
    const page = await visitor.open();
    for (let i = 0; i < 4; i++) {
      await page.clock.fastForward(minuteMs);
      await visitor.moveMouse(page);
    }
    await page.clock.fastForward(28 * minuteMs);
    await page.reload();
    await page.evaluate(() => window.callpool?.ready);
    expect(visitor.idsOf(1)).toStrictEqual(visitor.idsOf(0));
  });

  test("where cookies are blocked there is one number for a page view, and no error", async () => {
    await visitor.context.addInitScript(() => {
      Object.defineProperty(document, "cookie", {
        get: () => {
          throw new DOMException("blocked", "SecurityError");
        },
        set: () => {
          throw new DOMException("blocked", "SecurityError");
        },
      });
    });
    const page = await visitor.open();
    expect(await page.innerText("p")).toBe("646-555-0142");
    await visitor.passTime(page, 2 * minuteMs);
    await visitor.moveMouse(page);
    expect(visitor.site.paths()).toStrictEqual(["", "/imp1/activity"]);
    await page.reload();
    await page.evaluate(() => window.callpool?.ready);
    expect(visitor.idsOf(1).visitor).not.toBe(visitor.idsOf(0).visitor);
  });
});

describe("activity renews the hold, at most once in the time that the server says (R29)", () => {
  test("an idle visitor sends nothing", async () => {
    const page = await visitor.open();
    for (let i = 0; i < 10; i++) await visitor.passTime(page, 60 * minuteMs);
    expect(visitor.site.paths()).toStrictEqual([""]);
  });

  test("activity before it is time sends nothing", async () => {
    const page = await visitor.open();
    for (let i = 0; i < 9; i++) {
      await visitor.passTime(page, 10_000);
      await visitor.moveMouse(page);
    }
    expect(visitor.site.paths()).toStrictEqual([""]);
  });

  test.each([
    ["a move of the pointer", (page: Page) => page.mouse.move(50, 50)],
    ["a click", (page: Page) => page.mouse.click(1, 1)],
    ["a key", (page: Page) => page.keyboard.press("a")],
    ["scrolling", (page: Page) => page.evaluate(() => window.scrollTo(0, 500))],
  ])("%s sends one small request when it is time", async (_, act) => {
    visitor.site.pages.set(
      "/long",
      smallPage('<p>212-555-0100</p><div style="height:9999px">…</div>'),
    );
    const page = await visitor.open(visitor.site.url("long"));
    await visitor.passTime(page, 101_000);
    await act(page);
    await visitor.site.asked(2);
    await act(page);
    await visitor.moveMouse(page);
    expect(visitor.site.requests.slice(1)).toStrictEqual([
      {
        path: "/v1/impressions/imp1/activity",
        type: "text/plain;charset=UTF-8",
        body: { token: "token1", tags: [] },
      },
    ]);
  });

  test("a busy visitor sends one request in each of these times", async () => {
    const page = await visitor.open();
    for (let i = 0; i < 30; i++) {
      await visitor.passTime(page, 25_000);
      await visitor.moveMouse(page);
    }
    const renewals = visitor.site.paths().slice(1);
    expect(new Set(renewals)).toStrictEqual(new Set(["/imp1/activity"]));
    expect(renewals.length).toBeGreaterThanOrEqual(6);
    expect(renewals.length).toBeLessThanOrEqual(7);
  });

  test("a hidden page sends nothing; when it is shown again it does", async () => {
    const page = await visitor.open();
    await setHidden(page, true);
    await visitor.passTime(page, 5 * minuteMs);
    await visitor.moveMouse(page);
    expect(visitor.site.paths()).toStrictEqual([""]);
    await setHidden(page, false);
    expect(visitor.site.paths()).toStrictEqual(["", "/imp1/activity"]);
  });

  test("a clock that was set back does not stop it (R45)", async () => {
    const page = await visitor.open();
    await page.clock.setSystemTime("2026-03-01T09:00:00Z");
    await visitor.moveMouse(page);
    await visitor.site.asked(2);
    expect(visitor.site.paths()).toStrictEqual(["", "/imp1/activity"]);
  });

  test("an impression that has ended is asked for anew, once, and the new number is shown", async () => {
    const page = await visitor.open();
    const anew = answerNumbers([
      { tag: "tag_1", number: "+16465550177", national: "(646) 555-0177" },
    ]);
    visitor.site.answer = (request) =>
      request.path.endsWith("/activity") ? { status: 410, body: {} } : anew(request);
    await visitor.passTime(page, 5 * minuteMs);
    await visitor.moveMouse(page);
    await visitor.site.asked(3);
    await expect.poll(() => page.innerText("p")).toBe("646-555-0177");
    expect(visitor.site.paths()).toStrictEqual(["", "/imp1/activity", ""]);
    expect(visitor.idsOf(1)).toStrictEqual(visitor.idsOf(0));
  });

  test("a server that only says that it has ended is not asked in a circle", async () => {
    const page = await visitor.open();
    visitor.site.answer = () => ({ status: 410, body: {} });
    await visitor.passTime(page, 5 * minuteMs);
    await visitor.moveMouse(page);
    await visitor.settle(page);
    expect(visitor.site.paths()).toStrictEqual(["", "/imp1/activity", ""]);
    expect(await page.innerText("p")).toBe("646-555-0142");
  });

  test("who comes back after 30 minutes is on another visit", async () => {
    const page = await visitor.open();
    await visitor.passTime(page, 45 * minuteMs);
    await visitor.moveMouse(page);
    await visitor.site.asked(2);
    expect(visitor.site.paths()).toStrictEqual(["", ""]);
    expect(visitor.idsOf(1).visitor).toBe(visitor.idsOf(0).visitor);
    expect(visitor.idsOf(1).session).not.toBe(visitor.idsOf(0).session);
  });
});
