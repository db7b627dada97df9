import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  baseUrl,
  startAdminServer,
  type AccountHands,
  type AdminServer,
} from "../../../test/support/admin-server.ts";

let server: AdminServer;
let account: AccountHands;

beforeAll(async () => {
  server = await startAdminServer();
  account = await server.account("Acme");
});

afterAll(async () => {
  await server.close();
});

describe("account", () => {
  test("it is the one that the token is for, and can be changed", async () => {
    const { ask, accountId } = await server.account("Before");
    const created = {
      id: accountId,
      name: "Before",
      allowedCountries: ["US", "CA"],
      truncateIpAddresses: false,
      timeZone: "America/New_York",
    };
    expect(await ask("GET", "account")).toMatchObject({ status: 200, body: created });
    const truncateIpAddresses = true;
    const settings = { truncateIpAddresses, timeZone: "Europe/London" };
    const patch = { name: "After", allowedCountries: ["US", "GB", "GB"], ...settings };
    const changed = { ...created, ...patch, allowedCountries: ["US", "GB"] };
    expect(await ask("PATCH", "account", patch)).toMatchObject({ status: 200, body: changed });
    expect(await ask("PATCH", "account", {})).toMatchObject({ status: 200, body: changed });
    expect(await ask("GET", "account")).toMatchObject({ body: changed });
  });

  test.each([
    [{ allowedCountries: [] }],
    [{ allowedCountries: ["us"] }],
    [{ allowedCountries: ["USA"] }],
    [{ allowedCountries: "US" }],
    [{ allowedCountries: ["US", "XX"] }],
    [{ truncateIpAddresses: "yes" }],
    [{ timeZone: "Europe/Atlantis" }],
    [{ timeZone: "+01:00" }],
    [{ timeZone: "" }],
    [{ id: "mine" }],
  ])("%j is refused", async (patch) => {
    expect(await account.ask("PATCH", "account", patch)).toMatchObject({ status: 422 });
  });
});

describe("publishers", () => {
  test("one is created, listed, changed and deleted; its record stays", async () => {
    const { ask } = account;
    const made = await ask("POST", "publishers", { name: "Search ads" });
    const { id } = made.body;
    expect(made).toMatchObject({ status: 201, body: { name: "Search ads", status: "active" } });
    expect(made.body["createdAt"]).toBe("2026-01-05T09:00:00.000Z");
    expect(made.body).not.toHaveProperty("accountId");
    expect((await ask("GET", "publishers")).body["items"]).toEqual([made.body]);
    const renamed = { ...made.body, name: "Newspaper" };
    expect((await ask("PATCH", `publishers/${id}`, { name: "Newspaper" })).body).toEqual(renamed);
    expect((await ask("PATCH", `publishers/${id}`, {})).body).toEqual(renamed);
    expect((await ask("DELETE", `publishers/${id}`)).status).toBe(204);
    expect((await ask("DELETE", `publishers/${id}`)).status).toBe(204);
    expect((await ask("GET", "publishers")).body["items"]).toEqual([]);
    const deleted = { ...renamed, status: "deleted" };
    expect((await ask("GET", `publishers/${id}`)).body).toEqual(deleted);
    const patch = await ask("PATCH", `publishers/${id}`, { name: "Back" });
    expect(patch).toMatchObject({ status: 409, body: { code: "conflict" } });
  });

  test.each([
    "pbl_00000000000000000000000000",
    "pol_00000000000000000000000000",
    "x",
    "%00",
    "..%2f..%2fetc",
    "1%27%20OR%201=1",
    "x".repeat(99),
  ])("there is no publisher %s", async (id) => {
    for (const [method, body] of [["GET"], ["PATCH", { name: "x" }], ["DELETE"]] as const) {
      const answer = await account.ask(method, `publishers/${id}`, body);
      expect(answer).toMatchObject({ status: 404, body: { code: "not_found" } });
    }
  });
});

