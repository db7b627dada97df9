import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { PageCheck } from "../../contract/admin/page-check.ts";
import { testClock } from "../../store/contract/test-clock.ts";
import { seedWorld, type World } from "../../store/contract/world.ts";
import { createMemoryStore } from "../../store/memory/memory-store.ts";
import type { Store } from "../../store/store.ts";
import { pageChecks } from "./page-check.ts";
import { readPage } from "./read-page.ts";

const baseUrl = "https://calls.example.com";
const number = "(888) 555-0100";

type Page = {
  readonly html: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
};

let site: Server;
let origin: string;
let page: Page;
let store: Store;
let world: World;

beforeAll(async () => {
  site = createServer((request, response) => {
    const { html, status = 200, headers = {} } = page;
    if (request.url === "/old") response.writeHead(302, { location: "/login?next=/" }).end();
    else response.writeHead(status, { "content-type": "text/html", ...headers }).end(html);
  });
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  // A listening TCP server has an address with a port.
  origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
});

afterAll(() => {
  site.close();
});

beforeEach(async () => {
  const clock = testClock();
  store = createMemoryStore({ clock });
  world = await seedWorld(store, clock, 1);
});

async function check(
  html: string,
  more: Partial<Page> = {},
  path = "/",
  isApart = false,
): Promise<PageCheck> {
  page = { html, ...more };
  const { catalogue } = store;
  const parts = { catalogue, baseUrl, allowPrivateAddresses: true };
  const checks = pageChecks(isApart ? parts : { ...parts, read: async (job) => readPage(job) });
  return checks(world.account.id, { url: `${origin}${path}`, campaignId: world.campaign.id });
}

function snippet(attributes = "", id: string = world.campaign.id): string {
  return `<script src="//calls.example.com/${id}" async ${attributes}></script>`;
}

function policy(text: string): string {
  return `<meta http-equiv="Content-Security-Policy" content="${text}">`;
}

const filler = "We mend pipes, taps and boilers in all of the harbor. ".repeat(6);

function pageOf(head: string, body = `<p>${filler} Call ${number} now.</p>`): string {
  const title = "<title>Plumber</title>\n";
  return `<!doctype html><html><head>${title}${head}</head><body>${body}</body></html>`;
}

function codes({ findings }: PageCheck): string[] {
  return findings.filter(({ level }) => level !== "ok").map(({ code }) => code);
}

describe("a page that is as it should be", () => {
  test("has no fault, and the number is shown with what is around it", async () => {
    // The site is http, so `//HOST` is http here; nothing is wrong with that.
    const found = await check(pageOf(snippet()));
    expect(found).toMatchObject({
      url: `${origin}/`,
      finalUrl: `${origin}/`,
      status: 200,
      level: "ok",
      snippets: [{ campaignId: world.campaign.id, isOfCampaign: true, place: "head", line: 2 }],
      numbers: [
        {
          tagId: world.tag.id,
          number: "+18885550100",
          text: number,
          before: expect.stringMatching(/Call $/),
          after: " now.",
          where: "text",
          isReplaced: true,
        },
      ],
      debugUrl: `${origin}/?callpool_debug=1`,
    });
    expect(found.findings.map(({ code }) => code)).toEqual([
      "campaign_active",
      "page_read",
      "snippet_found",
      "number_found",
    ]);
  });

  test("may have its number in any pattern, over elements, in a link (R23, R24)", async () => {
    const link = '<a href="tel:+1%20888-555-0100">x</a>';
    const body = `${filler}<p>Call <b>888</b>-<i>555</i>.0100</p>${link}`;
    const found = await check(pageOf(snippet(), body));
    expect(codes(found)).toEqual([]);
    expect(found.numbers).toMatchObject([
      { where: "text", text: "888-555.0100", isReplaced: true },
      { where: "link", isReplaced: true },
    ]);
  });

  test("may have the versioned file, and wait for consent (R35)", async () => {
    const tag =
      `<script src="https://calls.example.com/snippet/v1.abc.js" data-consent="required" ` +
      `data-campaign="${world.campaign.id}" async></script>`;
    const found = await check(pageOf(tag));
    expect(codes(found)).toEqual([]);
    expect(found.findings).toContainEqual(
      expect.objectContaining({ code: "snippet_waits_for_consent" }),
    );
  });
});

