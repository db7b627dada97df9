import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { invitedVisitor, signedInVisitor, type AppVisitor } from "../support/app-visitor.ts";
import { openBrowser } from "../support/browser.ts";
import { startTestServer, type TestServer } from "../support/running-server.ts";

let server: TestServer;
let browser: Browser;
let owner: AppVisitor;

beforeAll(async () => {
  server = await startTestServer();
  browser = await openBrowser();
  owner = await signedInVisitor(browser, server);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const idIn = (page: Page) => page.url().split("/").at(-1)?.split("?")[0] ?? "";

/** What a browser gets for the campaign's script. */
const script = async (id: string) => fetch(`${server.url}/${id}`);

/** The first step of a new campaign: its name, and who answers. */
async function createCampaign(name: string): Promise<Page> {
  const page = await owner.open("/campaigns");
  await page.getByRole("link", { name: "Create campaign" }).click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("textbox", { name: "Phone number" }).fill("(212) 555-0191");
  await page.getByRole("button", { name: "Create campaign" }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
  return page;
}

describe("a campaign, from its name to the code on a page", () => {
  let page: Page;
  let id: string;

  test("is made with a target that is written as people write it", async () => {
    page = await createCampaign("Spring sale");
    id = idIn(page);
    await page.getByText(id, { exact: true }).waitFor();
    await page.getByText("(212) 555-0191").waitFor();
    expect((await script(id)).status).toBe(404);
  });

  test("a refused number is said beside its field, and the publisher is made on the spot", async () => {
    await page.getByRole("button", { name: "Add publisher number" }).click();
    const dialog = page.getByRole("dialog");
    const number = dialog.getByRole("textbox", { name: "Number" });
    await number.fill("call me");
    await dialog.getByRole("combobox", { name: "Publisher" }).fill("Radio");
    await page.getByRole("option", { name: "Create “Radio”" }).click();
    await dialog.getByRole("button", { name: "Add number" }).click();
    await dialog.getByText("is not a phone number").waitFor();
    await number.fill("(888) 555-0130");
    await number.press("Enter");
    await page.getByRole("cell", { name: "Radio" }).waitFor();
    const { items } = (await (await server.admin("GET", "/publishers")).json()) as {
      readonly items: readonly { readonly name: string }[];
    };
    expect(items.filter(({ name }) => name === "Radio")).toHaveLength(1);
  });

  test("its tag suggests the primary number as the number to replace, and says why (R15)", async () => {
    await page.getByRole("button", { name: "Add call tracking tag" }).click();
    const dialog = page.getByRole("dialog");
    const replaced = dialog.getByRole("textbox", { name: "Number to replace" });
    expect(await replaced.inputValue()).toBe("(888) 555-0130");
    await dialog.getByText("if the script fails, calls still route").waitFor();
    await dialog.getByLabel("Name", { exact: true }).fill("Header");
    await dialog.getByRole("switch", { name: "Capture User Data" }).check({ force: true });
    await dialog.getByRole("button", { name: "Add tag" }).click();
    await dialog.getByText("choose the pool").waitFor();
    await dialog.getByRole("combobox", { name: "Number pool" }).click();
    await page.getByRole("option", { name: "Demo pool" }).click();
    await dialog.getByText("5 numbers: 5 free").waitFor();
    await dialog.getByRole("button", { name: "Add tag" }).click();
    await page.getByRole("button", { name: "Install Header" }).waitFor();
    expect((await script(id)).status).toBe(200);
  });

  test("the install window shows its code ready to paste, and the other ways (R16)", async () => {
    await page.getByRole("button", { name: "Install Header" }).click();
    const dialog = page.getByRole("dialog", { name: "Install Call Tracking Tag" });
    const { host } = new URL(server.url);
    await dialog.getByText(`<script src="//${host}/${id}" async></script>`).waitFor();
    await dialog.getByRole("button", { name: "Copy code" }).click();
    await dialog.getByText("Copied").waitFor();
    await dialog.getByRole("tab", { name: "WordPress" }).click();
    await dialog.getByRole("button", { name: "Save callpool.php" }).waitFor();
    expect(page.url()).toContain("install=wordpress");
    await dialog.getByRole("button", { name: "Close" }).click();
    await dialog.waitFor({ state: "hidden" });
  });

  test("pausing says what visitors and callers meet, and then they do (R19)", async () => {
    await page.getByRole("button", { name: "Pause", exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("answers 404 at once, so the page keeps its own number").waitFor();
    await dialog.getByText("campaign_paused").waitFor();
    await dialog.getByRole("button", { name: "Pause campaign" }).click();
    await page.getByText("This campaign does not work fully").waitFor();
    expect((await script(id)).status).toBe(404);
    await page.getByRole("button", { name: "Activate" }).click();
    await page.getByRole("button", { name: "Pause", exact: true }).waitFor();
    expect((await script(id)).status).toBe(200);
  });

  test("deleting a publisher lists what uses it, and takes it along if it must", async () => {
    const publishers = await owner.open("/publishers");
    await publishers.getByRole("button", { name: "More for Radio" }).click();
    await publishers.getByRole("menuitem", { name: "Delete" }).click();
    const dialog = publishers.getByRole("dialog");
    await dialog.getByRole("button", { name: "Delete publisher", exact: true }).click();
    await dialog.getByText("(888) 555-0130").waitFor();
    await dialog.getByRole("button", { name: "Delete publisher and all of these" }).click();
    await publishers.getByRole("button", { name: "More for Radio" }).waitFor({ state: "detached" });
    expect((await script(id)).status).toBe(404);
  });
});

test("a test call to a number that a visitor sees comes back as that visit's (R46)", async () => {
  const shown = await server.visit("a", "https://plumber.example/?utm_source=google");
  const page = await owner.open("/test-call");
  await page.getByRole("combobox", { name: "Number to call" }).click();
  const national = shown.numbers[0]?.national ?? "";
  await page.getByRole("option", { name: national }).click();
  await page.getByRole("button", { name: "Place test call" }).click();
  await page.getByText("It is this visit's call").waitFor();
  await page.getByText("Exclusive").waitFor();
  await page.getByText("utm_source google").waitFor();
  await page.getByRole("link", { name: "Open the call" }).click();
  await page.waitForURL(/\/calls\/cal_/);
});

test("a check is in its address: whoever is sent it sees what was found", async () => {
  const query = new URLSearchParams({ url: `${server.url}/demo/`, campaign: server.campaign });
  const page = await owner.open(`/check-page?${query}`);
  const checked = page.getByRole("region", { name: "What was checked" });
  await checked.getByText("In order:").first().waitFor();
  const numbers = page.getByRole("region", { name: "Numbers on the page" });
  await numbers.getByText("Becomes the visitor's own number, from Demo pool").first().waitFor();
  const debug = page.getByRole("link", { name: "Open with the debug panel" });
  expect(await debug.getAttribute("href")).toContain("callpool_debug=1");

  await page.getByRole("textbox", { name: "Address of the page" }).fill(`${server.url}/nowhere`);
  await page.keyboard.press("Enter");
  await page.getByText("Visitors do not see their numbers here").waitFor();
  await checked.getByText("What to do:").first().waitFor();
  expect(page.url()).toContain("nowhere");
});

test("code is copied over plain http, too, where browsers have no clipboard", async () => {
  const page = await owner.open(`/campaigns/${server.campaign}?install=head_tag`);
  await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Copy code" }).click();
  await dialog.getByText("Copied").waitFor();
  await dialog.getByRole("link", { name: "Check your page" }).click();
  const address = page.getByRole("textbox", { name: "Address of the page" });
  await address.focus();
  await page.keyboard.press("ControlOrMeta+V");
  expect(await address.inputValue()).toContain(`/${server.campaign}" async></script>`);
});

test("a viewer sees all of it, and why nothing of it can be changed (R67)", async () => {
  const viewer = await invitedVisitor(browser, server, "viewer");
  const page = await viewer.open(`/campaigns/${server.campaign}`);
  await page.getByRole("heading", { name: "Harbor Plumbing" }).waitFor();
  const pause = page.getByRole("button", { name: "Pause" });
  expect(await pause.getAttribute("aria-disabled")).toBe("true");
  await pause.focus();
  await page.getByText("Your role here is viewer").waitFor();
  await page.getByRole("button", { name: "Install", exact: true }).click();
  await page.getByRole("dialog", { name: "Install Call Tracking Tag" }).waitFor();
});
