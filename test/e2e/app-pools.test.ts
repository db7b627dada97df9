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

type Listed = { readonly items: readonly { readonly id: string; readonly name: string }[] };

async function poolId(name: string): Promise<string> {
  const { items } = (await (await server.admin("GET", "/pools")).json()) as Listed;
  return items.find((pool) => pool.name === name)?.id ?? "none";
}

const isRefused = (page: Page, name: string) =>
  page.getByRole("button", { name }).first().getAttribute("aria-disabled");

/** What the table says of a number's state. */
const stateOf = (page: Page, number: string, state: string) =>
  page.getByRole("row").filter({ hasText: number }).getByText(state).filter({ visible: true });

describe("a pool, from its name to its numbers", () => {
  let page: Page;

  test("a country that the account does not allow is shown, with what to do (R3)", async () => {
    page = await owner.open("/pools");
    await page.getByRole("link", { name: "Create number pool" }).click();
    await page.getByRole("combobox", { name: /^Country/ }).click();
    const france = page.getByRole("option", { name: "France" });
    await france.waitFor();
    expect(await france.getAttribute("data-combobox-disabled")).toBe("true");
    await page.getByText("Not allowed: allow them in the account’s settings").waitFor();
    const link = page.getByRole("link", { name: "Allow another country" });
    expect(await link.getAttribute("href")).toBe("/app/settings/account");
    await page.keyboard.press("Escape");
  });

  test("what the server finds wrong stands beside its field, which has the focus", async () => {
    await page.getByRole("textbox", { name: /^Name/ }).fill("Roofers");
    const areaCode = page.getByRole("textbox", { name: /^Area code/ });
    await areaCode.fill("21");
    await areaCode.press("Enter");
    await page.getByText("must be three digits for US").waitFor();
    expect(await areaCode.evaluate((node) => node === document.activeElement)).toBe(true);
    await areaCode.fill("212");
  });

  test("once it is made, its page opens on adding numbers", async () => {
    await page.getByRole("textbox", { name: /^Idle Limit/ }).fill("600");
    await page.getByText("10 min 30 s").waitFor();
    await page.getByRole("button", { name: "Create pool" }).click();
    await page.getByRole("dialog", { name: "Add numbers to Roofers" }).waitFor();
    await page.getByText("No number of yours fits").waitFor();
  });

  test("numbers are pasted, and each row says what became of it (R4)", async () => {
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("tab", { name: "Paste" }).click();
    await dialog
      .getByRole("textbox", { name: "Numbers" })
      .fill("(212) 555-0170\n212.555.0171, +12125550172\n(718) 555-0170\nhello");
    await dialog.getByRole("button", { name: "Add 5 numbers" }).click();
    await dialog.getByText("3 numbers added to Roofers, 2 refused.").waitFor();
    await dialog.getByText("It has area code 718").waitFor();
    await dialog.getByText('"hello" is not a phone number').waitFor();
    await dialog.getByRole("button", { name: "Done" }).click();
    await page.getByText("1–3 of 3").waitFor();
  });

  test("a number rests and works again (R12)", async () => {
    await page.getByRole("checkbox", { name: "Select (212) 555-0171" }).check();
    await page.getByRole("button", { name: "Rest…", exact: true }).click();
    await page.getByRole("button", { name: "Rest 1 number" }).click();
    await stateOf(page, "555-0171", "Resting").waitFor();
    await page.getByRole("checkbox", { name: "Select (212) 555-0171" }).check();
    await page.getByRole("button", { name: "End rest…" }).click();
    await page.getByRole("button", { name: "End the rest of 1 number" }).click();
    await stateOf(page, "555-0171", "Free").waitFor();
  });

  test("settings that were changed are sent, and no others", async () => {
    await page.getByRole("tab", { name: "Settings" }).click();
    expect(await isRefused(page, "Save settings")).toBe("true");
    await page.getByRole("textbox", { name: /^Name/ }).fill("Roofers, Manhattan");
    await page.getByRole("button", { name: "Save settings" }).click();
    await page.getByRole("heading", { level: 1, name: "Roofers, Manhattan" }).waitFor();
    await page.context().close();
  });
});

