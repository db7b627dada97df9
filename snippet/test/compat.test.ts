import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import type { KnownNumber } from "../compat/legacy-page.ts";
import { answerNumbers, oneTag, smallPage } from "../../test/support/snippet-site.ts";
import { SnippetVisitor } from "../../test/support/snippet-visitor.ts";

/* Pages that were written for another snippet, as they are in public (R34). */

declare global {
  interface Window {
    /** What the page's callback was told, in order. */
    calledBack: (readonly unknown[])[];
  }
}

const visitor = new SnippetVisitor();
const compat = expect.stringMatching(/^GET \/snippet\/compat\.[\w-]{10}\.js$/);

/** The loader that such pages have in them, with what they ask of it. */
function loader(request: string): string {
  return `<script>(function (e, d) {
    var ringba_com_tag = "JS0a1b2c";
    var _sc = d.getElementsByTagName("script"), _s = _sc[_sc.length - 1];
    e._rgba = e._rgba || { q: [] };
    e._rgba.q.push({ tag: ringba_com_tag, script: _s, ${request} });
  })(window, document);</script>`;
}

const callback = `<script>
  window.calledBack = [];
  function GetNumber(number, tagId, firstTime) { calledBack.push([number, tagId, firstTime]); }
</script>`;

const calledBack = (page: Page) => page.evaluate(() => window.calledBack);

const knownNumbers = (page: Page) =>
  page.evaluate((): KnownNumber[] | undefined => window.ringba_known_numbers);

async function loaded(page: Page): Promise<void> {
  await expect.poll(() => visitor.site.log).toContainEqual(compat);
  await visitor.settle(page);
}

/** The number of the visitor's changes. */
async function changeNumber(page: Page): Promise<void> {
  visitor.site.answer = answerNumbers([
    { tag: "tag_1", number: "+16465550177", national: "(646) 555-0177" },
  ]);
  await visitor.passTime(page, 101_000);
  await visitor.moveMouse(page);
}

test("a page that uses none of it does not load what understands it", async () => {
  const page = await visitor.open();
  await visitor.settle(page);
  expect(visitor.site.log).toStrictEqual(["GET /campaign.js", "POST /v1/impressions"]);
  expect(await page.evaluate(() => Object.keys(window).filter((key) => /gba/.test(key)))).toEqual(
    [],
  );
});

describe("the tag queue", () => {
  test("filled before and after, it tells of the visit, and stays an array", async () => {
    const head = `<script>
      (window._rgba_tags = window._rgba_tags || []).push({ type: "User", track_attempted: "yes" });
      window._rgba_tags.push({ age: "65" });
    </script>`;
    const page = await visitor.openPage(smallPage("<p>212-555-0100</p>", head));
    await loaded(page);
    await page.evaluate(() => {
      (window._rgba_tags = window._rgba_tags || []).push({ type: "User", clickid: "abc" });
    });
    await expect
      .poll(() => visitor.site.requests.flatMap(({ body }) => body["tags"]))
      .toStrictEqual([
        { type: "User", name: "track_attempted", value: "yes" },
        { type: "User", name: "age", value: "65" },
        { type: "User", name: "clickid", value: "abc" },
      ]);
    expect(await page.evaluate(() => JSON.stringify(window._rgba_tags))).toBe(
      '[{"type":"User","track_attempted":"yes"},{"age":"65"},{"type":"User","clickid":"abc"}]',
    );
  });

  test("touched for the first time long after, it is understood as well", async () => {
    const page = await visitor.open();
    await page.clock.fastForward(60_000);
    await page.evaluate(() => {
      if (Array.isArray(window._rgba_tags)) window._rgba_tags.push({ step: "one" });
      else window._rgba_tags = [{ step: "one" }];
    });
    await loaded(page);
    await page.evaluate(() => {
      window._rgba_tags = [...(window._rgba_tags ?? []), { step: "two" }];
    });
    await visitor.settle(page);
    const told = visitor.site.requests.flatMap(({ body }) => body["tags"]);
    expect(told).toMatchObject([{ value: "one" }, { value: "one" }, { value: "two" }]);
    expect(await page.evaluate(() => window._rgba_tags?.length)).toBe(2);
  });

  test("a `var` of the page is understood as well", async () => {
    const head = "<script>var _rgba_tags = _rgba_tags || []; _rgba_tags.push({ a: 1 });</script>";
    const page = await visitor.openPage(smallPage("<p></p>", head));
    await loaded(page);
    await page.evaluate(() => window._rgba_tags?.push({ b: 2 }));
    await expect
      .poll(() => visitor.site.requests.flatMap(({ body }) => body["tags"]))
      .toMatchObject([{ name: "a" }, { name: "b" }]);
  });
});

