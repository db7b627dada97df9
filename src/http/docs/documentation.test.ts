import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inject, startAdminServer, type AdminServer } from "../../../test/support/admin-server.ts";
import { problemCodes } from "../../contract/problem.ts";
import { poolFieldHelp } from "../../core/pool/settings.ts";

type Node = { readonly [name: string]: unknown };

let server: AdminServer;
let document: Node;

beforeAll(async () => {
  server = await startAdminServer();
  document = (await inject(server.app, "GET", "/openapi.json")).body;
});

afterAll(async () => {
  await server.close();
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

function schemas(): Record<string, Node> {
  const { schemas: all } = document["components"] as { schemas: Record<string, Node> };
  return all;
}

describe("the OpenAPI document", () => {
  test("it is one of OpenAPI 3.1, and has the whole admin API", () => {
    expect(document["openapi"]).toBe("3.1.0");
    expect(document["info"]).toMatchObject({ title: "Callpool", version: "1" });
    expect(operations().length).toBeGreaterThan(40);
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
        security: [{ apiToken: [] }, { session: [] }],
      });
      expect(seen.has(its["operationId"]), where).toBe(false);
      seen.add(its["operationId"]);
      const named = [...where.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const parameters = (its["parameters"] ?? []) as { in: string; name: string }[];
      const inPath = parameters.filter((parameter) => parameter.in === "path");
      expect(inPath.map(({ name }) => name)).toEqual(named);
    }
  });

  test("every operation says how it answers, and that errors are problems", () => {
    for (const [where, its] of operations()) {
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

  test("a pool's fields have the help texts of the core (R1)", () => {
    for (const name of ["Pool", "PoolCreate", "PoolDetail"]) {
      const properties = schemas()[name]?.["properties"] as Record<string, Node>;
      for (const [field, help] of Object.entries(poolFieldHelp)) {
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
    const page = await server.app.inject("/docs/");
    expect(page.statusCode).toBe(200);
    expect(page.headers["content-type"]).toContain("text/html");
    const policy = String(page.headers["content-security-policy"]);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/https?:|\*/);
    const [, source] = /<script src="([^"]+)"/.exec(page.body) ?? [];
    expect(source).toBe("js/scalar.js");
    expect(page.body).not.toMatch(/https?:\/\//);
    const script = await server.app.inject(`/docs/${String(source)}`);
    expect(script.statusCode).toBe(200);
    expect(script.body.length).toBeGreaterThan(1_000_000);
  });

  test("/docs leads to it", async () => {
    const response = await server.app.inject("/docs");
    expect(response.statusCode).toBe(301);
    expect(response.headers.location).toBe("/docs/");
  });
});

test("the address of every problem leads to a page that names its code", async () => {
  const page = await server.app.inject("/docs/problems");
  expect(page.headers["content-type"]).toContain("text/html");
  for (const code of Object.keys(problemCodes)) expect(page.body).toContain(`id="${code}"`);
  const { body } = await inject(server.app, "GET", "/api/v1/account");
  expect(body["type"]).toBe("/docs/problems#unauthorized");
});
