// Bundles the browser script into dist/snippet.js, as one expression that takes its configuration:
// `(CALLPOOL_CONFIG=>{…})`. The server answers with `<expression>(<json>);`, so that the campaign's
// tags travel in the same response and the file itself is the same for every campaign.
//
// What few pages need goes into files of its own, in dist/snippet, each named by the hash of what
// is in it. Those of earlier builds stay: pages that name them go on working after an update.

import { build } from "esbuild";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { minify } from "terser";
import { brotliCompressSync } from "node:zlib";
import { newestMtimeMs } from "./freshness.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const outputPath = join(root, "dist/snippet.js");
const filesPath = join(root, "dist/snippet");
/** Names the versioned file, with the hash that a page may ask for. */
const versionPath = join(filesPath, "v1.json");

/** Everything the bundle is made of, the recipe and the bundler's version included. */
const inputs = [
  "snippet/src",
  "snippet/compat",
  "snippet/panel",
  "snippet/versioned",
  "src/core/phone",
  "src/contract",
  "tools/build.ts",
  "package-lock.json",
];

/**
 * Names of properties that only our own files read: one letter each, the same in all files, since
 * the debug panel reads what the snippet has made. Nothing of the page, the wire or the browser may
 * have one of these names.
 */
const ownNames = {
  shapes: "e",
  shown: "t",
  digits: "n",
  expression: "o",
  start: "r",
  written: "a",
} as const;

export type SnippetBuild = {
  readonly path: string;
  readonly isRebuilt: boolean;
  readonly bytes: number;
  readonly brotliBytes: number;
};

function isFresh(): boolean {
  const output = statSync(outputPath, { throwIfNoEntry: false });
  const version = statSync(versionPath, { throwIfNoEntry: false });
  if (output === undefined || version === undefined) return false;
  return inputs.every((input) => newestMtimeMs(join(root, input)) <= output.mtimeMs);
}

async function bundle(
  entry: string,
  format: "iife" | "esm",
  define: Readonly<Record<string, string>> = {},
): Promise<string> {
  const result = await build({
    entryPoints: [join(root, "snippet", entry)],
    bundle: true,
    minify: true,
    format,
    target: "es2020",
    legalComments: "none",
    charset: "ascii",
    write: false,
    logLevel: "warning",
    tsconfig: join(root, "snippet/tsconfig.json"),
    define,
    mangleProps: new RegExp(`^(${Object.keys(ownNames).join("|")})$`),
    mangleCache: { ...ownNames },
  });
  const bundled = result.outputFiles[0]?.text ?? "";
  // A twentieth smaller than by esbuild alone, and every page loads it.
  const { code = "" } = await minify(bundled, {
    ecma: 2020,
    module: format === "esm",
    compress: { passes: 3, pure_getters: true, unsafe: true },
    format: { ascii_only: true },
  });
  return code;
}

/** Written aside and renamed: a server or test that reads meanwhile sees one whole file. */
function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const partPath = `${path}.${process.pid}.part`;
  writeFileSync(partPath, text);
  renameSync(partPath, path);
}

function hashOf(code: string): string {
  return createHash("sha256").update(code).digest("base64url").slice(0, 10);
}

async function buildAll(): Promise<void> {
  const compat = await bundle("compat/main.ts", "esm");
  const panel = await bundle("panel/main.ts", "esm");
  // One for both: it is in the snippet, where each would cost its bytes.
  const parts = hashOf(compat + panel);
  write(join(filesPath, `compat.${parts}.js`), compat);
  write(join(filesPath, `panel.${parts}.js`), panel);
  const code = await bundle("src/main.ts", "esm", { CALLPOOL_PARTS: JSON.stringify(parts) });
  const snippet = `(CALLPOOL_CONFIG=>{${code}})`;
  const begin = await bundle("versioned/main.ts", "iife");
  const versioned = `(CALLPOOL_SNIPPET=>{${begin}})(${snippet});\n`;
  const integrity = createHash("sha384").update(versioned).digest("base64");
  const file = `v1.${hashOf(versioned)}.js`;
  write(join(filesPath, file), versioned);
  const version = { src: `/snippet/${file}`, integrity: `sha384-${integrity}` };
  write(versionPath, `${JSON.stringify(version)}\n`);
  write(outputPath, snippet);
}

/** Builds dist/snippet.js and its files unless they are newer than everything they are made of. */
export async function buildSnippet(): Promise<SnippetBuild> {
  const isRebuilt = !isFresh();
  if (isRebuilt) await buildAll();
  const code = readFileSync(outputPath);
  const brotliBytes = brotliCompressSync(code).byteLength;
  return { path: outputPath, isRebuilt, bytes: code.byteLength, brotliBytes };
}

if (import.meta.main) {
  const built = await buildSnippet();
  const isQuiet = process.argv.includes("--if-stale") && !built.isRebuilt;
  const verb = built.isRebuilt ? "Built" : "Up to date:";
  if (!isQuiet) {
    console.log(`${verb} dist/snippet.js, ${built.bytes} bytes, ${built.brotliBytes} with brotli`);
  }
}
