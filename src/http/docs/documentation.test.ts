import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../../../test/support/running-server.ts";
import { problemCodes } from "../../contract/problem.ts";
import { poolFieldHelp } from "../../contract/help/pool.ts";

type Node = { readonly [name: string]: unknown };

let server: TestServer;
let document: Node;

beforeAll(async () => {
  server = await startTestServer();
  // An OpenAPI document is an object.
  document = (await (await fetch(`${server.url}/openapi.json`)).json()) as Node;
});

afterAll(async () => {
  await server.stop();
});

/** Every object in the document, with where it stands. */
function* nodes(
  value: unknown,
  path: readonly string[] = [],
): Generator<[readonly string[], Node]> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield [path, value as Node];
  for (const [name, child] of Object.entries(value)) yield* nodes(child, [...path, name]);
}

function operations(): [string, Node][] {
  const paths = Object.entries(document["paths"] as Record<string, Record<string, Node>>);
  return paths.flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, its]): [string, Node] => [`${method} ${path}`, its]),
  );
}

function adminOperations(): [string, Node][] {
  return operations().filter(([where]) => where.includes(" /api/v1/"));
}

function schemas(): Record<string, Node> {
  const { schemas: all } = document["components"] as { schemas: Record<string, Node> };
  return all;
}

describe("the OpenAPI document", () => {
  test("it is one of OpenAPI 3.1, and has the whole server", () => {
    expect(document["openapi"]).toBe("3.1.0");
    expect(document["info"]).toMatchObject({ title: "Callpool", version: "1" });
    expect(adminOperations().length).toBeGreaterThan(40);
    const others = operations().filter(([where]) => !where.includes(" /api/v1/"));
    expect(others.map(([where]) => where).toSorted()).toEqual([
      "get /api/invitations/{token}",
      "get /healthz",
      "get /readyz",
      "get /snippet/v1.json",
      "get /snippet/{file}",
      "get /v1/campaigns/{campaignId}",
      "get /{campaignId}",
      "post /api/invitations/{token}",
      "post /hooks/{carrier}/{key}",
      "post /v1/impressions",
      "post /v1/impressions/{impression}/activity",
      "post /v1/impressions/{impression}/close",
    ]);
  });

  test("every reference leads somewhere", () => {
    const references = [...nodes(document)].flatMap(([, { $ref }]) =>
      typeof $ref === "string" ? [$ref] : [],
    );
    expect(references.length).toBeGreaterThan(100);
    const known = new Set(Object.keys(schemas()).map((name) => `#/components/schemas/${name}`));
    expect(references.filter((reference) => !known.has(reference))).toEqual([]);
  });

  test("every schema is used, and none has its direction in its name", () => {
    const text = JSON.stringify(document);
    for (const name of Object.keys(schemas())) {
      expect(name).not.toMatch(/Input$/);
      expect(text).toContain(`"#/components/schemas/${name}"`);
    }
  });

  test("every operation has an id of its own, an area, a summary, and its path's parameters", () => {
    const seen = new Set<unknown>();
    for (const [where, its] of operations()) {
      expect(its, where).toMatchObject({
        operationId: expect.stringMatching(/^[a-z][A-Za-z]+$/),
        tags: [expect.any(String)],
        summary: expect.any(String),
      });
      expect(seen.has(its["operationId"]), where).toBe(false);
      seen.add(its["operationId"]);
      const named = [...where.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const parameters = (its["parameters"] ?? []) as { in: string; name: string }[];
      const inPath = parameters.filter((parameter) => parameter.in === "path");
      expect(inPath.map(({ name }) => name)).toEqual(named);
    }
  });

  test("every operation of the admin API says how one is let in", () => {
    for (const [where, its] of adminOperations()) {
      expect(its["security"], where).toEqual([{ apiToken: [] }, { session: [] }]);
    }
  });

  test("every operation of the admin API says how it answers, and that errors are problems", () => {
    for (const [where, its] of adminOperations()) {
      const responses = its["responses"] as Record<string, Node>;
      expect(Object.keys(responses), where).toEqual(
        expect.arrayContaining([expect.stringMatching(/^20[014]$/), "4XX", "5XX"]),
      );
      expect(responses["4XX"]?.["content"], where).toEqual({
        "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } },
      });
    }
  });

  test("every field and every parameter has a description (R1)", () => {
    const bare: string[] = [];
    for (const [path, node] of nodes(document)) {
      if (path.at(-1) === "properties" && path.at(-2) !== "properties") {
        for (const [name, field] of Object.entries(node)) {
          if (!hasDescription(field)) bare.push([...path, name].join("."));
        }
      }
      if (path.at(-2) === "parameters" && !hasDescription(node)) bare.push(path.join("."));
    }
    expect(bare).toEqual([]);
  });

  test("a pool's fields have the help texts that the app shows (R1)", () => {
    for (const name of ["Pool", "PoolCreate"]) {
      const properties = schemas()[name]?.["properties"] as Record<string, Node>;
      for (const [field, help] of Object.entries(poolFieldHelp)) {
        expect(help.length).toBeGreaterThan(20);
        expect(properties[field]?.["description"], `${name}.${field}`).toBe(help);
      }
    }
  });

  test("a request's schema says what is needed and that nothing else is taken", () => {
    expect(schemas()["PublisherCreate"]).toMatchObject({
      type: "object",
      required: ["name"],
      additionalProperties: false,
    });
    expect(schemas()["PoolCreate"]?.["required"]).toEqual(["name", "country", "numberType"]);
    expect(schemas()["NumbersCreate"]).toMatchObject({
      properties: { numbers: { items: { $ref: "#/components/schemas/NewNumber" } } },
    });
  });
});

function hasDescription(field: unknown): boolean {
  const text = (field as { description?: unknown }).description;
  return typeof text === "string" && text.length > 3;
}

describe("the readable reference", () => {
  test("everything that it needs comes from this server", async () => {
    const page = await fetch(`${server.url}/docs/`);
    expect(page.status).toBe(200);
    expect(page.headers.get("content-type")).toContain("text/html");
    const policy = page.headers.get("content-security-policy");
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/https?:|\*/);
    const html = await page.text();
    const [, source] = /<script src="([^"]+)"/.exec(html) ?? [];
    expect(source).toBe("js/scalar.js");
    expect(html).not.toMatch(/https?:\/\//);
    const script = await fetch(`${server.url}/docs/${String(source)}`);
    expect(script.status).toBe(200);
    expect((await script.text()).length).toBeGreaterThan(1_000_000);
  });

  test("/docs leads to it", async () => {
    const response = await fetch(`${server.url}/docs`, { redirect: "manual" });
    expect(response.status).toBe(301);
    expect(response.headers.get("location")).toBe("/docs/");
  });
});