describe("common mistakes with the snippet", () => {
  const otherId = "cmp_00000000000000000000000000";

  test.each<[string, () => string, string[]]>([
    ["it is missing", () => pageOf(""), ["snippet_missing"]],
    ["it is there twice", () => pageOf(snippet() + snippet()), ["snippet_twice"]],
    [
      "another campaign's is there, too",
      () => pageOf(snippet() + snippet("", otherId)),
      ["snippet_twice"],
    ],
    ["another campaign's", () => pageOf(snippet("", otherId)), ["snippet_of_other_campaign"]],
    [
      "another server's",
      () => pageOf(snippet().replace("calls.example.com", "old.example.com")),
      ["snippet_of_other_server"],
    ],
    ["in the body", () => pageOf("", snippet() + filler + number), ["snippet_not_in_head"]],
    ["after the number", () => pageOf("", filler + number + snippet()), ["snippet_after_number"]],
    ["in a comment", () => pageOf(`<!-- ${snippet()} -->`), ["snippet_disabled"]],
    [
      "in a noscript",
      () => pageOf("", `<noscript>${snippet()}</noscript>${filler}${number}`),
      ["snippet_disabled"],
    ],
    [
      "in a template",
      () => pageOf("", `<template>${snippet()}</template>${filler}${number}`),
      ["snippet_disabled"],
    ],
    ["held by a consent manager", () => pageOf(snippet('type="text/plain"')), ["snippet_disabled"]],
    [
      "held by an optimiser",
      () => pageOf(snippet().replace("src=", "data-src=")),
      ["snippet_disabled"],
    ],
    [
      "shown as text",
      () => pageOf("", `<p>${snippet().replaceAll("<", "&lt;")}</p>${filler}${number}`),
      ["snippet_as_text"],
    ],
    [
      "by a tag manager",
      () => pageOf('<script src="https://www.googletagmanager.com/gtm.js?id=GTM-1"></script>'),
      ["snippet_by_tag_manager"],
    ],
    [
      "by a script of the page",
      () => pageOf(`<script>load("//calls.example.com/" + "${world.campaign.id}")</script>`),
      ["snippet_by_tag_manager"],
    ],
    [
      "forbidden by a policy in the page",
      () => pageOf(`${policy("script-src 'self'")}${snippet()}`),
      ["csp_blocks_snippet"],
    ],
  ])("%s", async (_, make, expected) => {
    expect(codes(await check(make()))).toEqual(expected);
  });

  test("a policy in the header forbids to ask for a number", async () => {
    const headers = { "content-security-policy": "default-src 'self'; script-src http: https:" };
    expect(codes(await check(pageOf(snippet()), { headers }))).toEqual(["csp_blocks_requests"]);
  });

  test("every mistake says what to do about it", async () => {
    const { findings } = await check(pageOf("", ""));
    const faults = findings.filter(({ level }) => level !== "ok");
    expect(faults.length).toBeGreaterThan(1);
    for (const { remedy } of faults) expect(remedy).toMatch(/\.$/);
    expect(findings.map(({ level }) => level)).toEqual(
      findings.map(({ level }) => level).toSorted((a, b) => rank(a) - rank(b)),
    );
  });
});

function rank(level: string): number {
  return ["error", "warning", "ok"].indexOf(level);
}

