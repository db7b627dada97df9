import { createHash } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser } from "../support/browser.ts";
import { startTestServer, type TestServer } from "../support/running-server.ts";

let server: TestServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startTestServer(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** The demo page, in a new browser whose clock is a test's; `script` in place of its own. */
async function open(script?: string): Promise<Page> {
  const context = await browser.newContext();
  await context.clock.install();
  const page = await context.newPage();
  if (script !== undefined) {
    await page.route("**/demo/", async (route) => {
      const response = await route.fetch();
      const html = (await response.text()).replace(/<script src[^>]+><\/script>/, script);
      await route.fulfill({ response, body: html });
    });
  }
  await page.goto(`${server.url}/demo/`);
  await page.waitForFunction("window.callpool");
  await page.evaluate(() => window.callpool?.ready);
  return page;
}

async function version(): Promise<{ readonly src: string; readonly integrity: string }> {
  const response = await fetch(`${server.url}/snippet/v1.json`);
  expect(response.headers.get("cache-control")).toBe("no-cache");
  // What the reference says of it.
  return (await response.json()) as Awaited<ReturnType<typeof version>>;
}

const numberOn = (page: Page) => page.evaluate(() => window.callpool?.numbers[0]?.number ?? "none");

describe("the snippet on the running server", () => {
  test("case 9: a tag pushed 3 s after load is on a call 10 s after load (R32)", async () => {
    const page = await open();
    const told = page.waitForResponse((response) => response.url().endsWith("/activity"));
    await page.clock.fastForward(3_000);
    server.clock.advanceSeconds(3);
    await page.evaluate(() => window._callpool_tags?.push({ plan: "gold" }));
    expect((await told).status()).toBe(200);
    server.clock.advanceSeconds(7);
    const call = await server.dial(await numberOn(page));
    expect(call.impression?.secondsBeforeCall).toBe(10);
    const record = await (await server.admin("GET", `/calls/${call.call}`)).json();
    expect(record).toMatchObject({
      tags: expect.arrayContaining([
        expect.objectContaining({ type: "User", name: "plan", value: "gold" }),
      ]),
    });
    await page.context().close();
  });

  test("consent that is withdrawn ends in the record of the visit (R35)", async () => {
    const page = await open();
    const number = await numberOn(page);
    const closed = page.waitForRequest((request) => request.url().endsWith("/close"));
    await page.evaluate(() => window.callpool?.consent(false));
    await closed;
    expect(await numberOn(page)).not.toBe(number);
    expect(await page.context().cookies()).toStrictEqual([]);
    await page.context().close();
  });

  test("the versioned file does what the campaign script does", async () => {
    const { src, integrity } = await version();
    const page = await open(
      `<script src="${src}" data-campaign="${server.campaign}" integrity="${integrity}"
        crossorigin="anonymous" async></script>`,
    );
    expect(await numberOn(page)).toMatch(/^\+1212555010[1-5]$/);
    await page.context().close();
  });

  test("its parts are there under their names, for ever", async () => {
    const page = await open();
    const parts = ["compat", "panel"].map((part) =>
      page.waitForResponse((response) => response.url().includes(`/snippet/${part}.`)),
    );
    await page.evaluate(() => {
      window._rgba_tags = [];
      window.callpool?.debug();
    });
    for (const part of parts) {
      const response = await part;
      expect(response.status()).toBe(200);
      expect(response.headers()["cache-control"]).toContain("immutable");
    }
    await page.waitForSelector("callpool-debug .panel");
    await page.context().close();
  });
});

describe("the files", () => {
  test("the versioned one has the hash that it is named by, and every page may check it", async () => {
    const { src, integrity } = await version();
    const response = await fetch(server.url + src);
    const digest = createHash("sha384")
      .update(await response.text())
      .digest("base64");
    expect(integrity).toBe(`sha384-${digest}`);
    const headers = Object.fromEntries(response.headers);
    expect(headers).toMatchObject({
      "access-control-allow-origin": "*",
      "cache-control": "public, max-age=31536000, immutable",
      "content-type": "text/javascript; charset=utf-8",
      "x-content-type-options": "nosniff",
    });
    const again = await fetch(server.url + src, {
      headers: { "if-none-match": headers["etag"] ?? "" },
    });
    expect(again.status).toBe(304);
  });

  test("others are not there", async () => {
    for (const name of ["v1.0000000000.js", "v1.js", "..%2Fsnippet.js", "%00"]) {
      const response = await fetch(`${server.url}/snippet/${name}`);
      expect(response.status, name).toBe(404);
    }
  });

  test("a campaign's tags are what its script has in it, and 404 says why (R19)", async () => {
    const path = `/v1/campaigns/${server.campaign}`;
    const response = await fetch(server.url + path);
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    const config: unknown = await response.json();
    const plans = [{ callingCode: "+1", trunk: "", isOpen: false }];
    expect(config).toMatchObject({ campaign: server.campaign, plans });
    const script = await (await fetch(`${server.url}/${server.campaign}`)).text();
    expect(script).toContain(`(${JSON.stringify(config)});`);
    await server.admin("PATCH", `/campaigns/${server.campaign}`, { status: "paused" });
    const paused = await fetch(server.url + path);
    expect(paused.status).toBe(404);
    expect(paused.headers.get("access-control-allow-origin")).toBe("*");
    expect(await paused.json()).toMatchObject({ detail: expect.stringContaining("paused") });
  });
});
