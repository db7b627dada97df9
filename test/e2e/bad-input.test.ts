import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pageOpened, startTestServer, type TestServer } from "../support/running-server.ts";

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

/** Every refusal is a problem document that says what to do. */
async function problemOf(response: Response): Promise<{ status: number; code: string }> {
  expect(response.headers.get("content-type")).toContain("application/problem+json");
  const document: unknown = await response.json();
  expect(document).toMatchObject({ status: response.status, detail: expect.stringMatching(/\w/) });
  // Checked just now but for the code.
  return document as { status: number; code: string };
}

const good = () => pageOpened(server.campaign, "a", "https://plumber.example/");

describe("bad input to the edge", () => {
  test.each([
    ["no JSON", "{bad", 400, "malformed_body"],
    ["nothing", "", 400, "malformed_body"],
    ["a megabyte", "x".repeat(1_048_576), 413, "body_too_large"],
    ["an array", "[]", 422, "invalid"],
    ["null", "null", 422, "invalid"],
    ["a poisoned prototype", '{"__proto__":{"isAdmin":true}}', 400, "malformed_body"],
  ])("%s", async (_, body, status, code) => {
    const response = await server.post("/v1/impressions", body);
    expect(await problemOf(response)).toMatchObject({ status, code });
  });

  test.each([
    ["a campaign nobody made", { campaign: "cmp_00000000000000000000000000" }, 404, "not_found"],
    ["a campaign that is no id", { campaign: "../../etc/passwd" }, 404, "not_found"],
    ["a short visitor id", { visitor: "abc" }, 422, "invalid"],
    ["a visitor id with a quote", { visitor: "'; DROP TABLE number; --xxxx" }, 422, "invalid"],
    ["no page", { page: undefined }, 422, "invalid"],
    ["an address of 5,000 characters", { page: { url: "x".repeat(5000) } }, 422, "invalid"],
    ["a screen of minus one", { screen: { width: -1, height: 1 } }, 422, "invalid"],
    ["51 tags", { tags: Array.from({ length: 51 }, tagNumber) }, 422, "invalid"],
    ["a tag of the wrong shape", { tags: [{ name: 1, value: {} }] }, 422, "invalid"],
  ])("%s", async (_, change, status, code) => {
    const response = await server.post("/v1/impressions", { ...good(), ...change });
    expect(await problemOf(response)).toMatchObject({ status, code });
  });

  test.each([
    "/v1/impressions/nonsense/activity",
    `/v1/impressions/${"imp_00000000000000000000000000.".repeat(30)}/activity`,
    "/v1/impressions/%00/close",
    `/v1/impressions/${"a".repeat(3000)}/activity`,
  ])("an impression that is none: %s", async (path) => {
    const response = await server.post(path, { token: "x" });
    expect((await problemOf(response)).status).toBeGreaterThanOrEqual(400);
    expect(response.status).toBeLessThan(500);
  });

  test.each([
    "/cmp_unknown",
    "/nowhere",
    "/wp-login.php",
    "/%ff",
    "/v1/impressions",
    `/${"a".repeat(5000)}`,
  ])("GET %s is a problem, too", async (path) => {
    const response = await fetch(server.url + path);
    expect((await problemOf(response)).status).toBeLessThan(500);
  });

  test("a long title is cut, and a long tag shortened, not refused (R31a)", async () => {
    const tags = [{ name: "note", value: "y".repeat(5000) }];
    const page = { url: "https://a.example/", title: "t".repeat(9000) };
    const response = await server.post("/v1/impressions", { ...good(), page, tags });
    expect(response.status).toBe(200);
    // What the contract says of a 200.
    const { impression } = (await response.json()) as { impression: string };
    const stored = await (await server.admin("GET", `/impressions/${impression}`)).json();
    expect(JSON.stringify(stored)).toContain("value_shortened");
  });

  test("after all of it the server answers, and nothing was stored (R68)", async () => {
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    const log = await (await server.admin("GET", "/impressions")).json();
    // One impression, of the test before.
    expect(log).toMatchObject({ items: [{ visitorId: expect.stringMatching(/^a-/) }] });
  });
});

describe("bad input to the admin API", () => {
  test("a CSV with two bad rows of five: three kept, two named with line and reason (R4)", async () => {
    const csv = [
      "number,carrier,country",
      "+12125550151,simulator,US",
      "not a number,simulator,",
      "(212) 555-0152,simulator,US",
      "+1212,simulator,",
      "+12125550153,simulator,",
    ].join("\n");
    const response = await fetch(`${server.url}/api/v1/numbers/import`, {
      method: "POST",
      headers: { "content-type": "text/csv", authorization: await authorization() },
      body: csv,
    });
    expect(response.status).toBe(200);
    const text = JSON.stringify(await response.json());
    expect(text).toContain('"line":3');
    expect(text).toContain('"line":5');
    const numbers = JSON.stringify(await (await server.admin("GET", "/numbers?limit=200")).json());
    for (const kept of ["+12125550151", "+12125550152", "+12125550153"]) {
      expect(numbers).toContain(kept);
    }
  });

  test.each([
    ["a malformed number", "POST", "/publisher-numbers", { number: "12" }],
    ["a pool in a country that is not allowed (R3)", "POST", "/pools", poolIn("FR")],
    ["an unknown field", "POST", "/publishers", { name: "x", admin: true }],
    ["a name of nothing", "POST", "/publishers", { name: "" }],
  ])("%s", async (_, method, path, body) => {
    const problem = await problemOf(await server.admin(method, path, body));
    expect(problem.status).toBe(422);
  });

  test("without a token nothing is told (R67)", async () => {
    const response = await fetch(`${server.url}/api/v1/pools`);
    expect(await problemOf(response)).toMatchObject({ status: 401, code: "unauthorized" });
  });
});

function poolIn(country: string) {
  return { name: "Pool", country, numberType: "local" };
}

function tagNumber(_: unknown, at: number) {
  return { name: `n${at}`, value: "1" };
}

async function authorization(): Promise<string> {
  const made = await server.admin("POST", "/tokens", { name: "csv", scopes: ["write"] });
  // What the contract says of a 201.
  const { token } = (await made.json()) as { token: string };
  return `Bearer ${token}`;
}
