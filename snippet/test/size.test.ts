import { expect, test } from "vitest";
import { buildSnippet } from "../../tools/build.ts";

const { brotliBytes } = await buildSnippet();

test(`the snippet fits in 4,096 bytes (R37): it takes ${brotliBytes} with brotli`, () => {
  expect(brotliBytes).toBeLessThanOrEqual(4_096);
});
