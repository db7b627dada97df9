import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  baseUrl,
  startAdminServer,
  type AccountHands,
  type AdminServer,
} from "../../../test/support/admin-server.ts";
import type { Install } from "../../contract/admin/install.ts";

let server: AdminServer;
let account: AccountHands;

beforeAll(async () => {
  server = await startAdminServer();
  account = await server.account();
});
afterAll(() => server.close());

async function installOf(id: string): Promise<Install> {
  const { status, body } = await account.ask("GET", `campaigns/${id}/install`);
  expect(status).toBe(200);
  // What the contract says of a 200.
  return body as unknown as Install;
}

/** The pieces of one way, by the name of their file; `paste` for what goes into the page. */
async function piecesOf(kind: string, id: string): Promise<Readonly<Record<string, string>>> {
  const way = (await installOf(id)).ways.find((one) => one.kind === kind);
  const pieces = (way?.pieces ?? []).map(({ file = "paste", code }) => [file, code]);
  return Object.fromEntries(pieces) as Record<string, string>;
}

const { host } = new URL(baseUrl);
const placeholders = /calls\.example\.com|cmp_yourcampaign/;

describe("a campaign can be installed in every way (R16)", () => {
  let id: string;
  beforeAll(async () => {
    id = await account.make("campaigns", { name: "Plumbing" });
  });

  test("each way has its words, and nothing of the examples' own server and campaign", async () => {
    const { campaignId, ways } = await installOf(id);
    expect(campaignId).toBe(id);
    const kinds = ["head_tag", "versioned_file", "google_tag_manager", "wordpress", "react", "vue"];
    expect(ways.map(({ kind }) => kind)).toEqual(kinds);
    for (const { kind, title, text, pieces } of ways) {
      expect(title.length, kind).toBeGreaterThan(2);
      expect(text, kind).toMatch(/^[A-Z].{40,}\.$/s);
      const code = pieces.map((piece) => piece.code).join("\n");
      expect(code, kind).toContain(id);
      expect(code, kind).toContain(host);
      // The component's comments may speak of any number; the settings' hints of any host.
      const settings = code.replaceAll(/(it looks like|such as) calls\.example\.com/g, "");
      expect(settings, kind).not.toMatch(placeholders);
    }
  });

  test("the line for the head is the campaign's install code (R18)", async () => {
    const { body } = await account.ask("GET", `campaigns/${id}`);
    expect(await piecesOf("head_tag", id)).toEqual({ paste: body["installCode"] });
  });

  test("the versioned file is named with its integrity", async () => {
    const path = join(import.meta.dirname, "../../../dist/snippet/v1.json");
    // The build's own record.
    const version = JSON.parse(readFileSync(path, "utf8")) as { src: string; integrity: string };
    const { paste } = await piecesOf("versioned_file", id);
    expect(paste?.replaceAll(/\s+/g, " ")).toBe(
      `<script src="${baseUrl}${version.src}" data-campaign="${id}" ` +
        `integrity="${version.integrity}" crossorigin="anonymous" async></script>`,
    );
  });

  test("the template for Tag Manager may load scripts from this server alone", async () => {
    const template = (await piecesOf("google_tag_manager", id))["template.tpl"] ?? "";
    expect(template.match(/"https:\/\/[^"]*"/g)).toEqual([`"https://${host}/*"`]);
    expect(template).toContain(`"defaultValue": "${host}"`);
    expect(template).toContain(`"defaultValue": "${id}"`);
  });

  test("the components come with their types, and with how they are used", async () => {
    const types = readFileSync(join(import.meta.dirname, "../../../snippet/callpool.d.ts"), "utf8");
    for (const [kind, file] of [
      ["react", "callpool-number.tsx"],
      ["vue", "callpool-number.ts"],
    ] as const) {
      const pieces = await piecesOf(kind, id);
      expect(Object.keys(pieces)).toEqual([file, "callpool.d.ts", "paste"]);
      expect(pieces[file]).toContain(`const script = "//${host}/${id}";`);
      expect(pieces["callpool.d.ts"]).toBe(types);
    }
  });

  test("what a content security policy has to allow is said", async () => {
    const { contentSecurityPolicy } = await installOf(id);
    expect(contentSecurityPolicy).toEqual([`script-src ${baseUrl}`, `connect-src ${baseUrl}`]);
  });
});

test("a component falls back to the number that the campaign's first tag replaces (R16)", async () => {
  const campaignId = await account.make("campaigns", { name: "Roofing" });
  const publisherId = await account.make("publishers", { name: "Search" });
  const publisherNumberId = await account.make("publisher-numbers", {
    number: "+18885550177",
    campaignId,
    publisherId,
  });
  const tag = { name: "Header", campaignId, publisherNumberId, captureUserData: false };
  await account.make("tags", tag);
  const paste = `<CallpoolNumber fallback="(888) 555-0177" />`;
  expect(await piecesOf("react", campaignId)).toMatchObject({ paste });
  expect(await piecesOf("vue", campaignId)).toMatchObject({ paste });
});

test("a deleted campaign is not installed any more", async () => {
  const id = await account.make("campaigns", { name: "Gone" });
  await account.ask("DELETE", `campaigns/${id}`);
  const { status, body } = await account.ask("GET", `campaigns/${id}/install`);
  expect([status, body["code"]]).toEqual([409, "conflict"]);
});
