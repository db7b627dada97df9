import { describe, expect, test } from "vitest";
import { answerNumbers, oneTag, smallPage } from "../../test/support/snippet-site.ts";
import { SnippetVisitor } from "../../test/support/snippet-visitor.ts";

/* Whatever goes wrong, the page keeps its own number, and no error is seen (R18, R21). */

const visitor = new SnippetVisitor();

const good = { impression: "imp1", token: "token1", renewEveryMs: 100_000 };
const number = { tag: "tag_1", number: "+16465550142", national: "(646) 555-0142" };

describe("the page keeps its own number (R21)", () => {
  test.each([
    ["an error", { status: 500, body: {} }],
    ["a busy server", { status: 503, body: {} }],
    ["a refusal", { status: 400, body: { code: "invalid_request" } }],
    ["a broken connection", "broken"],
    ["no JSON", { status: 200, body: "<html>" }],
    ["nothing", { status: 200, body: "" }],
    ["null", { status: 200, body: "null" }],
    ["a list", { status: 200, body: [] }],
    ["an empty object", { status: 200, body: {} }],
    ["no numbers", { status: 200, body: good }],
    ["an empty list of numbers", { status: 200, body: { ...good, numbers: [] } }],
    ["a null among the numbers", { status: 200, body: { ...good, numbers: [null] } }],
    [
      "a number without a national format",
      { status: 200, body: { ...good, numbers: [{ ...number, national: undefined }] } },
    ],
    [
      "a number that is none",
      { status: 200, body: { ...good, numbers: [{ ...number, number: "<b>1</b>" }] } },
    ],
    [
      "a number of another tag",
      { status: 200, body: { ...good, numbers: [{ ...number, tag: "tag_9" }] } },
    ],
  ] as const)("when the answer is %s", async (_, answer) => {
    visitor.site.answer = () => answer;
    const page = await visitor.open();
    await visitor.settle(page);
    expect(await page.innerText("p")).toBe("212-555-0100");
    expect(await page.evaluate(() => window.callpool?.numbers)).toStrictEqual([]);
    expect(visitor.site.paths()).toStrictEqual([""]);
  });

  test("when the answer takes longer than five seconds, also if it comes then", async () => {
    visitor.site.answer = () => "silence";
    const page = await visitor.context.newPage();
    const failed = page.waitForEvent("requestfailed");
    // Time stands still from here on, so that the machine's own slowness does not count.
    await page.clock.pauseAt("2026-03-02T10:00:00Z");
    await page.goto(visitor.site.url(""));
    await visitor.site.asked(1);
    await page.clock.fastForward(4_900);
    const first = await page.evaluate(() =>
      Promise.race([window.callpool?.ready, Promise.resolve("waiting")]),
    );
    expect(first).toBe("waiting");
    await page.clock.fastForward(200);
    expect((await failed).url()).toBe(`${visitor.site.edgeUrl}/v1/impressions`);
    expect(await page.evaluate(() => window.callpool?.ready)).toStrictEqual([]);
    expect(await page.innerText("p")).toBe("212-555-0100");
  });

  test("when there is no such campaign: the script is 404 (R19)", async () => {
    visitor.site.campaign = undefined;
    const page = await visitor.open();
    expect(await page.innerText("p")).toBe("212-555-0100");
    expect(visitor.site.requests).toStrictEqual([]);
  });

  test("when a security policy of the page forbids to ask", async () => {
    const edge = visitor.site.edgeUrl;
    const policy = `default-src 'self'; script-src ${edge}`;
    const head = `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
    const page = await visitor.openPage(
      `<head>${head}</head><p>212-555-0100</p><script src="${edge}/campaign.js"></script>`,
    );
    expect(await page.innerText("p")).toBe("212-555-0100");
  });

  test("when the browser lacks what the snippet needs", async () => {
    for (const name of ["fetch", "crypto", "AbortController"]) {
      const page = await visitor.context.newPage();
      await visitor.context.clearCookies();
      await page.addInitScript((missing) => {
        Object.defineProperty(window, missing, { value: undefined });
      }, name);
      await page.goto(visitor.site.url(""));
      await page.waitForLoadState();
      expect(await page.innerText("p"), name).toBe("212-555-0100");
    }
  });
});

describe("a server that failed is asked again, but not often (R21, R29)", () => {
  test("by the next activity after a minute", async () => {
    visitor.site.answer = () => "broken";
    const page = await visitor.open();
    await visitor.passTime(page, 55_000);
    await visitor.moveMouse(page);
    expect(visitor.site.paths()).toStrictEqual([""]);
    visitor.site.answer = answerNumbers();
    await visitor.passTime(page, 6_000);
    expect(visitor.site.paths()).toStrictEqual([""]);
    await visitor.moveMouse(page);
    await expect.poll(() => page.innerText("p")).toBe("646-555-0142");
    expect(visitor.site.paths()).toStrictEqual(["", ""]);
  });

  test.each([
    [404, "the campaign was paused or deleted (R19)"],
    [403, "the campaign is not for this site"],
  ])("after a %i never: %s", async (status) => {
    visitor.site.answer = () => ({ status, body: {} });
    const page = await visitor.open();
    await page.evaluate(() => window.callpool?.addTags({ plan: "gold" }));
    for (let i = 0; i < 3; i++) {
      await visitor.passTime(page, 300_000);
      await visitor.moveMouse(page);
    }
    expect(visitor.site.paths()).toStrictEqual([""]);
    expect(await page.innerText("p")).toBe("212-555-0100");
  });

  test("a renewal that fails changes nothing on the page", async () => {
    const page = await visitor.open();
    visitor.site.answer = () => ({ status: 500, body: {} });
    await visitor.passTime(page, 101_000);
    await visitor.moveMouse(page);
    await visitor.passTime(page, 101_000);
    await visitor.moveMouse(page);
    expect(visitor.site.paths()).toStrictEqual(["", "/imp1/activity", "/imp1/activity"]);
    expect(await page.innerText("p")).toBe("646-555-0142");
  });

  test("a server that says to renew at once is renewed once a second at most", async () => {
    visitor.site.answer = (request) => {
      const answer = answerNumbers()(request);
      return typeof answer === "object"
        ? { ...answer, body: { ...good, renewEveryMs: 0, numbers: [number] } }
        : answer;
    };
    const page = await visitor.open();
    for (let i = 0; i < 4; i++) await visitor.moveMouse(page);
    expect(visitor.site.paths().length).toBeLessThanOrEqual(3);
  });
});

test("one tag without a number keeps the page's, the other is swapped (R19)", async () => {
  const [tag] = oneTag.tags;
  const other = { tag: "tag_2", replace: "+18885550199", primary: "+18885550199" };
  visitor.site.campaign = {
    ...oneTag,
    tags: tag ? [tag, { ...other, national: "(888) 555-0199", capture: true }] : [],
  };
  const page = await visitor.openPage(
    '<script src="//EDGE/campaign.js" async></script><p>212-555-0100 888-555-0199</p>',
  );
  expect(await page.innerText("p")).toBe("646-555-0142 888-555-0199");
});

describe("long texts", () => {
  test("a tag and a title without end are cut before they are sent (R31a)", async () => {
    const page = await visitor.context.newPage();
    await page.addInitScript(() => {
      window._callpool_tags = [{ plan: "gold" }, { basket: "x".repeat(100_000) }];
    });
    visitor.site.pages.set(
      "/",
      smallPage().replace("<title>Shop</title>", `<title>${"Shop ".repeat(9_000)}</title>`),
    );
    visitor.site.answer = answerNumbers();
    await page.goto(visitor.site.url(""));
    await visitor.site.asked(1);
    const body = visitor.site.requests[0]?.body ?? {};
    expect(JSON.stringify(body).length).toBeLessThan(8_000);
    // More than the server keeps, so that it says what was cut.
    const tags = body["tags"] as readonly { readonly value: string }[];
    expect(tags[1]?.value).toHaveLength(513);
  });

  test("what the server refuses is not sent again and again, and later tags arrive", async () => {
    visitor.site.answer = answerNumbers();
    const page = await visitor.open();
    await visitor.site.asked(1);
    visitor.site.answer = () => ({ status: 413, body: { code: "body_too_large" } });
    await page.evaluate(() => window.callpool?.addTags({ first: "1" }));
    await visitor.site.asked(2);
    visitor.site.answer = answerNumbers();
    await page.evaluate(() => window.callpool?.addTags({ second: "2" }));
    await visitor.site.asked(3);
    expect(visitor.site.requests[2]?.body["tags"]).toMatchObject([{ name: "second" }]);
  });
});
