import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  buildPage,
  bundleScript,
  pageNames,
  type BuiltPage,
  type Campaign,
} from "../../tools/example/page.ts";
import { servePage, type PageServer } from "../../tools/example/server.ts";
import { openBrowser } from "../support/browser.ts";
import { startTestServer, type TestServer } from "../support/running-server.ts";

/* The pages of examples, as npm run example serves them, on a real server and in a real browser. */

let server: TestServer;
let browser: Browser;
let site: PageServer;
let campaign: Campaign;
let page: Page;
/** What the browser's console has to complain of, hydration that does not fit included. */
let complaints: string[];
/** What the page asked of the server: `GET /cmp_…`. */
let asked: string[];

beforeAll(async () => {
  [server, browser] = await Promise.all([startTestServer(), openBrowser()]);
  const number = { e164: "+18885550100", national: "(888) 555-0100" };
  campaign = { host: new URL(server.url).host, id: server.campaign, number };
  site = await servePage({ html: "", script: "" });
});
afterAll(async () => {
  await browser.close();
  await site.close();
  await server.stop();
});

beforeEach(async () => {
  complaints = [];
  asked = [];
  page = await (await browser.newContext()).newPage();
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    if (!request.url().startsWith(server.url)) return;
    asked.push(`${request.method()} ${request.url().slice(server.url.length)}`);
  });
});
afterEach(async () => {
  await page.context().close();
  // All holds end, and no number rests: the next test finds a full pool.
  server.clock.advanceSeconds(86_400);
});

/** Opens the page and waits until the snippet knows what to show. */
async function open(built: BuiltPage): Promise<void> {
  site.show(built);
  await page.goto(site.url);
  await page.waitForFunction(() => window.callpool);
  await page.evaluate(() => window.callpool?.ready);
}

/** A busy machine is not a bug. */
const patient = { timeout: 20_000 };

const national = () => page.evaluate(() => window.callpool?.numbers[0]?.national);
const linkText = () => page.locator("#call").innerText();

async function takeWholePool(): Promise<void> {
  for (let visitor = 0; visitor < 5; visitor++) await server.visit(`before-${visitor}`);
}

describe.each(pageNames)("the page of examples/%s", (name) => {
  let built: BuiltPage;
  beforeAll(async () => {
    built = await buildPage(name, campaign);
  });

  test("shows the visitor's number, in the link and in the text alongside (R23, R26)", async () => {
    await open(built);
    expect(await national()).toMatch(/^\(212\) 555-010[1-5]$/);
    await expect.poll(linkText, patient).toBe(await national());
    expect(await page.innerText("#text")).toContain(`call ${await national()}, day and night`);
    const digits = (await national())?.replaceAll(/\D/g, "");
    expect(await page.locator('a[href^="tel:"]').getAttribute("href")).toBe(`tel:+1${digits}`);
    expect(complaints).toEqual([]);
    expect(asked).toEqual([`GET /${campaign.id}`, "POST /v1/impressions"]);
  });

  test("shows the primary number when the pool has none (R43)", async () => {
    await takeWholePool();
    await open(built);
    const [shown] = (await page.evaluate(() => window.callpool?.numbers)) ?? [];
    expect(shown).toMatchObject({ number: "+18885550100", reason: "pool_exhausted" });
    expect(await linkText()).toBe("(888) 555-0100");
    expect(await page.innerText("#text")).toContain("call (888) 555-0100, day and night");
  });

  test("keeps its own number when the server is down, or fails later (R21)", async () => {
    const down = page.waitForEvent("requestfailed");
    await page.route(`${server.url}/**`, (route) => route.abort("connectionrefused"));
    site.show(built);
    await page.goto(site.url);
    expect((await down).url()).toBe(`${server.url}/${campaign.id}`);
    expect(await linkText()).toBe("(888) 555-0100");

    await page.unroute(`${server.url}/**`);
    await page.route(`${server.url}/v1/**`, (route) => route.fulfill({ status: 500, body: "" }));
    await open(built);
    expect(asked.at(-1)).toBe("POST /v1/impressions");
    expect(await linkText()).toBe("(888) 555-0100");
    expect(await page.innerText("#text")).toContain("call (888) 555-0100, day and night");
  });
});

