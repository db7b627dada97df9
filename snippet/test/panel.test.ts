import type { Locator, Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { answerNumbers, oneTag, smallPage } from "../../test/support/snippet-site.ts";
import { SnippetVisitor } from "../../test/support/snippet-visitor.ts";

/* "Check your page" without a phone (R36). */

const visitor = new SnippetVisitor();
const panelScript = expect.stringMatching(/^GET \/snippet\/panel\.[\w-]{10}\.js$/);

const body = `<p>Call <a href="tel:+12125550100">(212) <b>555</b>-0100</a></p>
  <p data-callpool-ignore>Licence 212-555-0100</p>`;

async function openPanel(html = smallPage(body)): Promise<Page> {
  visitor.site.pages.set("/own", html);
  const page = await visitor.open(visitor.site.url("own?callpool_debug=1"));
  await page.waitForSelector("callpool-debug .panel");
  await visitor.settle(page);
  return page;
}

const text = async (page: Page, afterMs = 1_000) => {
  await visitor.passTime(page, afterMs);
  return page.innerText("callpool-debug .panel");
};

/** After so long, what is missing is missing. */
const SETTLED_MS = 6_000;

async function boxOf(locator: Locator) {
  const box = await locator.boundingBox();
  if (!box) throw new Error("it is on the page, and can be seen");
  return box;
}

test("it is loaded when it is asked for, and not before", async () => {
  const page = await visitor.open();
  await visitor.settle(page);
  expect(visitor.site.log).toStrictEqual(["GET /campaign.js", "POST /v1/impressions"]);
  await page.evaluate(() => window.callpool?.debug());
  await page.waitForSelector("callpool-debug .panel");
  await visitor.settle(page);
  const [first, second, ...rest] = visitor.site.log;
  expect([first, second]).toStrictEqual(["GET /campaign.js", "POST /v1/impressions"]);
  expect(rest).toStrictEqual([panelScript, "GET /v1/campaigns/cmp_1"]);
});

describe("the panel", () => {
  test("tells what was found and swapped, the impression, and its timers", async () => {
    const shown = await text(await openPanel());
    for (const told of [
      "works, with notes",
      "+12125550100: 2 places swapped.",
      "1 place left alone",
      "(646) 555-0142",
      "tel:+16465550142",
      "Licence 212-555-0100".slice(8),
      "cmp_1",
      "imp1",
      "by activity in 9",
    ]) {
      expect(shown).toContain(told);
    }
    expect(shown).not.toContain("mistake");
  });

  test("lists the requests, as the browser has measured them", async () => {
    // The faked clock hides the browser's measurements.
    const context = await visitor.context.browser()?.newContext();
    if (!context) throw new Error("the visitor has a browser");
    const page = await visitor.open(visitor.site.url("?callpool_debug=1"), context);
    const cells = (column: number) =>
      page.locator(`callpool-debug td:nth-child(${column})`).allInnerTexts();
    await expect
      .poll(() => cells(2), { timeout: 10_000 })
      .toStrictEqual(["Snippet", "Ask for the numbers", "This panel", "Campaign"]);
    expect((await cells(3))[1]).toBe("200");
    expect((await cells(4))[1]).toMatch(/^\d+ ms$/);
    await context.close();
  });

  test("frames the numbers, and leaves the page as it is", async () => {
    const plain = await visitor.openPage(smallPage(body));
    const styleOf = (page: Page) =>
      page.evaluate(() =>
        [...document.querySelectorAll("body, body *")].map((element) => [
          element.outerHTML,
          getComputedStyle(element).cssText,
        ]),
      );
    const before = await styleOf(plain);
    const page = await openPanel();
    expect(await styleOf(page)).toStrictEqual(before);
    const marks = page.locator("callpool-debug .mark");
    await expect.poll(() => marks.count()).toBe(2);
    const [link, frame] = await Promise.all([boxOf(page.locator("a")), boxOf(marks.first())]);
    expect(Math.abs(link.x - frame.x)).toBeLessThan(4);
    expect(Math.abs(link.width - frame.width)).toBeLessThan(10);
  });

  test("names a number that is not on the page, and a second snippet", async () => {
    const edge = visitor.site.edgeUrl;
    const page = await openPanel(
      smallPage("<p>888-555-0199</p>", `<script src="${edge}/cmp_1" async></script>`.repeat(2)),
    );
    expect(await text(page)).toContain("+12125550100 is not on this page yet");
    const shown = await text(page, SETTLED_MS);
    expect(shown).toContain("2 mistakes found");
    expect(shown).toContain("+12125550100 is not on this page");
    expect(shown).toContain("2 script tags");
  });

  test("names a campaign that was paused since", async () => {
    visitor.site.answer = () => {
      visitor.site.campaign = undefined;
      return { status: 404, body: {} };
    };
    expect(await text(await openPanel())).toContain("it is paused");
  });

  test.each([
    [
      "in the shadow root of a custom element",
      "<x-y><template shadowrootmode=open><p>212-555-0100</p></template></x-y>",
    ],
    [
      "at the top of a shadow root",
      "<x-y><template shadowrootmode=open>212-555-0100</template></x-y>",
    ],
    ["after a break", "<p>Suite 24<br>212-555-0100</p>"],
    [
      "split over the items of a row",
      "<div style='display:flex'><b>(212)</b><b>555</b><b>-0100</b></div>",
    ],
    ["after a margin", "<p>Suite 24<b style='margin-left:1em'>212-555-0100</b></p>"],
    ["split, with only its end swapped", "<p><i>(212)</i> <i>555</i>-<i>0100</i></p>"],
  ])("a number %s is found, and swapped", async (_, html) => {
    const shown = await text(await openPanel(smallPage(html)), SETTLED_MS);
    expect(shown).toContain("works");
    expect(shown).toContain("+12125550100: 1 place swapped.");
    expect(shown).not.toContain("mistake");
  });

  test("a number that the snippet has not swapped is a mistake", async () => {
    const stubborn = `<p>212-555-0100</p><i>212-555-0100</i><script>
      Object.defineProperty(document.querySelector("i").firstChild, "nodeValue", {
        get() { return this.data; },
        set() {},
      });</script>`;
    const page = await openPanel(smallPage(stubborn));
    expect(await text(page)).toContain("1 place not swapped yet");
    const shown = await text(page, SETTLED_MS);
    expect(shown).toContain("1 mistake found");
    expect(shown).toContain("+12125550100: 1 place not swapped.");
  });

  test("a page that writes the visitor's number by itself has no mistake", async () => {
    const head = `<script>addEventListener("load", () => callpool.onNumber(
      ({ national }) => document.querySelector("p").append(national)));</script>`;
    const shown = await text(await openPanel(smallPage("<p>Call </p>", head)), SETTLED_MS);
    expect(shown).toContain("it shows the visitor's number by itself");
    expect(shown).not.toContain("mistake");
  });

  test("keeps the keyboard's focus and a selected text while it goes on", async () => {
    const page = await openPanel();
    const place = page.locator("callpool-debug .places button").first();
    await place.focus();
    await page.evaluate(() => {
      const id = document.querySelector("callpool-debug")?.shadowRoot?.querySelector("code");
      if (id) getSelection()?.selectAllChildren(id);
    });
    const before = await text(page);
    expect(await text(page, SETTLED_MS)).not.toBe(before);
    expect(await place.evaluate((one) => one.matches(":focus"))).toBe(true);
    // The place is gone: the next key still reaches the panel.
    await page.evaluate(() => document.querySelectorAll("p").forEach((one) => one.remove()));
    await visitor.passTime(page, 1_000);
    expect(await page.locator("callpool-debug .content:focus").count()).toBe(1);
  });

  test("goes on with what happens", async () => {
    visitor.site.answer = answerNumbers([]);
    const page = await openPanel();
    expect(await text(page)).toContain("the page's own");
    visitor.site.answer = () => ({
      status: 200,
      body: {
        numbers: [{ tag: "tag_1", number: "+16465550142", national: "(646) 555-0142" }],
        renewEveryMs: 100_000,
      },
    });
    await visitor.passTime(page, 101_000);
    await visitor.moveMouse(page);
    expect(await text(page)).toContain("(646) 555-0142");
  });

  test("is opened once, folds, and leaves nothing behind", async () => {
    const page = await openPanel();
    await page.evaluate(() => window.callpool?.debug());
    await visitor.settle(page);
    expect(await page.locator("callpool-debug").count()).toBe(1);
    await page.click("callpool-debug button[title=Fold]");
    expect(await page.isVisible("callpool-debug .content")).toBe(false);
    await page.click("callpool-debug button[title=Close]");
    await visitor.passTime(page, 5_000);
    expect(await page.locator("callpool-debug").count()).toBe(0);
  });

  test("shows a tag without a pool as well (R14)", async () => {
    const [tag] = oneTag.tags;
    if (!tag) throw new Error("the campaign has a tag");
    const primary = { primary: "+18885550199", national: "(888) 555-0199", capture: false };
    visitor.site.campaign = { ...oneTag, tags: [{ ...tag, ...primary }] };
    const shown = await text(await openPanel());
    expect(shown).toContain("(888) 555-0199");
    expect(shown).toContain("no tag captures user data");
  });
});
