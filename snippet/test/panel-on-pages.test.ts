import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  answerNumbers,
  oneTag,
  openSite,
  openSiteBrowser,
  type SnippetSite,
} from "../../test/support/snippet-site.ts";

/* The panel is opened on each page of the folder pages: what is right there is no mistake (R36). */

const tagOf = (id: string, number: string, national: string) => {
  return { tag: id, replace: number, primary: number, national, capture: true };
};
const tags = [
  tagOf("tag_1", "+12125550100", "(212) 555-0100"),
  tagOf("tag_2", "+18885550199", "(888) 555-0199"),
];

let browser: Browser;
let site: SnippetSite;
let context: BrowserContext;

beforeAll(async () => {
  [browser, site] = await Promise.all([openSiteBrowser(), openSite()]);
  site.campaign = { ...oneTag, tags };
  site.answer = answerNumbers([
    { tag: "tag_1", number: "+16465550142", national: "(646) 555-0142" },
    { tag: "tag_2", number: "+18005550177", national: "(800) 555-0177" },
  ]);
  context = await browser.newContext();
  await context.clock.install({ time: "2026-03-02T09:00:00Z" });
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

const folder = join(import.meta.dirname, "pages");
const names = readdirSync(folder).flatMap((file) =>
  file.endsWith(".html") ? [file.replace(".html", "")] : [],
);

/** What the panel says after so long that what is missing is missing. */
async function mistakesOn(name: string): Promise<readonly string[]> {
  const page = await context.newPage();
  await page.goto(site.url(`${name}.html?callpool_debug=1`));
  await page.evaluate(() => window.callpool?.ready);
  await page.waitForSelector("callpool-debug .panel");
  await page.clock.fastForward(6_000);
  const findings = page.locator("callpool-debug .findings li");
  const mistakes = await findings.filter({ hasText: "✗" }).allInnerTexts();
  await page.close();
  return mistakes.map((text) => text.replace("✗", "").trim());
}

describe("a page that is swapped as it must be has no mistake", () => {
  test.each(names)("%s", async (name) => {
    const listed = readFileSync(join(folder, `${name}.json`), "utf8");
    // Of a number that is not listed, nothing is swapped there.
    const absent = tags.filter(({ replace }) => !listed.includes(replace.slice(-4)));
    const expected = absent.map(({ replace }) => expect.stringContaining(`${replace} is not on`));
    const mistakes = await mistakesOn(name);
    expect(mistakes.filter((one) => !one.includes("is not on this page"))).toStrictEqual([]);
    expect(mistakes).toStrictEqual(expected);
  });
});