describe("the queue of number requests", () => {
  test("calls back with the number, the tag that was asked for, and whether it is the first", async () => {
    const head = callback + loader("cb: GetNumber, render: false");
    const page = await visitor.openPage(smallPage("<p></p>", head));
    await expect.poll(() => calledBack(page)).toStrictEqual([["(646) 555-0142", "JS0a1b2c", true]]);
    await changeNumber(page);
    await expect
      .poll(() => calledBack(page))
      .toStrictEqual([
        ["(646) 555-0142", "JS0a1b2c", true],
        ["(646) 555-0177", "JS0a1b2c", false],
      ]);
  });

  test("in the page's own format; and asked for later, it is answered at once", async () => {
    const page = await visitor.openPage(smallPage("<p></p>", callback + loader("render: false")));
    await loaded(page);
    await page.evaluate(() => {
      const cb = (...told: readonly unknown[]) => window.calledBack.push(told);
      window._rgba?.q?.push({ tag: "tag_1", cb, displayFmt: "n-nnn-nnn-nnnn" });
    });
    await expect.poll(() => calledBack(page)).toStrictEqual([["1-646-555-0142", "tag_1", true]]);
  });

  test("of several numbers, the one of the tag that was asked for", async () => {
    const second = { tag: "tag_2", number: "+18005550177", national: "(800) 555-0177" };
    const [tag] = oneTag.tags;
    if (!tag) throw new Error("the campaign has a tag");
    const tags = [tag, { ...tag, tag: "tag_2", replace: "+18885550199" }];
    visitor.site.campaign = { ...oneTag, tags };
    const first = { tag: "tag_1", number: "+16465550142", national: "(646) 555-0142" };
    visitor.site.answer = answerNumbers([first, second]);
    const head = `${callback}<script>_rgba = { q: [{ tag: "tag_2", cb: GetNumber }] };</script>`;
    const page = await visitor.openPage(smallPage("<p></p>", head));
    await expect.poll(() => calledBack(page)).toStrictEqual([["(800) 555-0177", "tag_2", true]]);
  });

  test("the number is written into the elements of a class, and their links", async () => {
    const body = `<p><b class="phNumber"></b> or
      <a href="tel:+12125550199"><i class="phNumber">call</i></a></p>`;
    const head = loader('numberClass: "phNumber", displayFmt: "nnn.nnn.nnnn"');
    const page = await visitor.openPage(smallPage(body, head));
    await expect.poll(() => page.innerText("p")).toBe("646.555.0142 or 646.555.0142");
    expect(await page.getAttribute("a", "href")).toBe("tel:+16465550142");
    await changeNumber(page);
    await expect.poll(() => page.innerText("p")).toBe("646.555.0177 or 646.555.0177");
  });

  test("elements of the class that come later are filled as well, and then are the page's", async () => {
    const head = loader('numberClass: "phNumber", displayFmt: "nnn.nnn.nnnn"');
    const page = await visitor.openPage(smallPage(`<p class="phNumber"></p><i></i>`, head));
    await expect.poll(() => page.innerText("p")).toBe("646.555.0142");
    await page.evaluate(() => {
      document.body.insertAdjacentHTML(
        "beforeend",
        `<a href="tel:+12125550199"><b class="phNumber">call</b></a>`,
      );
      document.querySelector("i")?.classList.add("phNumber");
    });
    await expect.poll(() => page.innerText("b")).toBe("646.555.0142");
    expect(await page.innerText("i")).toBe("646.555.0142");
    expect(await page.getAttribute("a", "href")).toBe("tel:+16465550142");
    await page.evaluate(() => document.querySelector("p")?.replaceChildren("Call us"));
    await visitor.settle(page);
    expect(await page.innerText("p")).toBe("Call us");
    await changeNumber(page);
    await expect.poll(() => page.innerText("b")).toBe("646.555.0177");
    expect(await page.innerText("p")).toBe("646.555.0177");
  });

  test.each([
    ["true", "Call (646) 555-0142 now"],
    ["undefined", "Call (646) 555-0142 now"],
    ["false", "Call now"],
  ])("with render: %s, the number beside the script is as it says", async (render, expected) => {
    const body = `<p>Call ${loader(`cb: GetNumber, render: ${render}`)} now</p>`;
    const page = await visitor.openPage(smallPage(body, callback));
    await expect.poll(() => calledBack(page)).toHaveLength(1);
    expect((await page.innerText("p")).replace(/\s+/g, " ")).toBe(expected);
  });

  test("beside a script that is none of the loader's nothing is written", async () => {
    const body = `<p>Shop <script>var shop = 1;</script></p>`;
    const page = await visitor.openPage(smallPage(body));
    await page.evaluate(() => {
      window.calledBack = [];
      const script = document.querySelector<HTMLScriptElement>("p script");
      const cb = (...told: readonly unknown[]) => window.calledBack.push(told);
      window._rgba = { q: [{ cb, ...(script ? { script } : {}) }] };
    });
    await expect.poll(() => calledBack(page)).toHaveLength(1);
    expect(await page.innerText("p")).toBe("Shop");
  });

  test("what is no request is left out, and a callback that throws stops nothing", async () => {
    const odd = `<script>_rgba = { q: [null, 7, "x", {}, { cb: 1 }, { numberClass: "none" }] };
      _rgba.q.push({ cb() { throw new Error("of the page"); } }, { cb: GetNumber });</script>`;
    const page = await visitor.openPage(smallPage("<p>212-555-0100</p>", callback + odd));
    await expect.poll(() => calledBack(page)).toHaveLength(1);
    expect(await page.innerText("p")).toBe("646-555-0142");
    visitor.forgiveErrors();
  });
});

describe("the array of known numbers", () => {
  test("is there for a page that looks again and again, and changes with the number", async () => {
    const page = await visitor.open();
    const known = [{ int: "+16465550142", loc: "(646) 555-0142", jstag: "tag_1" }];
    await expect.poll(() => knownNumbers(page)).toStrictEqual(known);
    await changeNumber(page);
    const changed = [{ int: "+16465550177", loc: "(646) 555-0177", jstag: "tag_1" }];
    await expect.poll(() => knownNumbers(page)).toStrictEqual(changed);
    expect(visitor.site.log.filter((line) => line.includes("compat"))).toHaveLength(1);
  });

  test("is empty where there is no number", async () => {
    visitor.site.answer = () => "broken";
    const page = await visitor.open();
    await expect.poll(() => knownNumbers(page)).toStrictEqual([]);
  });
});
