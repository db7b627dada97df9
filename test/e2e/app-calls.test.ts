import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SceneIds } from "../support/app-pages.ts";
import { setUpScene } from "../support/app-scene.ts";
import { signedInVisitor, type AppVisitor } from "../support/app-visitor.ts";
import { openBrowser } from "../support/browser.ts";
import { pageOpened, startTestServer, type TestServer } from "../support/running-server.ts";

let server: TestServer;
let browser: Browser;
let owner: AppVisitor;
let ids: SceneIds;

beforeAll(async () => {
  server = await startTestServer();
  browser = await openBrowser();
  ids = await setUpScene(server);
  owner = await signedInVisitor(browser, server);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const calls = (page: Page) => page.getByRole("region", { name: "Calls" });

/** Rows of calls, without the table's head. */
const rows = (page: Page) => calls(page).locator("tbody tr[data-with-row-border]");

describe("the call log", () => {
  test("finds calls by a source, keeps it in the address, and leads to a call", async () => {
    const page = await owner.open("/calls");
    await calls(page)
      .getByText(/^1–\d+ of \d+$/)
      .waitFor();
    const all = await rows(page).count();
    await calls(page).getByRole("button", { name: "facebook" }).first().click();
    const filter = page.getByRole("region", { name: "Filters" });
    await filter.getByText("facebook").waitFor();
    await expect.poll(() => calls(page).getByRole("button", { name: "google" }).count()).toBe(0);
    const found = await rows(page).count();
    expect(found).toBeGreaterThan(0);
    expect(found).toBeLessThan(all);

    await page.reload();
    await filter.getByText("facebook").waitFor();
    await expect.poll(() => rows(page).count()).toBe(found);

    await filter.getByRole("button", { name: "Remove this filter" }).click();
    await expect.poll(() => rows(page).count()).toBe(all);
    await rows(page).first().getByRole("link").click();
    await page.getByRole("heading", { level: 1, name: /^Call from/ }).waitFor();
  });

  test("sorts by a column, and finds a caller however the number is written", async () => {
    const page = await owner.open("/calls");
    await calls(page)
      .getByText(/^1–\d+ of \d+$/)
      .waitFor();
    await calls(page).getByRole("button", { name: "Length" }).click();
    await page.waitForURL(/sort=-lengthSeconds/);
    await rows(page).first().getByText("6 min 15 s").waitFor();
    await page.getByRole("searchbox").fill("646 555-0178");
    await calls(page).getByText("1–1 of 1").waitFor();
    expect(await rows(page).first().innerText()).toContain("(646) 555-0178");
  });

  test("says so when nothing fits", async () => {
    const page = await owner.open("/calls?q=999999");
    await page.getByText("Nothing fits these filters").waitFor();
  });
});

describe("a call", () => {
  test("says why it belongs to its visit, and each tag leads to the calls that have it", async () => {
    const page = await owner.open(`/calls/${ids["call"]}`);
    const why = page.getByRole("region", { name: "Why" });
    await why.getByText(/The number was last shown .* before the call/).waitFor();
    await why.getByRole("figure").waitFor();
    const table = why.getByRole("region", { name: "The same as a table" });
    expect(await table.getByRole("link", { name: "Chosen" }).count()).toBe(1);

    const source = page.getByRole("region", { name: "Tags" }).getByRole("link", { name: "google" });
    await source.first().click();
    await page.getByRole("region", { name: "Filters" }).getByText("google").waitFor();
    await expect.poll(() => rows(page).count()).toBeGreaterThan(0);
    await page.goBack();

    await why.getByRole("link", { name: "Chosen" }).click();
    await page.getByRole("region", { name: "Number shown" }).waitFor();
    const itsCalls = page.getByRole("region", { name: "Calls" });
    await itsCalls.getByRole("link").first().waitFor();
  });

  test("that there is not is said to be missing", async () => {
    const page = await owner.open("/calls/call_missing");
    await page.getByRole("alert").waitFor();
  });
});

describe("the dashboard", () => {
  test("names the pool that ran out, and shows what happens as it happens", async () => {
    const page = await owner.open("/");
    const warning = page.getByRole("alert").filter({ hasText: "primary number today" });
    await warning.getByRole("link", { name: "Dental, Brooklyn" }).waitFor();
    const feed = page.getByRole("region", { name: "Newest visits and calls" });
    await page.getByText("Live", { exact: true }).waitFor();

    const url = "https://smile.example/braces?utm_source=radio";
    await server.post("/v1/impressions", pageOpened(ids["campaign"] ?? "", "listener", url));
    await feed.getByRole("link", { name: /smile\.example\/braces/ }).waitFor();

    await page.getByRole("button", { name: "Pause the live list" }).click();
    const later = "https://smile.example/veneers";
    await server.post("/v1/impressions", pageOpened(ids["campaign"] ?? "", "reader", later));
    await page.getByText("1 new one").waitFor();
    expect(await feed.getByRole("link", { name: /veneers/ }).count()).toBe(0);
    await page.getByRole("button", { name: "Go on with the live list" }).click();
    await feed.getByRole("link", { name: /veneers/ }).waitFor();
  });
});