describe("the number to replace", () => {
  test.each<[string, string, string]>([
    ["nowhere", "<p>Call us!</p>", "number_missing"],
    ["a part of a longer one", `<p>Order 9${number.replaceAll(/\D/g, "")}</p>`, "number_missing"],
    ["left alone", `<p data-callpool-ignore>${number}</p>`, "number_left_alone"],
    ["in a script", `<script>var phone = "${number}"</script>`, "number_left_alone"],
    ["in a form", `<input value="${number}">`, "number_left_alone"],
    ["in a comment", `<!-- ${number} -->`, "number_left_alone"],
    ["described of a picture", `<img src="a.png" alt="Call ${number}">`, "number_in_image"],
    ["in a picture's name", `<img src="/img/call-888-555-0100.png">`, "number_in_image"],
  ])("%s", async (_, body, expected) => {
    const found = await check(pageOf(snippet(), filler + body));
    expect(codes(found)).toEqual([expected]);
  });

  test("another number of the page is named", async () => {
    // From the range that is kept for fiction in London; the library knows it as valid.
    const { findings } = await check(pageOf(snippet(), `${filler}<p>+44 20 7946 0958</p>`));
    expect(findings[0]).toMatchObject({
      code: "number_missing",
      detail: expect.stringContaining("020 7946 0958"),
    });
  });

  test("a page that scripts draw is not judged by what they may add", async () => {
    const drawn = await check(
      pageOf(snippet(), '<div id="root"></div><script src="app.js"></script>'),
    );
    expect(drawn.level).toBe("warning");
    expect(codes(drawn)).toEqual(["page_drawn_by_script", "number_missing"]);
    const bare = await check(pageOf("", '<div id="root"></div><script src="app.js"></script>'));
    expect(codes(bare)).toContain("snippet_by_tag_manager");
  });
});

describe("the campaign", () => {
  test("paused, and what is on the page is told all the same (R19)", async () => {
    await store.catalogue.campaigns.replace({ ...world.campaign, status: "paused" });
    const found = await check(pageOf(snippet()));
    expect(codes(found)).toEqual(["campaign_paused"]);
    expect(found.numbers).toHaveLength(1);
  });

  test("deleted", async () => {
    await store.catalogue.campaigns.replace({ ...world.campaign, status: "deleted" });
    expect(codes(await check(pageOf(snippet())))).toContain("campaign_deleted");
  });

  test("without an active tag, or publisher number (R19)", async () => {
    const { publisherNumbers } = store.catalogue;
    await publisherNumbers.replace({ ...world.publisherNumber, status: "paused" });
    expect(codes(await check(pageOf(snippet())))).toEqual(["no_active_tag"]);
  });
});

describe("the address", () => {
  test.each<[string, Partial<Page>, string]>([
    ["not found", { status: 404 }, "page_not_found"],
    ["out of order", { status: 500 }, "page_failed"],
    ["refused", { status: 403 }, "page_refused"],
    ["no page", { headers: { "content-type": "application/pdf" } }, "not_html"],
  ])("%s", async (_, more, expected) => {
    const found = await check(pageOf(snippet()), more);
    expect(codes(found)).toEqual([expected]);
    expect(found.snippets).toEqual([]);
  });

  test("leads to a sign-in page", async () => {
    const found = await check(pageOf("", `<input type="password">${filler}`), {}, "/old");
    expect(codes(found)).toContain("sign_in_page");
    expect(found.finalUrl).toBe(`${origin}/login?next=/`);
  });

  test("needs no scheme, but must not have a password or another protocol", async () => {
    const checks = pageChecks({
      catalogue: store.catalogue,
      baseUrl,
      allowPrivateAddresses: false,
    });
    const ask = (url: string) => checks(world.account.id, { url, campaignId: world.campaign.id });
    const { url, findings } = await ask("127.0.0.1/pipes#top");
    expect(url).toBe("https://127.0.0.1/pipes");
    expect(findings[0]).toMatchObject({ code: "address_not_allowed" });
    for (const wrong of ["https://me:secret@plumber.example/", "file:///etc/passwd", "https://"]) {
      await expect(ask(wrong)).rejects.toMatchObject({ code: "invalid" });
    }
  });

  test("a page that nests without end is read, or given up, but harms nobody (R71)", async () => {
    const found = await check(
      pageOf(snippet(), "<div><b><a>".repeat(10_000) + number),
      {},
      "/",
      true,
    );
    expect(found.status).toBe(200);
  });
});
