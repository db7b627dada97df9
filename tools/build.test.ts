import { readFileSync } from "node:fs";
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
