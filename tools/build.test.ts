import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { Script } from "node:vm";
import { expect, test } from "vitest";
import { buildSnippet } from "./build.ts";

test("the bundle is one expression that waits for its configuration", async () => {
  const { path, bytes, brotliBytes } = await buildSnippet();
  const code = readFileSync(path, "utf8");
  expect(code.startsWith("(CALLPOOL_CONFIG=>{")).toBe(true);
  // Only parsed here; it runs in the browser.
  expect(() => new Script(`${code}({});`)).not.toThrow();
  expect(bytes).toBe(Buffer.byteLength(code));
  expect(brotliBytes).toBeLessThan(bytes);
});

test("a bundle newer than its sources is kept", async () => {
  await buildSnippet();
  expect((await buildSnippet()).isRebuilt).toBe(false);
});

test("names that only our own files read are short in all of them", async () => {
  const { path } = await buildSnippet();
  const files = join(path, "../snippet");
  const { src } = JSON.parse(readFileSync(join(files, "v1.json"), "utf8")) as { src: string };
  for (const file of [path, join(files, basename(src))]) {
    expect(readFileSync(file, "utf8")).not.toMatch(/\b(shapes|shown|digits|expression|written)\b/);
  }
});
