// Bundles the browser script into dist/snippet.js, as one expression that takes its configuration:
// `(CALLPOOL_CONFIG=>{…})`. The server answers with `<expression>(<json>);`, so that the campaign's
// tags travel in the same response and the file itself is the same for every campaign.

import { build } from "esbuild";
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";

const root = fileURLToPath(new URL("..", import.meta.url));
const entryPath = join(root, "snippet/src/main.ts");
const outputPath = join(root, "dist/snippet.js");

/** Everything the bundle is made of, the recipe and the bundler's version included. */
const inputs = [
  "snippet/src",
  "src/core/phone",
  "src/contract",
  "tools/build.ts",
  "package-lock.json",
];

export type SnippetBuild = {
  readonly path: string;
  readonly isRebuilt: boolean;
  readonly bytes: number;
  readonly brotliBytes: number;
};

function newestMtimeMs(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  // The folder's own time tells of a file that was removed.
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .map((name) => statSync(join(path, name)).mtimeMs)
    .reduce((newest, mtimeMs) => Math.max(newest, mtimeMs), stat.mtimeMs);
}

function isFresh(): boolean {
  const output = statSync(outputPath, { throwIfNoEntry: false });
  if (output === undefined) return false;
  return inputs.every((input) => newestMtimeMs(join(root, input)) <= output.mtimeMs);
}

async function bundle(): Promise<string> {
  const result = await build({
    entryPoints: [entryPath],
    bundle: true,
    minify: true,
    // The function around it keeps its names to itself.
    format: "esm",
    // Names that are never on the wire.
    mangleProps: /^(shapes|callingCode|expression|written)$/,
    target: "es2020",
    legalComments: "none",
    charset: "ascii",
    write: false,
    logLevel: "warning",
    tsconfig: join(root, "snippet/tsconfig.json"),
  });
  const code = result.outputFiles[0]?.text.trim() ?? "";
  return `(CALLPOOL_CONFIG=>{${code}})`;
}

/** Builds dist/snippet.js unless it is newer than everything it is made of. */
export async function buildSnippet(): Promise<SnippetBuild> {
  const isRebuilt = !isFresh();
  if (isRebuilt) {
    const code = await bundle();
    mkdirSync(dirname(outputPath), { recursive: true });
    // Written aside and renamed: a server or test that reads meanwhile sees one whole file.
    const partPath = `${outputPath}.${process.pid}.part`;
    writeFileSync(partPath, code);
    renameSync(partPath, outputPath);
  }
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
