import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signedInVisitor, type AppVisitor } from "../support/app-visitor.ts";
import { openBrowser } from "../support/browser.ts";
import { startTestServer, type TestServer } from "../support/running-server.ts";

/*
 * What somebody does who has just started Callpool: from an empty form to a call in the log that
 * knows its visit. Everything goes through the app and a page of another origin, as theirs would.
 */

let server: TestServer;
let browser: Browser;
let owner: AppVisitor;
let site: Server;
let siteUrl: string;
/** What was copied out of the app into the page. */
let code = "";

beforeAll(async () => {
  server = await startTestServer();
  browser = await openBrowser();
  owner = await signedInVisitor(browser, server);
  site = createServer((_request, response) => {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(
      `<!doctype html><html lang="en"><head><title>Roofs</title>${code}</head><body>` +
        '<p>Call <b id="number">888-555-0130</b> today</p></body></html>',
    );
  });
  site.listen(0, "127.0.0.1");
  await once(site, "listening");
  // A listening TCP server has an address with a port.
  siteUrl = `http://127.0.0.1:${(site.address() as AddressInfo).port}/?utm_source=spring`;
});
afterAll(async () => {
  await browser.close();
  site.close();
  await server.stop();
});

/** A new visitor's page; each has a browser of its own. */
async function openSite(): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(siteUrl);
  await page.evaluate(() => window.callpool?.ready);
  return page;
}

describe("a first use, step by step", () => {
  let page: Page;
  const shown: string[] = [];

  test("a pool is made, and given five numbers", async () => {
    page = await owner.open("/pools");
    await page.getByRole("link", { name: "Create number pool" }).click();
    await page.getByRole("textbox", { name: /^Name/ }).fill("Roofers");
    await page.getByRole("textbox", { name: /^Area code/ }).fill("212");
    await page.getByRole("textbox", { name: /^Idle Limit/ }).fill("600");
    await page.getByRole("button", { name: "Create pool" }).click();
    const dialog = page.getByRole("dialog", { name: "Add numbers to Roofers" });
    await dialog.getByRole("tab", { name: "Paste" }).click();
    const numbers = [0, 1, 2, 3, 4].map((digit) => `(212) 555-018${digit}`);
    await dialog.getByRole("textbox", { name: "Numbers" }).fill(numbers.join("\n"));
    await dialog.getByRole("button", { name: "Add 5 numbers" }).click();
    await dialog.getByRole("button", { name: "Done" }).click();
    await page.getByText("1–5 of 5").waitFor();
  });

  test("a campaign is made, with a publisher number", async () => {
    await page.getByRole("link", { name: "Campaigns", exact: true }).click();
    await page.getByRole("link", { name: "Create campaign" }).click();
    await page.getByLabel("Name", { exact: true }).fill("Roof repairs");
    await page.getByRole("textbox", { name: "Phone number" }).fill("(212) 555-0191");
    await page.getByRole("button", { name: "Create campaign" }).click();
    await page.getByRole("heading", { level: 1, name: "Roof repairs" }).waitFor();
    await page.getByRole("button", { name: "Add publisher number" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Number" }).fill("(888) 555-0130");
    await dialog.getByRole("combobox", { name: "Publisher" }).fill("Radio");
    await page.getByRole("option", { name: "Create “Radio”" }).click();
    await dialog.getByRole("button", { name: "Add number" }).click();
    await page.getByRole("cell", { name: "Radio" }).waitFor();
  });

  test("a tag ties the pool to the number on the page, and its code is copied", async () => {
    await page.getByRole("button", { name: "Add call tracking tag" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name", { exact: true }).fill("Header");
    await dialog.getByRole("switch", { name: "Capture User Data" }).check({ force: true });
    await dialog.getByRole("combobox", { name: "Number pool" }).click();
    await page.getByRole("option", { name: "Roofers" }).click();
    await dialog.getByRole("button", { name: "Add tag" }).click();
    await page.getByRole("button", { name: "Install Header" }).click();
    const install = page.getByRole("dialog", { name: "Install Call Tracking Tag" });
    code = (await install.locator("code, pre").first().textContent()) ?? "";
    expect(code).toMatch(/^<script src="\/\/127\.0\.0\.1:\d+\/cmp_\w+" async><\/script>$/);
    await install.getByRole("button", { name: "Close" }).click();
  });

  test("five visitors see five numbers, and the sixth the page's own (case 1)", async () => {
    for (let i = 0; i < 6; i++) {
      const visit = await openSite();
      shown.push(await visit.locator("#number").innerText());
    }
    expect(new Set(shown).size).toBe(6);
    expect(shown.slice(0, 5).every((number) => number.startsWith("212-555-018"))).toBe(true);
    expect(shown[5]).toBe("888-555-0130");
  });

  test("a test call comes back as the first visitor's", async () => {
    await page.goto(`${server.url}/app/test-call`);
    const called = page.getByRole("combobox", { name: "Number to call" });
    await called.click();
    await page.getByRole("option", { name: (shown[0] ?? "").slice(4) }).click();
    await page.getByRole("button", { name: "Place test call" }).click();
    await page.getByText("It is this visit's call").waitFor();
    await page.getByText("Exclusive").waitFor();
    await page.getByText("utm_source spring").waitFor();
  });

  test("the log finds it by its utm_source", async () => {
    await page.goto(`${server.url}/app/calls`);
    const log = page.getByRole("region", { name: "Calls" });
    await log.getByRole("button", { name: "spring" }).first().click();
    await page.getByRole("region", { name: "Filters" }).getByText("spring").waitFor();
    await log.locator("tbody").getByRole("link").first().click();
    await page.getByRole("heading", { level: 1, name: /^Call from/ }).waitFor();
    await page.getByRole("heading", { name: "Why" }).waitFor();
    await page.getByText("Roof repairs").first().waitFor();
  });

  test("the dashboard warns of the miss, names the pool and leads to it", async () => {
    await page.goto(`${server.url}/app/`);
    const main = page.getByRole("main");
    await main.getByText(/saw the primary number today/).waitFor();
    await main.getByRole("link", { name: "Roofers" }).first().click();
    await page.getByRole("heading", { level: 1, name: "Roofers" }).waitFor();
  });
});
