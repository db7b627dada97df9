import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  inject,
  startAdminServer,
  type AccountHands,
  type AdminServer,
} from "../../../test/support/admin-server.ts";

let server: AdminServer;
let account: AccountHands;

beforeAll(async () => {
  server = await startAdminServer();
  account = await server.account();
});

afterAll(async () => {
  await server.close();
});

function send(path: string, text: string, type = "application/json") {
  const headers = { authorization: `Bearer ${account.token}`, "content-type": type };
  return inject(server.app, "POST", path, text, headers);
}

describe("a body that is not what the route takes is refused, and nothing is stored (R68)", () => {
  test.each([
    ["not JSON", `{"name": `, 400, "malformed_body"],
    ["empty", "", 422, "invalid"],
    ["of spaces", "  ", 400, "malformed_body"],
    ["a prototype", `{"name": "x", "__proto__": {"isAdmin": true}}`, 400, "malformed_body"],
    ["a constructor", `{"name": "x", "constructor": {"prototype": {}}}`, 400, "malformed_body"],
    ["a list", `[]`, 422, "invalid"],
    ["null", `null`, 422, "invalid"],
    ["without the needed field", `{}`, 422, "invalid"],
    ["of the wrong type", `{"name": 5}`, 422, "invalid"],
    ["with a field that nobody knows", `{"name": "x", "nmae": "y"}`, 422, "invalid"],
    ["with an account of its own choice", `{"name": "x", "accountId": "other"}`, 422, "invalid"],
    ["an empty name", `{"name": ""}`, 422, "invalid"],
    ["a name of spaces", `{"name": "   "}`, 422, "invalid"],
    ["a name that is too long", `{"name": "${"x".repeat(101)}"}`, 422, "invalid"],
    ["a name with a line break", `{"name": "a\\nb"}`, 422, "invalid"],
    ["a name with a null character", `{"name": "a\\u0000b"}`, 422, "invalid"],
    ["a name with an escape sequence", `{"name": "\\u001b[31mred"}`, 422, "invalid"],
    ["a name that turns text around", `{"name": "a\\u202eb"}`, 422, "invalid"],
    ["a name with half a character", `{"name": "a\\ud800"}`, 422, "invalid"],
    ["a megabyte", `{"name": "${"x".repeat(1_000_000)}"}`, 413, "body_too_large"],
  ])("%s", async (_what, text, status, code) => {
    const answer = await send("publishers", text);
    expect(answer.type).toContain("application/problem+json");
    expect(answer).toMatchObject({ status, body: { code, status } });
    expect((await account.ask("GET", "publishers")).body["items"]).toEqual([]);
  });

  test.each(["text/plain", "text/csv", "application/xml", "application/x-www-form-urlencoded"])(
    "of the type %s",
    async (type) => {
      const answer = await send("publishers", `{"name": "x"}`, type);
      expect(answer).toMatchObject({ status: 415, body: { code: "unsupported_media_type" } });
    },
  );

  test("the fields that are wrong are named", async () => {
    const answer = await account.ask("POST", "pools", {
      name: "",
      country: "usa",
      numberType: "x",
    });
    const errors = answer.body["errors"] as { path: string; message: string }[];
    expect(new Set(errors.map(({ path }) => path))).toEqual(
      new Set(["name", "country", "numberType"]),
    );
  });
});

describe("an empty body counts as none, whatever its content type says", () => {
  const withType = (method: string, path: string, token = account.token) =>
    inject(server.app, method, path, "", {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
    });

  test("a record of any kind is deleted", async () => {
    const { make, token } = await server.account();
    const pool = { name: "P", country: "US", numberType: "local" };
    for (const [path, body] of [
      ["publishers", { name: "A" }],
      ["campaigns", { name: "A" }],
      ["pools", pool],
      ["tokens", { name: "A", scopes: ["read"] }],
    ] as const) {
      const id = await make(path, body);
      const answer = await withType("DELETE", `${path}/${id}`, token);
      expect(answer.status, path).toBe(204);
    }
  });

  test("a list is read", async () => {
    expect((await withType("GET", "publishers")).status).toBe(200);
  });

  test("a route that needs a body says so", async () => {
    for (const [method, path] of [
      ["POST", "publishers"],
      ["PATCH", "account"],
    ] as const) {
      const answer = await withType(method, path);
      expect(answer).toMatchObject({ status: 422, body: { code: "invalid" } });
      expect(answer.body["detail"]).toContain("needs a body");
    }
  });
});

test("names in any script, with quotes and markup, come back as they were given (R71)", async () => {
  const names = [
    `<img src=x onerror=alert(1)>`,
    `'; DROP TABLE pool; --`,
    "=cmd()",
    "广告 שלום 📞",
  ];
  for (const name of names) {
    const made = await account.ask("POST", "publishers", { name });
    expect(made).toMatchObject({ status: 201, body: { name } });
    expect(made.type).toBe("application/json; charset=utf-8");
  }
});

describe("lists", () => {
  test.each([
    ["limit=0"],
    ["limit=201"],
    ["limit=ten"],
    ["limit=1.5"],
    ["limit=-1"],
    [`after=${"x".repeat(65)}`],
    ["page=2"],
  ])("?%s is refused", async (query) => {
    const answer = await account.ask("GET", `publishers?${query}`);
    expect(answer).toMatchObject({ status: 422, body: { code: "invalid" } });
  });

  test("a list comes in pages that leave nothing out and say nothing twice", async () => {
    const { ask, make } = await server.account();
    const made: string[] = [];
    for (let i = 0; i < 5; i++) made.push(await make("publishers", { name: `Publisher ${i}` }));
    const seen: unknown[] = [];
    let query = "?limit=2";
    for (let page = 1; query !== ""; page++) {
      expect(page).toBeLessThan(4);
      const { body } = await ask("GET", `publishers${query}`);
      seen.push(...(body["items"] as { id: string }[]).map(({ id }) => id));
      query = typeof body["next"] === "string" ? `?limit=2&after=${body["next"]}` : "";
    }
    expect(seen.toSorted()).toEqual(made.toSorted());
    const nowhere = await ask("GET", "publishers?after=zzz");
    expect(nowhere.body).toEqual({ items: [] });
  });
});

test.each([
  ["GET", "nothing"],
  ["PUT", "publishers"],
  ["GET", "publishers/"],
])("%s %s is answered with a problem", async (method, path) => {
  const answer = await account.ask(method, path);
  expect(answer).toMatchObject({ status: 404, body: { code: "not_found" } });
});

test("what an account has is not kept by caches", async () => {
  const answer = await account.ask("GET", "account");
  expect(answer.headers["cache-control"]).toBe("no-store");
});
