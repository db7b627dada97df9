import type { ProblemDocument } from "../../src/contract/problem.ts";

/** What the server said was wrong, or that it said nothing at all. */
export class ProblemError extends Error {
  readonly status: number;
  readonly code: ProblemDocument["code"] | "unreachable";
  readonly title: string;
  readonly errors: NonNullable<ProblemDocument["errors"]>;
  readonly references: NonNullable<ProblemDocument["references"]>;

  constructor(
    known: Pick<ProblemDocument, "title" | "detail" | "status" | "errors" | "references"> & {
      readonly code: ProblemDocument["code"] | "unreachable";
    },
    options?: ErrorOptions,
  ) {
    super(known.detail, options);
    this.name = "ProblemError";
    this.status = known.status;
    this.code = known.code;
    this.title = known.title;
    this.errors = known.errors ?? [];
    this.references = known.references ?? [];
  }
}

export function unreachable(cause: unknown): ProblemError {
  const detail =
    "The server did not answer. Check that it runs and that this device is online, then try again.";
  const title = "The server cannot be reached";
  return new ProblemError({ code: "unreachable", title, detail, status: 0 }, { cause });
}

/** An answer that is no problem document comes from something in between, such as a proxy. */
export async function problemOf(response: Response): Promise<ProblemError> {
  const { status } = response;
  const body = (await response.json().catch(() => undefined)) as
    | Partial<ProblemDocument>
    | undefined;
  if (body?.code !== undefined && body.detail !== undefined) {
    // Both say that it is the server's own document.
    return new ProblemError(body as ProblemDocument);
  }
  const detail = `Something answered with status ${status}, not in Callpool's words. Try again.`;
  return new ProblemError({ code: "internal", title: "An unexpected answer", detail, status });
}