describe("campaigns", () => {
  test("a new one is active, drops unresolved macros (R31), and has its install code (R16, R18)", async () => {
    const made = await account.ask("POST", "campaigns", { name: "Plumbing" });
    expect(made).toMatchObject({
      status: 201,
      body: { status: "active", urlParameters: [], dropUnresolvedMacros: true },
    });
    const { id } = made.body;
    expect(made.body).not.toHaveProperty("target");
    const { host } = new URL(baseUrl);
    const installCode = `<script src="//${host}/${String(id)}" async></script>`;
    expect((await account.ask("GET", `campaigns/${id}`)).body["installCode"]).toBe(installCode);
  });

  test("it is paused and activated, and what a patch leaves out stays", async () => {
    const target = { kind: "phone", address: "+12125550190" };
    const rule = { parameter: "zip", type: "Geo", name: "postalCode" };
    const id = await account.make("campaigns", { name: "A", target, urlParameters: [rule] });
    const paused = await account.ask("PATCH", `campaigns/${id}`, { status: "paused" });
    expect(paused.body).toMatchObject({ name: "A", status: "paused", target });
    expect(paused.body["urlParameters"]).toEqual([rule]);
    const active = await account.ask("PATCH", `campaigns/${id}`, { status: "active", name: "B" });
    expect(active.body).toMatchObject({ name: "B", status: "active", target });
    const without = await account.ask("PATCH", `campaigns/${id}`, { target: null });
    expect(without.body).not.toHaveProperty("target");
    expect((await account.ask("GET", `campaigns/${id}`)).body).toEqual(without.body);
  });

  test.each([
    [{ kind: "phone", address: "+1 (212) 555-0190" }, "+12125550190"],
    [{ kind: "sip", address: "sip:desk@example.com" }, "sip:desk@example.com"],
    [{ kind: "sip", address: "sips:a.b@[2001:db8::1]:5061;transport=tls" }, undefined],
  ])("the target %j is taken", async (target, address = target.address) => {
    const made = await account.ask("POST", "campaigns", { name: "A", target });
    expect(made).toMatchObject({ status: 201, body: { target: { kind: target.kind, address } } });
  });

  test.each([
    [{ kind: "phone", address: "5550190" }],
    [{ kind: "phone", address: "sip:desk@example.com" }],
    [{ kind: "sip", address: "+12125550190" }],
    [{ kind: "sip", address: "sip:desk@example.com\r\nVia: x" }],
    [{ kind: "sip", address: "sip:desk@example.com?Route=x" }],
    [{ kind: "sip", address: "<sip:desk@example.com>" }],
    [{ kind: "sip", address: `sip:${"x".repeat(300)}@example.com` }],
    [{ kind: "email", address: "a@example.com" }],
    [{ kind: "phone" }],
    [{ kind: "phone", address: "+12125550190", extra: 1 }],
  ])("the target %j is refused (R71)", async (target) => {
    const answer = await account.ask("POST", "campaigns", { name: "A", target });
    expect(answer).toMatchObject({ status: 422, body: { code: "invalid" } });
  });

  test("nobody deletes by a patch", async () => {
    const id = await account.make("campaigns", { name: "A" });
    const answer = await account.ask("PATCH", `campaigns/${id}`, { status: "deleted" });
    expect(answer).toMatchObject({ status: 422, body: { code: "invalid" } });
  });

  test("a hundred parameter rules are taken, one more is refused", async () => {
    const rules = (count: number) =>
      Array.from({ length: count }, (_, i) => ({ parameter: `p${i}`, type: "Geo", name: "zip" }));
    const urlParameters = rules(100);
    expect(await account.ask("POST", "campaigns", { name: "A", urlParameters })).toMatchObject({
      status: 201,
    });
    expect(
      await account.ask("POST", "campaigns", { name: "A", urlParameters: rules(101) }),
    ).toMatchObject({ status: 422 });
  });
});

