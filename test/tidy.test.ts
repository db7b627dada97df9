// Style and structure as tests, over the whole tree. The checks are in test/tidy, each with the
// violations it must find; what may break them is listed in test/tidy/exceptions.ts.

import { describe, expect, test } from "vitest";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { exceptions, unexcused, unneeded } from "./tidy/exceptions.ts";
import { checkImports } from "./tidy/import-law.ts";
import { checkNames, checkSizes } from "./tidy/layout.ts";
import {
  checkDecisions,
  checkRules,
  checkRulesTested,
  ruleIds,
  rulesPath,
} from "./tidy/references.ts";
import { isCode, readTree, type SourceFile, type Violation } from "./tidy/source-file.ts";
import { checkEnvironment, checkTests, checkWords } from "./tidy/words.ts";

const typeScriptFilesMin = 40;

const root = fileURLToPath(new URL("..", import.meta.url));
const files = readTree(root);
const code = files.filter((file) => isCode(file.path));

function readDependencies(): readonly string[] {
  const text = readFileSync(join(root, "package.json"), "utf8");
  // The shape that npm itself demands.
  const { dependencies } = JSON.parse(text) as { dependencies: Readonly<Record<string, string>> };
  return Object.keys(dependencies);
}

const dependencies = readDependencies();
const rules = ruleIds(files.find((file) => file.path === rulesPath)?.text ?? "");

function over(
  among: readonly SourceFile[],
  check: (file: SourceFile) => readonly Violation[],
): readonly Violation[] {
  return among.flatMap(check);
}

const found: Readonly<Record<string, readonly Violation[]>> = {
  imports: over(code, (file) => checkImports(file, dependencies)),
  names: over(files, checkNames),
  sizes: over(files, checkSizes),
  words: over(files, checkWords),
  environment: over(files, checkEnvironment),
  tests: over(files, checkTests),
  rules: over(files, (file) => checkRules(file, rules)),
  "rules tested": checkRulesTested(rules, files),
  decisions: over(files, (file) => checkDecisions(file, files)),
};

describe("the tree", () => {
  test("is read: the checks see enough files and rules to mean something", () => {
    expect(files.filter((file) => file.path.endsWith(".ts")).length).toBeGreaterThan(
      typeScriptFilesMin,
    );
    expect(files.some((file) => file.path.endsWith(".sql"))).toBe(true);
    expect(rules.length).toBeGreaterThan(0);
    expect(new Set(rules).size).toBe(rules.length);
    expect(dependencies.length).toBeGreaterThan(0);
  });

  test.each(Object.entries(found))("keeps its %s tidy", (check, violations) => {
    const lines = unexcused(check, violations, exceptions).map(
      ({ path, line, message }) => `${path}:${line} ${message}`,
    );
    expect(lines).toEqual([]);
  });

  test("needs every exception it lists", () => {
    expect(unneeded(found, exceptions)).toEqual([]);
  });
});
