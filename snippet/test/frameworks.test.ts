import { createElement } from "react";
import { renderToString as renderReact } from "react-dom/server";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { createSSRApp } from "vue";
import { renderToString as renderVue } from "vue/server-renderer";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  answerNumbers,
  oneTag,
  openSite,
  openSiteBrowser,
  smallPage,
  type SnippetSite,
} from "../../test/support/snippet-site.ts";
import { bundlePage } from "./frameworks/bundle.ts";
import { ReactShop } from "./frameworks/react-app.ts";
import { VueShop } from "./frameworks/vue-app.ts";

/* Pages that a framework makes, changes and takes over from its server (R26). */

const frameworks = [
  ["React", "react-page.ts", () => renderReact(createElement(ReactShop))],
  ["Vue", "vue-page.ts", () => renderVue(createSSRApp(VueShop))],
] as const;

let browser: Browser;
let site: SnippetSite;
let context: BrowserContext;
/** What the page said on its console of what is wrong, and what it threw. */
let problems: string[];

beforeAll(async () => {
  [browser, site] = await Promise.all([openSiteBrowser(), openSite()]);
  const [tag] = oneTag.tags;
  // Known at once, so that the snippet is as early as it can be.
  const known = { primary: "+16465550142", national: "(646) 555-0142", capture: false };
  site.campaign = { ...oneTag, tags: tag ? [{ ...tag, ...known }] : [] };
  site.answer = answerNumbers();
});
afterEach(() => context.close());
afterAll(async () => {
  await browser.close();
  await site.close();
});

/** Opens a page whose application runs when the snippet has looked at all of it. */
async function openPage(html: string, script: string): Promise<Page> {
  problems = [];
  context = await browser.newContext();
  const page = await context.newPage();
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) problems.push(message.text());
  });
  await context.route(/app\.js$/, async (route) => {
    await page.waitForFunction(() => window.callpool);
    await route.fulfill({ body: script, contentType: "text/javascript" });
  });
  site.pages.set("/own", html);
  await page.goto(site.url("own"), { waitUntil: "commit" });
  return page;
}

async function texts(page: Page): Promise<Record<string, string>> {
  await page.waitForSelector("#shop");
  return page.evaluate(() => {
    const ids = ["plain", "parts", "split", "open", "raw", "late"];
    const found = ids.map((id) => [id, document.getElementById(id)?.innerText ?? ""]);
    const link = document.querySelector("#link");
    const attributes = `${link?.getAttribute("href")} ${link?.getAttribute("title")}`;
    return { ...Object.fromEntries(found), link: attributes };
  });
}

/** What React was given as HTML looks as if it had yet to come: it waits a second after loading. */
async function shows(page: Page, expected: Record<string, string>): Promise<void> {
  await expect.poll(() => texts(page), { timeout: 10_000 }).toStrictEqual(expected);
}

const swapped = {
  plain: "Call 646-555-0142",
  parts: "Call 646-555-0142, visit 0",
  split: "(646) 555-0142",
  open: "Open: 646-555-0142",
  raw: "646-555-0142",
  late: "Later 646-555-0142",
  link: "tel:+16465550142 646-555-0142",
};

describe.each(frameworks)("a page of %s", (_, file, renderOnServer) => {
  test("is swapped when it is rendered, and stays so when it changes", async () => {
    const module = '<script type="module" src="/app.js"></script>';
    const bundle = await bundlePage(file, "production");
    const page = await openPage(smallPage(`<div id="root"></div>${module}`), bundle);
    await shows(page, swapped);
    await page.click("#count");
    await page.click("#count");
    const visited = { ...swapped, parts: "Call 646-555-0142, visit 2" };
    await shows(page, visited);
    await page.click("#other");
    const other = {
      parts: "Call 212-555-0101, visit 2",
      open: "Open: 212-555-0101",
      link: "tel:+16465550142 212-555-0101",
    };
    await shows(page, { ...visited, ...other });
    // The framework writes the old number anew.
    await page.click("#back");
    await shows(page, visited);
    await page.click("#toggle");
    await shows(page, { ...visited, open: "" });
    await page.click("#toggle");
    await shows(page, visited);
    expect(problems).toStrictEqual([]);
  });

  const scripts = [
    ["a module", '<script type="module" src="/app.js"></script>', ""],
    [
      "an asynchronous script of a known framework",
      '<script async src="/_next/app.js"></script>',
      "",
    ],
    [
      "a deferred script, and the page says so",
      '<script defer src="/app.js"></script>',
      "#hydrate",
    ],
  ] as const;

  describe.each(scripts)("rendered by its server, taken over by %s", (_how, script, hash) => {
    test.each(["development", "production"] as const)(
      "is swapped after that, without a mismatch, in %s",
      async (mode) => {
        const html = smallPage(`<div id="root">${await renderOnServer()}</div>${script}`);
        const bundle = await bundlePage(file, mode);
        const page = await openPage(html.replace("campaign.js", `campaign.js${hash}`), bundle);
        await shows(page, swapped);
        await page.click("#count");
        const visited = { ...swapped, parts: "Call 646-555-0142, visit 1" };
        await shows(page, visited);
        expect(problems).toStrictEqual([]);
      },
    );
  });

  test("taken over by a script that nothing tells of, is repaired and swapped again", async () => {
    const script = '<script defer src="/app.js"></script>';
    const html = smallPage(`<div id="root">${await renderOnServer()}</div>${script}`);
    const page = await openPage(html, await bundlePage(file, "production"));
    await expect.poll(() => problems.length).toBeGreaterThan(0);
    await page.click("#count");
    const visited = { ...swapped, parts: "Call 646-555-0142, visit 1" };
    await shows(page, visited);
  });
});

test("a page that goes on by its history is swapped on every route", async () => {
  const script = `
    const views = {
      "/own": "<h1>Home</h1><p id=shop>Call 212-555-0100</p>",
      "/own/contact": '<h1>Contact</h1><p id=shop><a href="tel:2125550100">212-<b>555</b>-0100</a>',
    };
    const show = () => { document.querySelector("main").innerHTML = views[location.pathname]; };
    document.addEventListener("click", (event) => {
      const link = event.target.closest("nav a");
      if (!link) return;
      event.preventDefault();
      history.pushState({}, "", link.getAttribute("href"));
      show();
    });
    addEventListener("popstate", show);
    show();`;
  const nav = '<nav><a href="/own">Home</a><a href="/own/contact">Contact</a></nav>';
  const html = smallPage(`${nav}<main></main><script src="/app.js"></script>`);
  const page = await openPage(html, script);
  const home = '<h1>Home</h1><p id="shop">Call 646-555-0142</p>';
  const contact =
    '<h1>Contact</h1><p id="shop"><a href="tel:6465550142">646-<b>555</b>-0142</a></p>';
  await expect.poll(() => page.innerHTML("main")).toBe(home);
  await page.click("nav a:last-child");
  expect(await page.innerHTML("main")).toBe(contact);
  await page.goBack();
  await expect.poll(() => page.innerHTML("main")).toBe(home);
  await page.click("nav a:last-child");
  expect(await page.innerHTML("main")).toBe(contact);
  expect(problems).toStrictEqual([]);
});