test("a parameter rule is not given twice; another parameter, type or name makes another rule", async () => {
  const rule = { parameter: "zip", type: "Geo", name: "postalCode" };
  const others = [
    { ...rule, parameter: "ZIP" },
    { ...rule, type: "User" },
    { ...rule, name: "z" },
  ];
  const id = await account.make("campaigns", { name: "A", urlParameters: [rule, ...others] });
  const twice = { urlParameters: [rule, ...others, rule] };
  const refused = { status: 422, body: { code: "invalid", errors: [{ path: "urlParameters.4" }] } };
  expect(await account.ask("PATCH", `campaigns/${id}`, twice)).toMatchObject(refused);
  expect(await account.ask("POST", "campaigns", { name: "B", ...twice })).toMatchObject(refused);
});

describe("publisher numbers", () => {
  async function parties() {
    const hands = await server.account();
    const campaignId = await hands.make("campaigns", { name: "Plumbing" });
    const publisherId = await hands.make("publishers", { name: "Search" });
    return { ...hands, campaignId, publisherId };
  }

  test("assigning a number adds it to the inventory; deleting gives it free again", async () => {
    const { ask, campaignId, publisherId } = await parties();
    const number = "+18885550100";
    const made = await ask("POST", "publisher-numbers", { number, campaignId, publisherId });
    expect(made).toMatchObject({
      status: 201,
      body: { number, campaignId, publisherId, status: "active" },
    });
    const { id, numberId } = made.body;
    expect(await ask("GET", `numbers/${numberId}`)).toMatchObject({
      body: { number, publisherNumberId: id, type: "tollfree", carrier: "manual" },
    });
    const paused = await ask("PATCH", `publisher-numbers/${id}`, { status: "paused" });
    expect(paused).toMatchObject({ status: 200, body: { status: "paused" } });
    expect((await ask("DELETE", `publisher-numbers/${id}`)).status).toBe(204);
    expect((await ask("GET", `numbers/${numberId}`)).body).not.toHaveProperty("publisherNumberId");
    const again = await ask("POST", "publisher-numbers", { number, campaignId, publisherId });
    expect(again).toMatchObject({ status: 201, body: { numberId } });
  });

  test("a number that is a publisher number already is refused", async () => {
    const { ask, campaignId, publisherId } = await parties();
    const wish = { number: "+12125550100", campaignId, publisherId };
    await ask("POST", "publisher-numbers", wish);
    const second = await ask("POST", "publisher-numbers", wish);
    expect(second).toMatchObject({ status: 409, body: { code: "conflict" } });
    expect((await ask("GET", "publisher-numbers")).body["items"]).toHaveLength(1);
  });

  test("a pool number is never a publisher number", async () => {
    const { ask, make, campaignId, publisherId } = await parties();
    const number = "+12125550101";
    await ask("POST", "numbers", { numbers: [{ number }] });
    const poolId = await make("pools", { name: "P", country: "US", numberType: "local" });
    await ask("POST", `pools/${poolId}/numbers`, { numbers: [number] });
    const answer = await ask("POST", "publisher-numbers", { number, campaignId, publisherId });
    expect(answer).toMatchObject({ status: 409, body: { code: "conflict" } });
    expect(answer.body["detail"]).toContain("in a pool");
  });

  test("bad numbers and parties that are gone are refused", async () => {
    const { ask, campaignId, publisherId } = await parties();
    const wish = { number: "+12125550100", campaignId, publisherId };
    const refusals = [
      [{ ...wish, number: "call me" }, 422],
      [{ ...wish, number: "5550100" }, 422],
      [{ ...wish, campaignId: "cmp_00000000000000000000000000" }, 404],
      [{ ...wish, publisherId: campaignId }, 404],
      [{ number: wish.number }, 422],
    ] as const;
    for (const [body, status] of refusals) {
      expect(await ask("POST", "publisher-numbers", body)).toMatchObject({ status });
    }
    await ask("DELETE", `publishers/${publisherId}`);
    expect(await ask("POST", "publisher-numbers", wish)).toMatchObject({ status: 409 });
    expect((await ask("GET", "publisher-numbers")).body["items"]).toEqual([]);
    expect((await ask("GET", "numbers")).body["items"]).toEqual([]);
  });
});
