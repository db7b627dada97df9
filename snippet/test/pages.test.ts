import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SnippetConfig } from "../../src/contract/edge.ts";
import {
  oneTag,
  openSite,
  openSiteBrowser,
  type SnippetSite,
} from "../../test/support/snippet-site.ts";

/*
 * Each page of the folder pages is loaded twice, without the snippet and with it, and everything
 * that differs is listed: what is not in the list must be as it was, to the last character.
 */

const campaign: SnippetConfig = {
  ...oneTag,
  tags: [
    {
      tag: "tag_1",
      replace: "+12125550100",
      primary: "+12125550100",
      national: "(212) 555-0100",
      capture: true,
    },
    {
      tag: "tag_2",
      replace: "+18885550199",
      primary: "+18885550199",
      national: "(888) 555-0199",
      capture: true,
    },
  ],
};
const american = { tag: "tag_1", number: "+16465550142", national: "(646) 555-0142" };
const tollFree = { tag: "tag_2", number: "+18005550177", national: "(800) 555-0177" };
const british = { tag: "tag_1", number: "+442079460018", national: "020 7946 0018" };

type Change = readonly [before: string, after: string];

let browser: Browser;
let site: SnippetSite;

beforeAll(async () => {
  [browser, site] = await Promise.all([openSiteBrowser(), openSite()]);
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

/** Every text, attribute and form value of a page and of its shadow roots, in order. */
async function contentsOf(name: string): Promise<readonly string[]> {
  const page = await browser.newPage();
  await page.goto(site.url(name));
  await page.evaluate(() => window.callpool?.ready);
  const contents = await page.evaluate(async () => {
    // What the page itself does a turn later is done then.
    await new Promise((resolve) => setTimeout(resolve));
    const found: string[] = [document.title];
    const list = (root: Node) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_ALL);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (!(node instanceof Element)) found.push(node.nodeValue ?? "");
        else for (const { value } of node.attributes) found.push(value);
        if ("value" in node) found.push(String(node.value));
        if (node instanceof HTMLTemplateElement) found.push(node.innerHTML);
        if (node instanceof HTMLIFrameElement) {
          found.push(node.contentDocument?.body.innerHTML ?? "");
        }
        if (node instanceof Element && node.shadowRoot) list(node.shadowRoot);
      }
    };
    list(document);
    return found;
  });
  await page.close();
  return contents;
}

async function changesOf(name: string, numbers: readonly object[]): Promise<readonly Change[]> {
  site.campaign = undefined;
  const before = await contentsOf(name);
  site.campaign = campaign;
  const body = { impression: "imp", token: "t", renewEveryMs: 100_000, numbers };
  site.answer = () => ({ status: 200, body });
  const after = await contentsOf(name);
  expect(after.length).toBe(before.length);
  return before.flatMap((text, i): Change[] => {
    const now = after[i] ?? "";
    return now === text ? [] : [[text.trim(), now.trim()]];
  });
}

const folder = join(import.meta.dirname, "pages");
const names = readdirSync(folder).flatMap((file) =>
  file.endsWith(".html") ? [file.replace(".html", "")] : [],
);

describe("what must change on a page changes, and nothing else (R23, R24)", () => {
  test.each(names)("%s", async (name) => {
    const listed: unknown = JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));
    expect(await changesOf(`${name}.html`, [american, tollFree])).toStrictEqual(listed);
  });
});

test("a number of another country is shown in its own national format, and dialled in full (R25)", async () => {
  expect(await changesOf("despacho.html", [british])).toStrictEqual([
    ["¿Accidente? Llámenos: 212-555-0100", "¿Accidente? Llámenos: 020 7946 0018"],
    [
      "Atención en español, 24 horas (1-212-555-0100).",
      "Atención en español, 24 horas (020 7946 0018).",
    ],
    // Split over two elements and the space between them: the first takes all of it.
    ["(212)", "020 7946 0018"],
    ["", ""],
    ["555-0100", ""],
    ["Desde México: 00 1 212 555 0100", "Desde México: 020 7946 0018"],
    ["tel:+12125550100", "tel:+442079460018"],
    ["Llamar al (212) 555-0100", "Llamar al 020 7946 0018"],
    ["sms:2125550100", "sms:+442079460018"],
  ]);
});

test("on a pool miss the primary number is shown, and the page may already have it (R43)", async () => {
  const [tag] = campaign.tags;
  const miss = {
    tag: "tag_1",
    number: tag?.primary,
    national: tag?.national,
    reason: "pool_exhausted",
  };
  expect(await changesOf("plumber.html", [miss])).toStrictEqual([]);
});
