// The tree as the tidy checks see it: text files with their path from the root.

import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";

export type SourceFile = { readonly path: string; readonly text: string };

export type Violation = {
  readonly path: string;
  readonly line: number;
  readonly message: string;
};

const skippedFolders = new Set(["node_modules", "dist", "data", "coverage", ".git"]);
const skippedFiles = new Set(["package-lock.json"]);
const codeExtensions = ".ts .tsx .mts .mjs .js .php .sql .sh";
const textExtensions = ".json .md .html .css .svg .yml .yaml .txt .csv .cfg .tpl";
const readExtensions = new Set(`${codeExtensions} ${textExtensions}`.split(" "));

function readFolder(root: string, folder: string): readonly SourceFile[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return skippedFolders.has(entry.name) ? [] : readFolder(root, path);
    const isText = readExtensions.has(extname(entry.name)) && !skippedFiles.has(entry.name);
    return isText ? [{ path, text: readFileSync(join(root, path), "utf8") }] : [];
  });
}

export function readTree(root: string): readonly SourceFile[] {
  return readFolder(root, "");
}

export function isCode(path: string): boolean {
  return /\.(ts|tsx|mts|mjs|js)$/.test(path);
}

/** The contract suite lies beside the stores that must pass it, and is no more than a test. */
export function isTest(path: string): boolean {
  return /^(test|snippet\/test|src\/store\/contract)\/|\.test\.ts$/.test(path);
}

export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}

/** One violation for each match of the pattern, which must be global. */
export function matches(
  file: SourceFile,
  text: string,
  pattern: RegExp,
  message: (match: RegExpExecArray) => string,
): readonly Violation[] {
  return [...text.matchAll(pattern)].map((match) => ({
    path: file.path,
    line: lineAt(text, match.index),
    message: message(match),
  }));
}
