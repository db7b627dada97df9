// Rules (`R40`) and decisions (`decision 0003`) that the tree names must exist, and every rule that
// is written down must be named by a test.

import { isTest, matches, type SourceFile, type Violation } from "./source-file.ts";

export const rulesPath = "docs/reference/rules.md";

const ruleHeading = /^(?:#{1,6}|[-*]|\|)\s+[*`]*(R\d{1,3}[a-z]?)\b/gm;
const ruleName = /(?<![\w/.#&-])R\d{1,3}[a-z]?(?![\w-])/g;
const decisionName = /\bdecision (\d{4})\b/gi;
const decisionPath = /^docs\/decisions\/(\d{4})-[^/]*\.md$/;

export function ruleIds(rulesText: string): readonly string[] {
  return [...rulesText.matchAll(ruleHeading)].map((match) => match[1] ?? "");
}

export function checkRules(file: SourceFile, known: readonly string[]): readonly Violation[] {
  const unknown = matches(file, file.text, ruleName, ([id]) => id);
  return unknown
    .filter(({ message }) => !known.includes(message))
    .map((violation) => ({
      ...violation,
      message: `${violation.message} does not stand in ${rulesPath}`,
    }));
}

export function checkRulesTested(
  known: readonly string[],
  files: readonly SourceFile[],
): readonly Violation[] {
  const tests = files.filter((file) => isTest(file.path) && !file.path.startsWith("test/tidy"));
  const named = new Set(tests.flatMap((file) => file.text.match(ruleName) ?? []));
  return known
    .filter((id) => !named.has(id))
    .map((id) => ({ path: rulesPath, line: 1, message: `no test names ${id}` }));
}

export function checkDecisions(
  file: SourceFile,
  files: readonly SourceFile[],
): readonly Violation[] {
  const known = new Set(files.map(({ path }) => decisionPath.exec(path)?.[1]));
  return [...file.text.matchAll(decisionName)]
    .filter((match) => !known.has(match[1]))
    .flatMap((match) =>
      matches(file, file.text, new RegExp(match[0], "g"), () => `there is no ${match[0]}`),
    );
}