describe("the page of the error codes", () => {
  test("the address of every problem leads to its code there, with how to mend it", async () => {
    const page = await fetch(`${server.url}/docs/problems`);
    expect(page.headers.get("content-type")).toContain("text/html");
    const html = await page.text();
    for (const [code, { remedy }] of Object.entries(problemCodes)) {
      expect(html).toContain(`id="${code}"`);
      expect(remedy, code).toMatch(/^[A-Z].{20,}\.$/);
      // No markup of the page's own is needed to compare the words.
      expect(html.replaceAll(/<\/?code>/g, "")).toContain(remedy.replaceAll("`", ""));
    }
    const refused = await fetch(`${server.url}/api/v1/account`);
    expect(await refused.json()).toMatchObject({ type: "/docs/problems#unauthorized" });
  });

  test("its policy lets its own style through and nothing else", async () => {
    const page = await fetch(`${server.url}/docs/problems`);
    const [, style = ""] = /<style>([^]*)<\/style>/.exec(await page.text()) ?? [];
    const digest = createHash("sha256").update(style).digest("base64");
    const policy = page.headers.get("content-security-policy");
    expect(policy).toContain(`style-src 'sha256-${digest}'`);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain("unsafe");
  });
});

test("browsers that ask for an icon get one", async () => {
  const icon = await fetch(`${server.url}/favicon.ico`);
  expect(icon.status).toBe(200);
  expect(icon.headers.get("content-type")).toBe("image/svg+xml");
  expect(await icon.text()).toMatch(/^<svg [^]+<\/svg>\n$/);
});
