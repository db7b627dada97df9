/**
 * Stops at a bug of ours. Never for outside input: that is answered with a problem.
 * @throws Error when the claim does not hold
 */
export function assert(claim: boolean, message: string): asserts claim {
  if (!claim) throw new Error(`Broken assumption: ${message}`);
}

/** Marks the branch that a complete `switch` never reaches. */
export function assertNever(value: never): never {
  throw new Error(`Broken assumption: unexpected ${JSON.stringify(value)}`);
}
