// A vitest reporter that leaves the counts of a run for tools/test.ts, with what the JSON reporter
// leaves out: why a test was skipped, files that failed to load, and errors outside of any test.

import { writeFileSync } from "node:fs";
import type { Reporter, SerializedError, TestCase, TestModule } from "vitest/node";

export type SkippedTest = { readonly name: string; readonly reason: string | undefined };

export type VitestSummary = {
  readonly passed: number;
  readonly failed: readonly string[];
  readonly skipped: readonly SkippedTest[];
};

export const summaryPathVariable = "CALLPOOL_VITEST_SUMMARY";

function nameOf(test: TestCase): string {
  return `${test.module.relativeModuleId} > ${test.fullName}`;
}

function moduleFailures(module: TestModule): readonly string[] {
  const suites = [...module.children.allSuites()];
  const errors = [...module.errors(), ...suites.flatMap((suite) => suite.errors())];
  return errors.map((error) => `${module.relativeModuleId}: ${error.message}`);
}

export function summarise(
  modules: readonly TestModule[],
  errors: readonly SerializedError[],
): VitestSummary {
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const failed = tests.filter((test) => test.result().state === "failed").map(nameOf);
  // A test that never got a result, because its worker died, has not passed.
  const unfinished = tests.filter((test) => test.result().state === "pending").map(nameOf);
  const skipped = tests.flatMap((test) => {
    const result = test.result();
    return result.state === "skipped" ? [{ name: nameOf(test), reason: result.note }] : [];
  });
  return {
    passed: tests.filter((test) => test.result().state === "passed").length,
    failed: [
      ...failed,
      ...unfinished,
      ...modules.flatMap(moduleFailures),
      ...errors.map((error) => `outside of any test: ${error.message}`),
    ],
    skipped,
  };
}

export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const path = process.env[summaryPathVariable];
    if (path !== undefined) writeFileSync(path, JSON.stringify(summarise(modules, errors)));
  }
}
