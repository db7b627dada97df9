import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { SnippetVisitor } from "../../test/support/snippet-visitor.ts";

/* The snippet as a file that never changes, for pages with a strict security policy. */

const visitor = new SnippetVisitor();

type Version = { readonly src: string; readonly integrity: string };

function version(): Version {
  const path = join(import.meta.dirname, "../../dist/snippet/v1.json");
  // Written by our own build.
  return JSON.parse(readFileSync(path, "utf8")) as Version;
}

/** What docs/snippet.md says of it: nothing but what is listed is allowed. */
function strictPage(attributes = ""): string {
  const { src, integrity } = version();
  const edge = visitor.site.edgeUrl;
  const policy =
    `default-src 'none'; script-src ${edge}; connect-src ${edge}; img-src data:; ` +
    "require-trusted-types-for 'script'; trusted-types 'none'";
  return `<!doctype html><html><head>
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <title>Shop</title><link rel="icon" href="data:," />
    <script src="${edge}${src}" data-campaign="cmp_1" integrity="${integrity}"
      crossorigin="anonymous" ${attributes} async></script>
    </head><body><p>212-555-0100</p></body></html>`;
}

async function openStrict(attributes = ""): Promise<Page> {
  const page = await visitor.openPage(strictPage(attributes));
  // The policy allows no test to put a waiting function into the page.
  await expect.poll(() => page.evaluate(() => window.callpool !== undefined)).toBe(true);
  await page.evaluate(() => window.callpool?.ready);
  return page;
}

/** What the page's policy refuses meanwhile: the browser tells it in the console. */
async function refusals(act: () => Promise<Page>): Promise<readonly string[]> {
  const refused: string[] = [];
  visitor.context.on("console", (message) => {
    if (/Content.Security.Policy/i.test(message.text())) refused.push(message.text());
  });
  await visitor.settle(await act());
  return refused;
}

describe("the versioned file", () => {
  test("asks for the campaign's tags, and goes on like the campaign script", async () => {
    expect(await refusals(() => openStrict())).toStrictEqual([]);
    const { src } = version();
    expect(visitor.site.log).toStrictEqual([
      `GET ${src}`,
      "GET /v1/campaigns/cmp_1",
      "POST /v1/impressions",
    ]);
  });

  test("shows the number, under a policy that allows nothing else", async () => {
    const page = await openStrict();
    expect(await page.innerText("p")).toBe("646-555-0142");
  });

  test("waits for consent, too (R35)", async () => {
    const page = await openStrict('data-consent="required"');
    expect(await page.evaluate(() => window.callpool?.numbers[0]?.reason)).toBe("no_consent");
    expect(visitor.site.requests).toStrictEqual([]);
    await page.evaluate(() => window.callpool?.consent(true));
    await visitor.site.asked(1);
    await expect.poll(() => page.innerText("p")).toBe("646-555-0142");
  });

  test("loads its parts under the same policy", async () => {
    const refused = await refusals(async () => {
      const page = await openStrict();
      await page.evaluate(() => {
        window._rgba_tags = [{ plan: "gold" }];
        window.callpool?.debug();
      });
      await visitor.site.asked(2);
      await expect.poll(() => page.locator("callpool-debug .panel").count()).toBe(1);
      return page;
    });
    expect(refused).toStrictEqual([]);
    expect(visitor.site.requests[1]?.body["tags"]).toMatchObject([{ value: "gold" }]);
  });

  describe("the panel, which is a file of its own", () => {
    type Case = readonly [policy: string, attributes: string, opens: boolean];
    test.each<Case>([
      ["'nonce-abc'", 'nonce="abc"', true],
      ["HASH EDGE/snippet/", "", true],
      ["HASH", "", false],
    ])("under the policy script-src %s %s opens: %s", async (policy, attributes, opens) => {
      const edge = visitor.site.edgeUrl;
      const scripts = policy.replace("HASH", `'${version().integrity}'`).replace("EDGE", edge);
      const html = strictPage(attributes).replace(/script-src \S+;/, `script-src ${scripts};`);
      visitor.site.pages.set("/own", html);
      const page = await visitor.context.newPage();
      // Not from the console, where Firefox says nothing of it.
      await page.addInitScript(() => {
        addEventListener("securitypolicyviolation", ({ blockedURI }) => {
          document.documentElement.dataset["refused"] = blockedURI;
        });
      });
      await page.goto(visitor.site.url("own?callpool_debug=1"));
      await expect.poll(() => page.innerText("p")).toBe("646-555-0142");
      const panels = page.locator("callpool-debug .panel");
      if (opens) await expect.poll(() => panels.count()).toBe(1);
      else await expect.poll(() => page.getAttribute("html", "data-refused")).toMatch(/panel\./);
      expect(await panels.count()).toBe(opens ? 1 : 0);
    });
  });

  test("a campaign that has ended: the page keeps its number, and nothing more is asked (R19)", async () => {
    visitor.site.campaign = undefined;
    const page = await openStrict();
    expect(await page.innerText("p")).toBe("212-555-0100");
    expect(await page.evaluate(() => window.callpool?.numbers)).toStrictEqual([]);
    expect(visitor.site.requests).toStrictEqual([]);
  });

  test("another content than the page expects is not run", async () => {
    visitor.site.pages.set("/own", strictPage().replace(/sha384-..../, "sha384-AAAA"));
    const page = await visitor.context.newPage();
    await page.goto(visitor.site.url("own"));
    await page.waitForLoadState();
    expect(await page.evaluate(() => window.callpool)).toBeUndefined();
    expect(await page.innerText("p")).toBe("212-555-0100");
  });
});
