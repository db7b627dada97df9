import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { answerNumbers, oneTag, smallPage } from "../../test/support/snippet-site.ts";
import { SnippetVisitor } from "../../test/support/snippet-visitor.ts";

/* Nothing is stored and nothing is asked without consent (R35). */

const visitor = new SnippetVisitor();
const primary = { tag: "tag_1", number: "+18885550199", national: "(888) 555-0199" };
const own = { tag: "tag_1", number: "+16465550142", national: "(646) 555-0142" };

const cookies = async () => (await visitor.context.cookies()).map(({ name }) => name);

const say = (page: Page, isGiven: boolean) =>
  page.evaluate((given) => window.callpool?.consent(given), isGiven);

/** A page whose number is another than the primary one, so that all three can be told apart. */
async function openWaiting(): Promise<Page> {
  const [tag] = oneTag.tags;
  if (!tag) throw new Error("the campaign has a tag");
  const { number, national } = primary;
  visitor.site.campaign = { ...oneTag, tags: [{ ...tag, primary: number, national }] };
  return visitor.openPage(smallPage().replace(" async", ' data-consent="required" async'));
}

async function beBusy(page: Page): Promise<void> {
  await page.evaluate(() => window.callpool?.addTags({ plan: "gold" }));
  for (let i = 0; i < 3; i++) {
    await visitor.passTime(page, 120_000);
    await visitor.moveMouse(page);
  }
}

describe("where consent is required", () => {
  test("nothing is asked or stored before, and the primary number is shown", async () => {
    const page = await openWaiting();
    await beBusy(page);
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pagehide")));
    await page.evaluate(() => {
      dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    });
    await visitor.settle(page);
    expect(visitor.site.log).toStrictEqual(["GET /campaign.js"]);
    expect(await cookies()).toStrictEqual([]);
    expect(await page.innerText("p")).toBe("888-555-0199");
    const told = await page.evaluate(() => window.callpool?.ready);
    expect(told).toStrictEqual([{ ...primary, reason: "no_consent" }]);
  });

  test("given late, it begins: tags of before are told, and the number is the visitor's", async () => {
    const page = await openWaiting();
    await beBusy(page);
    await say(page, true);
    await visitor.site.asked(1);
    await expect.poll(() => page.innerText("p")).toBe("646-555-0142");
    expect(visitor.site.requests[0]?.body["tags"]).toMatchObject([{ value: "gold" }]);
    await say(page, true);
    await visitor.settle(page);
    expect(visitor.site.log).toStrictEqual(["GET /campaign.js", "POST /v1/impressions"]);
    expect(await cookies()).toStrictEqual(["_callpool"]);
    expect(await page.evaluate(() => window.callpool?.numbers)).toStrictEqual([own]);
  });

  test("refused, what an earlier consent stored is removed, and nothing is told of it", async () => {
    await visitor.open(visitor.site.url("", "de.www.shop.test"));
    expect(await cookies()).toStrictEqual(["_callpool"]);
    const before = visitor.site.log.length;
    const page = await openWaiting();
    await say(page, false);
    await beBusy(page);
    expect(visitor.site.log.slice(before)).toStrictEqual(["GET /campaign.js"]);
    expect(await cookies()).toStrictEqual([]);
  });

  test("a tag that captures nothing is swapped as always (R14)", async () => {
    const page = await openWaiting();
    const [tag] = oneTag.tags;
    if (!tag) throw new Error("the campaign has a tag");
    const { number, national } = primary;
    visitor.site.campaign = {
      ...oneTag,
      tags: [{ ...tag, capture: false, primary: number, national }],
    };
    await page.reload();
    await say(page, true);
    await visitor.settle(page);
    expect(visitor.site.requests).toStrictEqual([]);
    expect(await page.evaluate(() => window.callpool?.ready)).toStrictEqual([primary]);
    expect(await page.innerText("p")).toBe("888-555-0199");
  });
});

describe("consent that is withdrawn", () => {
  test("closes the hold, removes the cookie, and shows what everybody sees", async () => {
    const page = await visitor.open();
    await say(page, false);
    await visitor.site.asked(2);
    await beBusy(page);
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pagehide")));
    await visitor.settle(page);
    expect(visitor.site.paths()).toStrictEqual(["", "/imp1/close"]);
    expect(await cookies()).toStrictEqual([]);
    expect(await page.innerText("p")).toBe("212-555-0100");
  });

  test("and given again, makes another visitor", async () => {
    const page = await visitor.open();
    await say(page, false);
    await say(page, true);
    await visitor.site.asked(3);
    await visitor.settle(page);
    expect(visitor.site.paths().toSorted()).toStrictEqual(["", "", "/imp1/close"]);
    expect(visitor.idsOf(1).visitor).not.toBe(visitor.idsOf(0).visitor);
    await expect.poll(() => page.innerText("p")).toBe("646-555-0142");
  });

  test("while the answer is on its way, closes what the answer opens", async () => {
    const gate = Promise.withResolvers<void>();
    const answer = answerNumbers();
    visitor.site.answer = async (request) => {
      if (request.path === "/v1/impressions") await gate.promise;
      return answer(request);
    };
    const page = await visitor.context.newPage();
    await page.goto(visitor.site.url(""));
    await visitor.site.asked(1);
    await say(page, false);
    gate.resolve();
    await visitor.site.asked(2);
    await beBusy(page);
    expect(visitor.site.paths()).toStrictEqual(["", "/imp1/close"]);
    expect(await page.innerText("p")).toBe("212-555-0100");
    expect(await cookies()).toStrictEqual([]);
  });

  test("stays withdrawn after release() and after a campaign has ended", async () => {
    const page = await visitor.open();
    await page.evaluate(() => window.callpool?.release());
    await visitor.site.asked(2);
    await say(page, true);
    await beBusy(page);
    expect(visitor.site.paths()).toStrictEqual(["", "/imp1/close"]);
  });
});

describe("what the script's element says", () => {
  test.each([["Required"], [" required "], ["true"], [""]])(
    "data-consent=%j asks for consent, too: in doubt, nothing is taken",
    async (value) => {
      const attribute = ` data-consent="${value}" async`;
      const page = await visitor.openPage(smallPage().replace(" async", attribute));
      await visitor.settle(page);
      expect(visitor.site.log).toStrictEqual(["GET /campaign.js"]);
      expect(await cookies()).toStrictEqual([]);
    },
  );

  test.each([
    ["an image", '<img name="currentScript" src="https://evil.example/a.png" alt="">'],
    ["a form", '<form name="currentScript"></form>'],
  ])("is not what %s of that name says (R71)", async (_, element) => {
    const script = '<script src="//EDGE/campaign.js" data-consent="required"></script>';
    const icon = '<link rel="icon" href="data:,">';
    const body = `${element}<p>212-555-0100</p>${script}`;
    const page = await visitor.openPage(`<!doctype html><title>Shop</title>${icon}${body}`);
    await visitor.settle(page);
    expect(visitor.site.log).toStrictEqual(["GET /campaign.js"]);
    expect(await cookies()).toStrictEqual([]);
  });
});
