import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser } from "../support/browser.ts";
import { startTestServer, type TestServer } from "../support/running-server.ts";

type Made = { readonly id: string };
type Campaign = Made & { readonly installCode: string };

let server: TestServer;
let browser: Browser;
/** A site of another origin than the server's, as every customer's is. */
let site: Server;
let siteUrl: string;
let head = "";

beforeAll(async () => {
  server = await startTestServer();
  browser = await openBrowser();
  site = createServer((_request, response) => {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(`<!doctype html><head>${head}</head><body>
      <p id="shop">Shop: 888-555-0110</p><p id="press">Press: (888) 555-0111</p></body>`);
  });
  site.listen(0, "127.0.0.1");
  await once(site, "listening");
  // A listening TCP server has an address with a port.
  siteUrl = `http://127.0.0.1:${(site.address() as AddressInfo).port}/`;
});
afterAll(async () => {
  await browser.close();
  site.close();
  await server.stop();
});

/** Creates a record, and fails with the server's own words. */
async function make<T = Made>(path: string, body: object): Promise<T> {
  const response = await server.admin("POST", path, body);
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${text}`);
  // What the contract says of this path.
  return JSON.parse(text) as T;
}

/** A campaign with a publisher number and its tag; with a pool, visitors get numbers of it. */
async function makeTag(campaignId: string, number: string, poolId?: string): Promise<void> {
  const publisher = await make("/publishers", { name: `Publisher of ${number}` });
  const publisherNumber = await make("/publisher-numbers", {
    number,
    campaignId,
    publisherId: publisher.id,
  });
  await make("/tags", {
    name: `Tag of ${number}`,
    campaignId,
    publisherNumberId: publisherNumber.id,
    captureUserData: poolId !== undefined,
    ...(poolId === undefined ? {} : { poolId }),
  });
}

async function makePool(): Promise<string> {
  const pool = await make("/pools", { name: "My pool", country: "US", numberType: "local" });
  return pool.id;
}

async function makeCampaign(name: string): Promise<Campaign> {
  return make<Campaign>("/campaigns", {
    name,
    target: { kind: "phone", address: "+12125550191" },
  });
}

async function open(installCode: string, context: BrowserContextOptions = {}): Promise<Page> {
  head = installCode;
  const page = await (await browser.newContext(context)).newPage();
  await page.goto(siteUrl);
  await page.waitForFunction("window.callpool");
  await page.evaluate("window.callpool.ready");
  return page;
}

describe("a page of one's own, set up through the API", () => {
  test("a new pool is empty: visitors see the primary number (R2, R16, R43)", async () => {
    const campaign = await makeCampaign("Empty");
    await makeTag(campaign.id, "+18885550112", await makePool());
    expect(campaign.installCode).toContain(`/${campaign.id}" async></script>`);
    await open(campaign.installCode);
    const impressions = await server.admin("GET", `/impressions?campaignId=${campaign.id}`);
    const { items } = (await impressions.json()) as { items: { number?: string }[] };
    expect(items.map((one) => one.number)).toEqual([undefined]);
  });

  test("a crawler that runs the script sees the primary number, and sends nothing more (R30)", async () => {
    const campaign = await makeCampaign("Crawled");
    await makeTag(campaign.id, "+18885550114", await makePool());
    const userAgent = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";
    const page = await open(campaign.installCode, { userAgent });
    const primary = { number: "+18885550114", reason: "bot" };
    expect(await page.evaluate("window.callpool.numbers")).toMatchObject([primary]);
    const sent: string[] = [];
    page.on("request", (request) => sent.push(request.url()));
    await page.evaluate("window.callpool.addTags({ plan: 'gold' })");
    await page.goto("about:blank");
    expect(sent.filter((url) => url.includes("/v1/"))).toEqual([]);
    const impressions = await server.admin("GET", `/impressions?campaignId=${campaign.id}`);
    expect(await impressions.json()).toEqual({ items: [] });
  });

  test("two tags, one of them without a pool: each its own number (R14, R17, R18)", async () => {
    const poolId = await makePool();
    const added = await make<{ results: { outcome: string }[] }>("/numbers", {
      numbers: [{ number: "+12125550161" }, { number: "+12125550162" }],
    });
    expect(added.results.map((row) => row.outcome)).toEqual(["added", "added"]);
    const numbers = ["+12125550161", "+12125550162"];
    await make(`/pools/${poolId}/numbers`, { numbers });
    const campaign = await makeCampaign("Shop");
    await makeTag(campaign.id, "+18885550110", poolId);
    await makeTag(campaign.id, "+18885550111");
    const page = await open(campaign.installCode);
    expect(await page.innerText("#shop")).toMatch(/^Shop: 212-555-016[12]$/);
    expect(await page.innerText("#press")).toBe("Press: (888) 555-0111");

    const digits = (await page.innerText("#shop")).replaceAll(/\D/g, "");
    const call = await server.dial(`+1${digits}`);
    expect(call.campaign).toEqual({ id: campaign.id, name: "Shop" });

    const second = await makeCampaign("Second shop");
    await makeTag(second.id, "+18885550113", poolId);
    const answer = await server.post("/v1/impressions", {
      campaign: second.id,
      visitor: "second-shops-visitor-x",
      session: "second-shops-session-x",
      page: { url: siteUrl },
    });
    const { numbers: shown } = (await answer.json()) as { numbers: { number: string }[] };
    expect(numbers).toContain(shown[0]?.number);
    expect(shown[0]?.number).not.toBe(`+1${digits}`);
    const other = await server.dial(shown[0]?.number ?? "");
    // One pool, two campaigns: the impression tells which (R9).
    expect(other.campaign?.id).toBe(second.id);
  });
});
