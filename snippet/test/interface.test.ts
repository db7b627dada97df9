import { describe, expect, test } from "vitest";
import type { Callpool, CallpoolNumber, CallpoolTags } from "../callpool.d.ts";
import { answerNumbers, oneTag, smallPage } from "../../test/support/snippet-site.ts";
import { SnippetVisitor } from "../../test/support/snippet-visitor.ts";

/* What a page can ask of the snippet (R32, R33). */

declare global {
  interface Window {
    /** What the test's page has been told, in order. */
    heard: CallpoolNumber[];
    early: string;
  }
}

const visitor = new SnippetVisitor();
const number = { tag: "tag_1", number: "+16465550142", national: "(646) 555-0142" };
const miss = {
  tag: "tag_1",
  number: "+12125550100",
  national: "(212) 555-0100",
  reason: "pool_exhausted",
};

function tagsOf(index: number): unknown {
  return visitor.site.requests[index]?.body["tags"];
}

describe("tags (R32)", () => {
  test("those that were pushed before go with the first request", async () => {
    const head = `<script>
      window._callpool_tags = window._callpool_tags || [];
      _callpool_tags.push({type: "User", plan: "gold", visits: 3}, {isNew: true});
      _callpool_tags.push({type: "Cart", total: 0});
    </script>`;
    const page = await visitor.openPage(smallPage("<p></p>", head));
    await visitor.settle(page);
    expect(visitor.site.paths()).toStrictEqual([""]);
    expect(tagsOf(0)).toStrictEqual([
      { type: "User", name: "plan", value: "gold" },
      { type: "User", name: "visits", value: "3" },
      { type: "User", name: "isNew", value: "true" },
      { type: "Cart", name: "total", value: "0" },
    ]);
  });

  test("those that come later join the impression at once, together", async () => {
    const page = await visitor.open();
    await page.clock.fastForward(3_000);
    await page.evaluate(() => {
      window._callpool_tags = window._callpool_tags || [];
      window._callpool_tags.push({ plan: "gold" });
      window._callpool_tags.push({ type: "User", seats: 4 });
      window.callpool?.addTags({ step: "checkout" }, { step: "paid" });
    });
    await visitor.site.asked(2);
    await visitor.settle(page);
    expect(visitor.site.requests.slice(1)).toStrictEqual([
      {
        path: "/v1/impressions/imp1/activity",
        type: "text/plain;charset=UTF-8",
        body: {
          token: "token1",
          tags: [
            { type: "User", name: "plan", value: "gold" },
            { type: "User", name: "seats", value: "4" },
            { type: "User", name: "step", value: "checkout" },
            { type: "User", name: "step", value: "paid" },
          ],
        },
      },
    ]);
  });

  test("those that come between request and answer wait for the answer", async () => {
    const answer = answerNumbers();
    const gate = Promise.withResolvers<void>();
    visitor.site.answer = async (request) => {
      if (request.path === "/v1/impressions") await gate.promise;
      return answer(request);
    };
    const page = await visitor.context.newPage();
    await page.goto(visitor.site.url(""));
    await visitor.site.asked(1);
    await page.evaluate(() => window._callpool_tags?.push({ plan: "gold" }));
    await visitor.settle(page);
    expect(visitor.site.paths()).toStrictEqual([""]);
    gate.resolve();
    await visitor.site.asked(2);
    expect(visitor.site.paths()).toStrictEqual(["", "/imp1/activity"]);
    expect(tagsOf(1)).toStrictEqual([{ type: "User", name: "plan", value: "gold" }]);
  });

  test("those of a request that failed go with the next one", async () => {
    const page = await visitor.open();
    visitor.site.answer = () => ({ status: 503, body: {} });
    await page.evaluate(() => window._callpool_tags?.push({ plan: "gold" }));
    await visitor.site.asked(2);
    await visitor.settle(page);
    visitor.site.answer = answerNumbers();
    await visitor.passTime(page, 101_000);
    await visitor.moveMouse(page);
    expect(visitor.site.paths()).toStrictEqual(["", "/imp1/activity", "/imp1/activity"]);
    expect(tagsOf(2)).toStrictEqual(tagsOf(1));
  });

  test("more than fit one request are sent in several", async () => {
    const page = await visitor.open();
    await page.evaluate(() => {
      for (let i = 0; i < 120; i++) window._callpool_tags?.push({ [`tag${i}`]: i });
    });
    await visitor.site.asked(4);
    await visitor.settle(page);
    const sizes = [1, 2, 3].map((index) => (tagsOf(index) as readonly unknown[]).length);
    expect(sizes).toStrictEqual([50, 50, 20]);
    expect(visitor.site.requests.length).toBe(4);
  });

  test("what is no tag is left out, and throws nothing into the page", async () => {
    const page = await visitor.open();
    const threw = await page.evaluate(() => {
      const bad = {
        get trap(): string {
          throw new Error("of the page");
        },
      };
      const odd: unknown[] = [null, undefined, 7, "text", {}, { list: [1] }, { deep: {} }, bad];
      odd.push({ none: null, nothing: undefined, action: () => 1 }, Object.create(null));
      try {
        // What a page without types may do.
        for (const item of odd) window._callpool_tags?.push(item as CallpoolTags);
        window._callpool_tags?.push();
        return "nothing";
      } catch (error) {
        return String(error);
      }
    });
    await visitor.settle(page);
    expect(threw).toBe("nothing");
    expect(visitor.site.paths()).toStrictEqual([""]);
  });

  test("a page's own thing of that name does not stop the swap", async () => {
    const page = await visitor.openPage(
      smallPage('<p>212-555-0100</p><i id="_callpool_tags"></i>'),
    );
    expect(await page.innerText("p")).toBe("646-555-0142");
  });
});

