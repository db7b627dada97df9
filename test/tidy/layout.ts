// Names and sizes. The function limit (70 lines) is the linter's.

import { isCode, type SourceFile, type Violation } from "./source-file.ts";

const linesMax = 400;
const lineLengthMax = 100;

/** The formatter keeps a test's title on one line, however long. */
const testTitle = /^\s*(test|it|describe)(\.\w+)*\(["'`]/;

const namedFolders = /^(src|snippet|web|sim|test|bench|tools|bin|docs|examples)\//;
const kebabName = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const shoutedNames = new Set(["README.md", "SPEC.md"]);
/** A name that says nothing about what is inside becomes a drawer for everything. */
const emptyNames = /^(utils?|helpers?|common|managers?|libs?|misc)$/;

export function checkNames(file: SourceFile): readonly Violation[] {
  if (!namedFolders.test(file.path)) return [];
  const segments = file.path.split("/");
  const name = segments.pop() ?? "";
  const stems = [...segments, ...(shoutedNames.has(name) ? [] : name.split(".").slice(0, -1))];
  return stems.flatMap((stem) => {
    const violation = (message: string) => ({ path: file.path, line: 1, message });
    if (emptyNames.test(stem)) return [violation(`"${stem}" is not a noun of the domain`)];
    return kebabName.test(stem) ? [] : [violation(`"${stem}" is not kebab-case`)];
  });
}

export function checkSizes(file: SourceFile): readonly Violation[] {
  if (!isCode(file.path) && !file.path.endsWith(".sql")) return [];
  const lines = file.text.replace(/\n$/, "").split("\n");
  const long = lines.flatMap((text, index) => {
    const message = `${text.length} characters, the limit is ${lineLengthMax}`;
    const isLong = text.length > lineLengthMax && !testTitle.test(text);
    return isLong ? [{ path: file.path, line: index + 1, message }] : [];
  });
  if (lines.length <= linesMax) return long;
  const message = `${lines.length} lines, the limit is ${linesMax}`;
  return [{ path: file.path, line: lines.length, message }, ...long];
}
