import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ImpressionAnswer } from "../../src/contract/edge.ts";
import { placeDatabase } from "../support/place-database.ts";
import { pageOpened, startTestServer, type TestServer } from "../support/running-server.ts";

const PAGE = "https://plumber.example/?gclid=abc";
const googlebot = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";
const chrome = {
  "user-agent":
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) " +
    "Chrome/149.0.0.0 Mobile Safari/537.36",
  "sec-ch-ua": '"Chromium";v="149", "Brave";v="149"',
  "sec-ch-ua-platform-version": '"16.0.0"',
};

type StoredTag = { readonly type: string; readonly name: string; readonly value: string };

/** What the server says of a visit afterwards: `Type name=value` of what it learned itself. */
async function learnedOf(
  server: TestServer,
  visitor: string,
  headers: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const body = pageOpened(server.campaign, visitor, PAGE);
  const response = await server.post("/v1/impressions", body, headers);
  expect(response.status).toBe(200);
  // What the contract says of a 200.
  const { impression } = (await response.json()) as ImpressionAnswer;
  const stored = await server.admin("GET", `/impressions/${impression}`);
  const { tags } = (await stored.json()) as { readonly tags: readonly StoredTag[] };
  const said = ["User", "Integration"];
  const fromPage = ["language", "timeZone", "screen", "viewport"];
  return tags
    .filter(({ type, name }) => !said.includes(type) && !fromPage.includes(name))
    .map(({ type, name, value }) => `${type} ${name}=${value}`);
}

describe("behind a proxy, with a city database", () => {
  let server: TestServer;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "callpool-facts-"));
    const cityDatabase = join(folder, "city.mmdb");
    const london = {
      city: { names: { en: "London" } },
      country: { iso_code: "GB" },
      postal: { code: "EC4A" },
      subdivisions: [{ iso_code: "ENG" }],
    };
    writeFileSync(cityDatabase, placeDatabase({ "81.2.69.0/24": london }));
    server = await startTestServer({ cityDatabase, trustedProxies: ["loopback"] });
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  const technology = [
    "Technology browser=Brave",
    "Technology browserVersion=149",
    "Technology os=Android",
    "Technology osVersion=16",
    "Technology deviceType=mobile",
  ];
  const place = ["Geo country=GB", "Geo region=ENG", "Geo city=London", "Geo postalCode=EC4A"];

  test("a stored impression has browser, system, device, address and place (R22)", async () => {
    // The first was made up by the visitor; the proxy added the second.
    const headers = { ...chrome, "x-forwarded-for": "8.8.8.8, 81.2.69.142" };
    const address = "Technology ipAddress=81.2.69.142";
    expect(await learnedOf(server, "a", headers)).toEqual([...technology, address, ...place]);
  });

  test.each([
    ["an IPv4 address", "81.2.69.142:5555"],
    ["an IPv6 address", "[::ffff:81.2.69.142]:443"],
  ])("a proxy may write a port beside %s (R22)", async (_, said) => {
    const learned = await learnedOf(server, "port", { ...chrome, "x-forwarded-for": said });
    expect(learned).toContain("Technology ipAddress=81.2.69.142");
    expect(learned).toContain("Geo city=London");
  });

  test("a call's record has them, too (R22, R31a)", async () => {
    const headers = { ...chrome, "x-forwarded-for": "81.2.69.142" };
    const body = pageOpened(server.campaign, "caller", PAGE);
    const response = await server.post("/v1/impressions", body, headers);
    const { numbers } = (await response.json()) as ImpressionAnswer;
    await server.dial(numbers[0]?.number ?? "none");
    const calls = await (await server.admin("GET", "/calls?limit=1")).json();
    expect(calls).toMatchObject({
      items: [
        {
          tags: expect.arrayContaining([
            expect.objectContaining({ name: "city", value: "London" }),
          ]),
        },
      ],
    });
  });

  test("an account that truncates addresses stores no whole one, and still the place", async () => {
    await server.admin("PATCH", "/account", { truncateIpAddresses: true });
    const headers = { ...chrome, "x-forwarded-for": "81.2.69.142" };
    const address = "Technology ipAddress=81.2.69.0";
    expect(await learnedOf(server, "b", headers)).toEqual([...technology, address, ...place]);
    const log = await (await server.admin("GET", "/impressions?limit=1")).text();
    expect(log).not.toContain("81.2.69.142");
    await server.admin("PATCH", "/account", { truncateIpAddresses: false });
  });

  test.each([
    ["no address", "unknown"],
    ["a script", "<script>alert(1)</script>"],
    ["a port that is none", "81.2.69.142:https"],
    ["a very long text", "1.".repeat(3000)],
    ["nothing between commas", ",,,"],
  ])("a proxy that passes on %s: the visit is stored without an address (R71)", async (_, said) => {
    const headers = { ...chrome, "x-forwarded-for": said };
    const learned = await learnedOf(server, "odd", headers);
    expect(learned.filter((one) => one.includes("ipAddress") || one.includes("Geo"))).toEqual([]);
  });
});

