import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { setUpScene } from "../support/app-scene.ts";
import { invitedVisitor, type AppVisitor } from "../support/app-visitor.ts";
import { axeViolations } from "../support/axe.ts";
import { openBrowser } from "../support/browser.ts";
import { startTestServer, type TestServer } from "../support/running-server.ts";

let server: TestServer;
let browser: Browser;
let publisher: AppVisitor;

beforeAll(async () => {
  server = await startTestServer();
  browser = await openBrowser();
  await setUpScene(server);
  const answer = await server.admin("GET", "/publishers");
  // What the contract says of a 200.
  const { items } = (await answer.json()) as {
    readonly items: readonly { readonly id: string; readonly name: string }[];
  };
  const id = items.find(({ name }) => name === "Social Reach")?.id;
  publisher = await invitedVisitor(browser, server, "publisher", id);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

test("a publisher begins with its calls, and finds its own numbers and no others", async () => {
  const page = await publisher.open("/");
  await page.getByRole("heading", { level: 1, name: "Calls" }).waitFor();
  await page.getByRole("link", { name: "Your numbers" }).click();
  const numbers = page.getByRole("region", { name: "Your numbers, table" });
  await numbers.getByText("(888) 555-0121").waitFor();
  await numbers.getByText("Bright Smile Dental").waitFor();
  expect(await numbers.getByText("Hartwell Injury Law").count()).toBe(0);
  expect(await page.title()).toBe("Your numbers · Callpool");
  expect(await axeViolations(page)).toStrictEqual([]);
});

test("the page of its numbers fits a phone", async () => {
  const page = await publisher.open("/my-numbers", { viewport: { width: 390, height: 844 } });
  await page.getByText("(888) 555-0121").waitFor();
  const [wide, screen] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  expect(wide).toBeLessThanOrEqual(screen ?? 0);
});
