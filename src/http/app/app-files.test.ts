import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import Fastify from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answerWithProblems } from "../problem.ts";
import { appRoutes } from "./app-files.ts";

const folder = mkdtempSync(join(tmpdir(), "callpool-app-"));
const script = "console.log(1)";
const app = Fastify();

beforeAll(async () => {
  mkdirSync(join(folder, "assets"));
  writeFileSync(join(folder, "index.html"), "<!doctype html><title>App</title>");
  writeFileSync(join(folder, "assets/index-abc.js"), script);
  writeFileSync(join(folder, "assets/index-abc.js.br"), brotliCompressSync(script));
  answerWithProblems(app);
  await appRoutes(app, folder);
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

describe("the admin app's addresses", () => {
  test("the root leads there", async () => {
    const { statusCode, headers } = await app.inject("/");
    expect([statusCode, headers.location]).toEqual([302, "/app/"]);
  });

  test.each(["/app/", "/app/pools", "/app/pools/pol_1?tab=settings"])(
    "%s is the app, and is asked for anew each time",
    async (url) => {
      const { statusCode, headers, body } = await app.inject(url);
      expect(statusCode).toBe(200);
      expect(body).toContain("<title>App</title>");
      expect(headers["content-type"]).toMatch(/^text\/html/);
      expect(headers["cache-control"]).toBe("no-cache");
    },
  );

  test("it runs no scripts but its own, and stands in no frame (R71)", async () => {
    const { headers } = await app.inject("/app/");
    const policy = String(headers["content-security-policy"]);
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers["x-content-type-options"]).toBe("nosniff");
  });

  test("a file with its hash in its name is kept for good, and comes compressed", async () => {
    const plain = await app.inject("/app/assets/index-abc.js");
    expect(plain.body).toBe(script);
    expect(plain.headers["cache-control"]).toContain("immutable");
    const headers = { "accept-encoding": "br" };
    const small = await app.inject({ url: "/app/assets/index-abc.js", headers });
    expect(small.headers["content-encoding"]).toBe("br");
    expect(small.rawPayload).toEqual(brotliCompressSync(script));
  });

  test("a file of another version is missed, and never cached as the app", async () => {
    const { statusCode, headers } = await app.inject("/app/assets/index-old.js");
    expect(statusCode).toBe(404);
    expect(headers["content-type"]).toMatch(/^application\/problem\+json/);
  });

  test.each(["/app/../package.json", "/app/%2e%2e/package.json", "/app/..%2fpackage.json"])(
    "%s does not lead out of the folder",
    async (url) => {
      const { body } = await app.inject(url);
      expect(body).not.toContain('"dependencies"');
    },
  );
});

test("without a build, the app says how to make one", async () => {
  const bare = Fastify();
  answerWithProblems(bare);
  await appRoutes(bare, join(folder, "nowhere"));
  const { statusCode, body } = await bare.inject("/app/");
  expect(statusCode).toBe(404);
  expect(body).toContain("npm run build");
  await bare.close();
});