describe("a pool that visitors and tags use", () => {
  let page: Page;
  let held: string;

  test("shows who holds a number, and until when", async () => {
    held = await server.shownTo("ann");
    page = await owner.open(`/pools/${await poolId("Demo pool")}`);
    const holder = page.getByRole("link", { name: "Who holds it" });
    await holder.waitFor();
    expect(await holder.getAttribute("href")).toMatch(/^\/app\/impressions\/imp_/);
    await page.getByText(/^[45] min/).waitFor();
  });

  test("a held number is removed only when that is wished, and is kept (R6)", async () => {
    await page.getByRole("combobox", { name: "State" }).click();
    await page.getByRole("option", { name: "Held" }).click();
    await page.waitForURL(/state=held/);
    await page.getByText("1–1 of 1").waitFor();
    await page.getByRole("checkbox", { name: /^Select \(/ }).check();
    await page.getByRole("button", { name: "Remove…" }).click();
    expect(await isRefused(page, "Remove 0 numbers")).toBe("true");
    await page.getByRole("checkbox", { name: "Remove the held number, too" }).check();
    await page.getByRole("button", { name: "Remove 1 number" }).click();
    await page.getByText("Nothing fits these filters").waitFor();
    const digits = held.replaceAll(/\D/g, "");
    await page.goto(`${server.url}/app/numbers?q=%22${digits}%22`);
    await page.getByRole("cell", { name: "Nobody" }).waitFor();
  });

  test("its deletion says which tags show what then, and has to be meant (R8)", async () => {
    await page.goto(`${server.url}/app/pools/${await poolId("Demo pool")}`);
    await page.getByRole("button", { name: "Delete" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Its 4 numbers are kept").waitFor();
    await dialog.getByText("1 call tracking tag uses it").waitFor();
    expect(await isRefused(page, "Delete pool")).toBe("true");
    await dialog.getByRole("checkbox", { name: "Delete it although a tag uses it" }).check();
    await dialog.getByRole("button", { name: "Delete pool" }).click();
    await page.waitForURL(/\/app\/pools$/);
    await page.getByText("Roofers, Manhattan").waitFor();
    expect(await page.getByText("Demo pool", { exact: true }).count()).toBe(0);
    await page.context().close();
  });
});

test("a CSV file goes into the inventory, its bad rows apart", async () => {
  const page = await owner.open("/numbers");
  await page.getByRole("button", { name: "Import numbers" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("tab", { name: "CSV file" }).click();
  const file = "Number,type,carrierId\n+12125550180,local,PN-1\n+12125550181,tollfree,PN-2\n";
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    dialog.getByRole("button", { name: "CSV file" }).click(),
  ]);
  await chooser.setFiles({ name: "numbers.csv", mimeType: "text/csv", buffer: Buffer.from(file) });
  await dialog.getByRole("button", { name: "Add 2 numbers" }).click();
  await dialog.getByText("1 number added to your numbers, 1 refused.").waitFor();
  await dialog.getByText("but +12125550181 is not a toll-free number").waitFor();
  await dialog.getByRole("button", { name: "Done" }).click();
  await page.getByRole("searchbox", { name: "Search numbers" }).fill("0180");
  await page.getByText("1–1 of 1").waitFor();
  await page.getByText("PN-1").waitFor();
  await page.context().close();
});

test("a viewer sees pools and numbers, and whom to ask for more", async () => {
  const viewer = await invitedVisitor(browser, server, "viewer");
  const page = await viewer.open("/pools");
  await page.getByText("Roofers, Manhattan").click();
  await page.getByText("1–3 of 3").waitFor();
  for (const name of ["Add numbers", "Delete", "Rest…", "Remove…"]) {
    expect(await isRefused(page, name), name).toBe("true");
  }
  await page.getByRole("button", { name: "Add numbers" }).hover();
  await page.getByText("Your role here is viewer").waitFor();
  await viewer.close();
});
