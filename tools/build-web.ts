// Bundles the admin app into dist/web with vite, and compresses its files once, so that the server
// only has to hand them out.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { build, type InlineConfig } from "vite";
import react from "@vitejs/plugin-react";
import { newestMtimeMs } from "./freshness.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const outputPath = join(root, "dist/web");
/** Written last: where it is, the build is whole. */
const stampPath = join(outputPath, "built.txt");

const inputs = ["web", "src/contract", "tools/build-web.ts", "package-lock.json"];

/** How vite is set up, to build and to serve while somebody works on the app. */
export const viteConfig: InlineConfig = {
  configFile: false,
  root: join(root, "web"),
  base: "/app/",
  plugins: [react()],
  logLevel: "warn",
  build: {
    outDir: outputPath,
    emptyOutDir: true,
    target: "es2023",
    // Charts, which few pages have, are a chunk of that size; it is loaded with them.
    chunkSizeWarningLimit: 1_000,
  },
};

const compressed = /\.(js|css|svg|html)$/;

function compressFiles(): void {
  for (const name of readdirSync(outputPath, { recursive: true, encoding: "utf8" })) {
    if (!compressed.test(name)) continue;
    const text = readFileSync(join(outputPath, name));
    const params = {
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: text.byteLength,
    };
    writeFileSync(join(outputPath, `${name}.br`), brotliCompressSync(text, { params }));
  }
}

/** Builds dist/web unless it is newer than everything it is made of. @returns whether it built */
export async function buildWeb(): Promise<boolean> {
  const builtAtMs = newestMtimeMs(stampPath);
  if (inputs.every((input) => newestMtimeMs(join(root, input)) < builtAtMs)) return false;
  // A test runner that builds on its way says "test" here, and React would come with its checks.
  const before = process.env["NODE_ENV"];
  process.env["NODE_ENV"] = "production";
  await build(viteConfig);
  if (before === undefined) delete process.env["NODE_ENV"];
  else process.env["NODE_ENV"] = before;
  compressFiles();
  writeFileSync(stampPath, `${new Date().toISOString()}\n`);
  return true;
}

if (import.meta.main) {
  const isBuilt = await buildWeb();
  const isQuiet = process.argv.includes("--if-stale") && !isBuilt;
  if (!isQuiet) console.log(`${isBuilt ? "Built" : "Up to date:"} dist/web`);
}
