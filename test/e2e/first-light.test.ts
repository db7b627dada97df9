import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser } from "../support/browser.ts";
import { callpool, startServerProcess, type ServerProcess } from "../support/server-process.ts";

const primary = "+18885550100";
const folder = mkdtempSync(join(tmpdir(), "callpool-first-light-"));
let browser: Browser;
let server: ServerProcess;
let token: string;

beforeAll(async () => {
  browser = await openBrowser();
  server = await startServerProcess(["--port", "0", "--data", folder]);
  token = (await callpool("token", "--data", folder)).trim();
});
afterAll(async () => {
  await browser.close();
  await server.end("SIGTERM");
  rmSync(folder, { recursive: true });
});

/** A new visitor on the demo page, once the page has its number. */
async function newVisitor(query = ""): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${server.url}/demo/${query}`);
  await page.waitForFunction(() =>
    /for you alone|you see the primary/.test(document.body.innerText),
  );
  return page;
}

async function numberOn(page: Page): Promise<string> {
  const href = await page.getAttribute("header a", "href");
  return href?.replace("tel:", "") ?? "none";
}

/** The demo page's texts, as they are with this number on it. */
function expectedTexts(number: string): readonly string[] {
  const [area, exchange, line] = [number.slice(2, 5), number.slice(5, 8), number.slice(8)];
  return [
    `${area}-${exchange}-${line}`,
    `${area}${exchange}${line} at any time`,
    `Call (${area}) ${exchange}-${line}`,
    `ring ${area}.${exchange}.${line}`,
    `+1 ${area} ${exchange} ${line}`,
    `1-${area}-${exchange}-${line}, weekdays`,
    `(${area}) ${exchange}-${line} · A fictional`,
    // Digits inside longer runs stay as they are (R24).
    "License 8885550100222",
    "Order 4-888-555-0100-77",
  ];
}

async function admin(path: string): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}` };
  return (await fetch(`${server.url}/api/v1${path}`, { headers })).json();
}

// One story, told in order: each test goes on from the one before.
describe("first light", () => {
  const pages: Page[] = [];

  test("cases 1 and 6: six visitors, five numbers in every pattern, one miss (R23, R43)", async () => {
    for (let visitor = 0; visitor < 6; visitor++) {
      pages.push(await newVisitor(`?utm_source=google&zip=9021${visitor}`));
    }
    const numbers = await Promise.all(pages.map(numberOn));
    expect(new Set(numbers.slice(0, 5)).size).toBe(5);
    expect(numbers.slice(0, 5)).not.toContain(primary);
    expect(numbers[5]).toBe(primary);
    for (const [index, page] of pages.entries()) {
      const text = await page.innerText("body");
      for (const expected of expectedTexts(numbers[index] ?? "")) {
        expect(text.replaceAll(/\s+/g, " ")).toContain(expected);
      }
      expect(await page.getAttribute("main a", "href")).toBe(`sms:${numbers[index]}`);
      const label = await page.getAttribute("header a", "aria-label");
      expect(label).toBe(`Call ${expectedTexts(numbers[index] ?? "")[0]}`);
    }
    const pools = (await admin("/pools")) as { items: { id: string }[] };
    const statistics = await admin(`/pools/${pools.items[0]?.id}/statistics`);
    expect(statistics).toMatchObject({ impressions: 6, misses: 1 });
  });

  test("the same browser keeps its number on reload and in another tab (R27)", async () => {
    const [page] = pages;
    if (page === undefined) throw new Error("the story begins with six visitors");
    const before = await numberOn(page);
    await page.reload();
    await page.waitForFunction(() => document.body.innerText.includes("for you alone"));
    expect(await numberOn(page)).toBe(before);
    const tab = await page.context().newPage();
    await tab.goto(`${server.url}/demo/`);
    await tab.waitForFunction(() => document.body.innerText.includes("for you alone"));
    expect(await numberOn(tab)).toBe(before);
    await tab.close();
  });

  test("a call to a shown number names its visit (R46)", async () => {
    const [page] = pages;
    if (page === undefined) throw new Error("the story begins with six visitors");
    const number = await numberOn(page);
    const report = await callpool("call", number, "--data", folder, "--from", "+12125550142");
    expect(report).toContain("connected to (212) 555-0190");
    expect(report).toContain("Harbor Plumbing");
    expect(report).toContain("Search ads");
    expect(report).toContain("utm_source = google");
    expect(report).toContain("zip = 90210");
    expect(report).toContain("exclusive");
    expect(report).toContain("page = demo");
  });

  test("a number that no page shows is rejected, and both calls are in the log (R47)", async () => {
    const report = await callpool("call", "+12125550188", "--data", folder);
    expect(report).toContain("rejected: unknown_number");
    const log = (await admin("/calls")) as { items: { decision: object }[] };
    expect(log.items.map((call) => call.decision)).toMatchObject([
      { kind: "reject", reason: "unknown_number" },
      { kind: "connect" },
    ]);
  });

  test("after SIGKILL and a new start the same numbers are held (R38)", async () => {
    const before = await Promise.all(pages.map(numberOn));
    expect(await server.end("SIGKILL")).toBe("SIGKILL");
    const { port } = new URL(server.url);
    server = await startServerProcess(["--port", port, "--data", folder]);
    for (const page of pages) {
      await page.reload();
      await page.waitForFunction(() =>
        /for you alone|you see the primary/.test(document.body.innerText),
      );
    }
    expect(await Promise.all(pages.map(numberOn))).toEqual(before);
    const seventh = await newVisitor();
    expect(await numberOn(seventh)).toBe(primary);
    expect(server.output()).not.toContain("Sign in as the owner");
  });

  test("case 7: the publisher number is paused: 404, and the page keeps its number (R19)", async () => {
    const numbers = (await admin("/publisher-numbers")) as { items: { id: string }[] };
    await fetch(`${server.url}/api/v1/publisher-numbers/${numbers.items[0]?.id}`, {
      method: "PATCH",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ status: "paused" }),
    });
    const context = await browser.newContext();
    const page = await context.newPage();
    const script = page.waitForResponse((response) => response.url().includes("/cmp_"));
    await page.goto(`${server.url}/demo/`);
    expect((await script).status()).toBe(404);
    expect(await numberOn(page)).toBe(primary);
    expect(await page.innerText("#behind")).toContain("The snippet did not load");
  });

  test("SIGTERM ends the server cleanly", async () => {
    expect(await server.end("SIGTERM")).toBe(0);
    expect(server.output()).toContain("Stopping");
  });
});
