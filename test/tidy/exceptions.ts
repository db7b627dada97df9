// What may break a tidy check, each with its reason. An exception that nothing needs fails.

import type { Violation } from "./source-file.ts";

export type Exception = {
  readonly check: string;
  readonly path: string;
  /** Words of the message, where the path alone would allow too much. */
  readonly about?: string;
  readonly reason: string;
};

const plants = "its negative tests plant what the check looks for";

export const exceptions: readonly Exception[] = [
  { check: "words", path: "test/tidy/words.ts", reason: "it lists the words it looks for" },
  { check: "words", path: "test/tidy/words.test.ts", reason: plants },
  { check: "rules", path: "test/tidy/references.test.ts", reason: plants },
  { check: "decisions", path: "test/tidy/references.test.ts", reason: plants },
];

function covers(exception: Exception, check: string, violation: Violation): boolean {
  return (
    exception.check === check &&
    exception.path === violation.path &&
    violation.message.includes(exception.about ?? "")
  );
}

export function unexcused(
  check: string,
  violations: readonly Violation[],
  allowed: readonly Exception[],
): readonly Violation[] {
  return violations.filter((violation) => !allowed.some((one) => covers(one, check, violation)));
}

export function unneeded(
  found: Readonly<Record<string, readonly Violation[]>>,
  allowed: readonly Exception[],
): readonly Exception[] {
  return allowed.filter(
    (one) => !(found[one.check] ?? []).some((violation) => covers(one, one.check, violation)),
  );
}