describe("without a proxy", () => {
  let server: TestServer;

  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  test("X-Forwarded-For of anybody is ignored (R71)", async () => {
    const learned = await learnedOf(server, "a", { "x-forwarded-for": "81.2.69.142" });
    expect(learned).toContain("Technology ipAddress=127.0.0.1");
    expect(learned.filter((one) => one.startsWith("Geo"))).toEqual([]);
  });

  test("a known bot sees the primary number, takes none, and is no miss (R30)", async () => {
    const body = pageOpened(server.campaign, "bot", PAGE);
    const before = await (await server.admin("GET", "/impressions?limit=200")).json();
    for (let visits = 0; visits < 6; visits++) {
      const response = await server.post("/v1/impressions", body, { "user-agent": googlebot });
      expect(await response.json()).toMatchObject({
        impression: "",
        token: "",
        numbers: [{ number: "+18885550100", reason: "bot" }],
      });
    }
    expect(await (await server.admin("GET", "/impressions?limit=200")).json()).toEqual(before);
    const pools = (await (await server.admin("GET", "/pools")).json()) as {
      readonly items: readonly { readonly id: string }[];
    };
    const pool = await (await server.admin("GET", `/pools/${pools.items[0]?.id}`)).text();
    expect(pool).not.toMatch(/"(misses)":[1-9]/);
  });

  test("a campaign that nobody made is none for bots either (R19)", async () => {
    const body = pageOpened("cmp_00000000000000000000000000", "bot", PAGE);
    const response = await server.post("/v1/impressions", body, { "user-agent": googlebot });
    expect(response.status).toBe(404);
  });

  test("webhooks and the admin API ask nobody what they are (R30)", async () => {
    const { number = "none" } = (await server.visit("person")).numbers[0] ?? {};
    // Both are asked by Node's fetch, which is a known bot.
    expect((await server.dial(number)).decision).toMatchObject({ kind: "connect" });
    expect((await server.admin("GET", "/calls")).status).toBe(200);
  });

  test("headers of all kinds do no harm (R71)", async () => {
    const body = JSON.stringify(pageOpened(server.campaign, "person", PAGE));
    const odd = [
      ["user-agent", "Mozilla/5.0 \u00ff\u0080 <script>'; DROP TABLE impression; --"],
      ["user-agent", `Mozilla/5.0 ${"(".repeat(12_000)}`],
      ["sec-ch-ua", '"'.repeat(5_000)],
      ["sec-ch-ua-model", '"=cmd|calc\\\\"'],
      ["sec-ch-ua-platform-version", '"-1"'],
      ["x-forwarded-for", "127.0.0.1"],
      ["accept-ch", "sec-ch-ua-model"],
    ];
    for (const [name = "", value = ""] of odd) {
      expect(await rawStatus(server.url, { [name]: value }, body)).toBe(200);
    }
    // Too long for any header: the server hangs up, and its answer may be lost with the line.
    const tooLong = { "user-agent": "x".repeat(20_000) };
    expect(await rawStatus(server.url, tooLong, body).catch(() => 431)).toBe(431);
    const twice = { "user-agent": ["Mozilla/5.0", googlebot] };
    expect(await rawStatus(server.url, twice, body)).toBe(200);
    expect((await server.admin("GET", "/impressions")).status).toBe(200);
  });
});

/** With headers that `fetch` would not send as they are. */
async function rawStatus(
  url: string,
  headers: Readonly<Record<string, string | string[]>>,
  body: string,
): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const asked = request(`${url}/v1/impressions`, {
    agent: false,
    method: "POST",
    headers: { "content-type": "text/plain", ...headers },
  });
  asked.on("response", (response) => {
    response.resume();
    resolve(response.statusCode ?? 0);
  });
  asked.on("error", reject);
  asked.end(body);
  return promise;
}