describe("window.callpool (R33)", () => {
  test("ready and numbers tell what is shown", async () => {
    const page = await visitor.open();
    const told = await page.evaluate(async () => {
      const callpool: Callpool | undefined = window.callpool;
      return [await callpool?.ready, callpool?.numbers];
    });
    expect(told).toStrictEqual([[number], [number]]);
  });

  test("the reason says why it is the primary number (R43)", async () => {
    visitor.site.answer = answerNumbers([miss]);
    const page = await visitor.open();
    expect(await page.evaluate(() => window.callpool?.numbers)).toStrictEqual([miss]);
  });

  test("onNumber calls back with what is shown, what comes, and what changes", async () => {
    visitor.site.answer = answerNumbers([miss]);
    const page = await visitor.open();
    await page.evaluate(() => {
      window.heard = [];
      window.callpool?.onNumber((heard) => window.heard.push(heard));
    });
    expect(await page.evaluate(() => window.heard)).toStrictEqual([miss]);
    visitor.site.answer = answerNumbers([number]);
    await visitor.passTime(page, 101_000);
    await visitor.moveMouse(page);
    await expect.poll(() => page.evaluate(() => window.heard)).toStrictEqual([miss, number]);
    expect(await page.innerText("p")).toBe("646-555-0142");
    await visitor.passTime(page, 101_000);
    await visitor.moveMouse(page);
    expect(await page.evaluate(() => window.heard)).toStrictEqual([miss, number]);
  });

  test("a callback that throws stops no other, and not the swap", async () => {
    const body = `<p>212-555-0100</p><script>
      addEventListener("error", (event) => {
        window.early = event.message;
        event.preventDefault();
      });
      heard = [];
      addEventListener("DOMContentLoaded", () => {
        callpool.onNumber(() => { throw new Error("of the page"); });
        callpool.onNumber((number) => heard.push(number));
      });
    </script>`;
    const page = await visitor.openPage(smallPage(body).replace(" async", ""));
    expect(await page.evaluate(() => [window.heard, window.early])).toStrictEqual([
      [number],
      expect.stringContaining("Error: of the page"),
    ]);
    expect(await page.innerText("p")).toBe("646-555-0142");
    visitor.forgiveErrors();
  });

  test("swap() swaps in a part that the snippet does not see", async () => {
    const page = await visitor.open();
    const text = await page.evaluate(() => {
      const root = document.createElement("div").attachShadow({ mode: "closed" });
      root.innerHTML = '<p>212-<b>555</b>-0100</p><a href="tel:2125550100">Call</a>';
      document.body.append(root.host);
      window.callpool?.swap(root);
      return root.innerHTML;
    });
    expect(text).toBe('<p>646-<b>555</b>-0142</p><a href="tel:6465550142">Call</a>');
  });

  test("with numbers that need no answer it is ready at once (R14)", async () => {
    const [tag] = oneTag.tags;
    visitor.site.campaign = { ...oneTag, tags: tag ? [{ ...tag, capture: false }] : [] };
    const page = await visitor.open();
    const { reason: _, ...primary } = miss;
    expect(await page.evaluate(() => window.callpool?.ready)).toStrictEqual([primary]);
  });
});

describe("a second snippet on the page (R20)", () => {
  test("does nothing, and says so in the console", async () => {
    const script = '<script src="//EDGE/campaign.js"></script>';
    const page = await visitor.context.newPage();
    const warned = page.waitForEvent("console");
    visitor.site.pages.set("/own", smallPage(`<p>212-555-0100</p>${script}`));
    await page.goto(visitor.site.url("own"));
    const warning = await warned;
    expect(warning.type()).toBe("warning");
    expect(warning.text()).toContain("Callpool");
    await page.evaluate(() => window.callpool?.ready);
    await visitor.settle(page);
    expect(visitor.site.paths()).toStrictEqual([""]);
    expect(await page.innerText("p")).toBe("646-555-0142");
  });

  test("an element with the id callpool is no snippet", async () => {
    const body = '<div id="callpool"><p>212-555-0100</p></div>';
    const page = await visitor.openPage(smallPage(body));
    await expect.poll(() => page.innerText("p")).toBe("646-555-0142");
  });
});
