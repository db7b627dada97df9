import type { ProblemCode, ProblemDocument } from "../contract/problem.ts";

type Extras = Pick<ProblemDocument, "errors" | "references">;

/**
 * A request that cannot be done as asked; `src/http/problem.ts` answers it as a problem document
 * (RFC 9457).
 */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly extras: Extras;

  /** @param detail what happened and how to mend it, for a person */
  constructor(code: ProblemCode, detail: string, extras: Extras = {}, options?: ErrorOptions) {
    super(detail, options);
    this.name = "Problem";
    this.code = code;
    this.extras = extras;
  }
}