/** A script that shows the component once for each of these tags. */
const mounting = {
  react: (tags: readonly (string | undefined)[]) => `
    import { createRoot } from "react-dom/client";
    import { CallpoolNumber } from "./callpool-number.tsx";
    const links = ${tagList(tags)}.map((tag, index) =>
      <p key={index}><CallpoolNumber tag={tag} fallback="(888) 555-0100" /></p>);
    createRoot(document.querySelector("#app")).render(links);`,
  vue: (tags: readonly (string | undefined)[]) => `
    import { createApp, h } from "vue";
    import { CallpoolNumber } from "./callpool-number.ts";
    const links = () => ${tagList(tags)}.map((tag) =>
      h("p", h(CallpoolNumber, { tag, fallback: "(888) 555-0100" })));
    createApp({ render: links }).mount("#app");`,
} as const;

function emptyPage(head: string): string {
  return `<!doctype html><head>${head}<link rel="icon" href="data:,"></head>
    <div id="app"></div><p id="text">(888) 555-0100</p><script src="/client.js"></script>`;
}

function tagList(tags: readonly (string | undefined)[]): string {
  return `[${tags.map((tag) => String(JSON.stringify(tag))).join(", ")}]`;
}

/** `(888) 555-0120` of `+18885550120`. */
function written(number: string): string {
  return number.replace(/^\+1(...)(...)/, "($1) $2-");
}

/** A campaign that shows these numbers to everybody. @returns its id and those of its tags */
async function makeCampaign(numbers: readonly string[]): Promise<[string, string[]]> {
  const make = async (path: string, body: object): Promise<string> => {
    const response = await server.admin("POST", path, body);
    expect(response.status).toBe(201);
    // Every record that is made is answered with its id.
    return ((await response.json()) as { id: string }).id;
  };
  const campaignId = await make("/campaigns", { name: "Two numbers" });
  const tags: string[] = [];
  for (const number of numbers) {
    const publisherId = await make("/publishers", { name: number });
    const use = { number, campaignId, publisherId };
    const publisherNumberId = await make("/publisher-numbers", use);
    const tag = { name: number, campaignId, publisherNumberId, captureUserData: false };
    tags.push(await make("/tags", tag));
    // Tags are in the order in which they were made.
    server.clock.advanceSeconds(1);
  }
  return [campaignId, tags];
}

describe.each([
  ["react", "+18885550120", "+18885550121"],
  ["vue", "+18885550122", "+18885550123"],
] as const)("the component of examples/%s", (name, first, second) => {
  test("is in the page that a server renders, with the page's own number", async () => {
    const { html } = await buildPage(name, campaign);
    expect(html).toMatch(/<a href="tel:8885550100"[^>]*>\(888\) 555-0100<\/a>/);
  });

  test("is unmounted and mounted again: the same number at once, and nothing is asked", async () => {
    await open(await buildPage(name, campaign));
    await expect.poll(linkText, patient).toBe(await national());
    const before = asked.length;
    await page.click("button");
    expect(await linkText()).toBe("");
    await page.click("button");
    expect(await linkText()).toBe(await national());
    expect(asked.length).toBe(before);
    expect(await page.locator("script").count()).toBe(2);
    expect(complaints).toEqual([]);
  });

  test("follows the number when it changes: consent is withdrawn (R35)", async () => {
    await open(await buildPage(name, campaign));
    await expect.poll(linkText, patient).toBe(await national());
    await page.evaluate(() => window.callpool?.consent(false));
    await expect.poll(linkText, patient).toBe("(888) 555-0100");
    expect(await page.locator("#call a").getAttribute("href")).toBe("tel:+18885550100");
  });

  test("is left to its framework: one without an answer keeps its fallback", async () => {
    const script = await bundleScript(name, mounting[name]([undefined, "tag_unknown"]), campaign);
    await open({ html: emptyPage(""), script });
    const links = () => page.locator("#app a").allInnerTexts();
    await expect.poll(links, patient).toEqual([await national(), "(888) 555-0100"]);
    // What the snippet looks at comes to it in the order of the page.
    await expect.poll(() => page.innerText("#text"), patient).toBe(await national());
    expect(await links()).toEqual([await national(), "(888) 555-0100"]);
  });

  test("shows the tag that it is asked for, and loads no script that the page has (R17)", async () => {
    const [id, tags] = await makeCampaign([first, second]);
    const asks = [undefined, tags[1], "tag_of_another_campaign"];
    const its = { ...campaign, id };
    const script = await bundleScript(name, mounting[name](asks), its);
    const inHead = `<script src="//${its.host}/${id}" async></script>`;
    await open({ html: emptyPage(inHead), script });
    const links = () => page.locator("#app a").allInnerTexts();
    await expect.poll(links, patient).toEqual([written(first), written(second), "(888) 555-0100"]);
    expect(asked).toEqual([`GET /${id}`]);
    expect(complaints).toEqual([]);
  });
});
