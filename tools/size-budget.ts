// What pages load, and how large it may be at most: with brotli, as the server sends it.
// `node tools/size-budget.ts` measures all of it, and fails when something is too large.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { buildSnippet } from "./build.ts";

export type SizeBudget = {
  readonly name: string;
  readonly brotliBytesMax: number;
  /** Builds what is missing. @returns the files that a page loads together */
  readonly files: () => Promise<readonly string[]>;
};

/** The snippet's budget is a rule (R37); others are what a part takes, and some room to mend it. */
export const sizeBudgets: readonly SizeBudget[] = [
  {
    name: "the snippet, which every page loads (R37)",
    brotliBytesMax: 4_096,
    files: async () => [(await buildSnippet()).path],
  },
  {
    name: "the compatibility part, for pages written for another snippet (R34)",
    brotliBytesMax: 896,
    files: () => newestPart("compat"),
  },
  {
    name: "the debug panel (R36)",
    brotliBytesMax: 6_400,
    files: () => newestPart("panel"),
  },
  {
    name: "the versioned file, in place of the snippet",
    brotliBytesMax: 4_256,
    files: () => newestPart("v1"),
  },
];

/** Those of earlier builds are there, too; what a build makes it also writes anew. */
async function newestPart(name: string): Promise<readonly string[]> {
  const folder = join(dirname((await buildSnippet()).path), "snippet");
  const [newest] = readdirSync(folder)
    .filter((file) => file.startsWith(`${name}.`) && file.endsWith(".js"))
    .map((file) => join(folder, file))
    .toSorted((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  if (newest === undefined) throw new Error(`The build has made no ${name} in ${folder}.`);
  return [newest];
}

/** Each file is compressed by itself, as it is sent. */
export async function measureBrotliBytes({ files }: SizeBudget): Promise<number> {
  return (await files())
    .map((path) => brotliCompressSync(readFileSync(path)).byteLength)
    .reduce((sum, bytes) => sum + bytes, 0);
}

/** A line for a person: whether it fits, and how much is left. */
export function sizeLine({ name, brotliBytesMax }: SizeBudget, brotliBytes: number): string {
  const left = brotliBytesMax - brotliBytes;
  const [of, byMuch] = [brotliBytesMax, Math.abs(left)].map((bytes) => bytes.toLocaleString("en"));
  const sign = left < 0 ? "✗" : "✓";
  const rest = left < 0 ? `${byMuch} too many` : `${byMuch} left`;
  return `${sign} ${brotliBytes.toLocaleString("en")} of ${of} bytes, ${rest}: ${name}`;
}

if (import.meta.main) {
  for (const budget of sizeBudgets) {
    const brotliBytes = await measureBrotliBytes(budget);
    console.log(sizeLine(budget, brotliBytes));
    if (brotliBytes > budget.brotliBytesMax) process.exitCode = 1;
  }
}
