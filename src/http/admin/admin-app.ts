import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { problemSchema } from "../../contract/problem.ts";
import { toInstant, type Instant } from "../../core/time.ts";

/** Fastify with schemas of zod, inside /api/v1. */
export type AdminApp = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** Answer of a request that has nothing to say but that it was done. */
export const doneSchema = z.undefined().describe("Done.");

const problems = {
  description: "What is wrong, with a code from the closed list and how to mend it.",
  content: { "application/problem+json": { schema: problemSchema } },
} as const;

/** The errors that every route of the admin API can answer, for the reference. */
export const problemAnswers = { "4xx": problems, "5xx": problems } as const;

/** How one is let in, for the reference: see `documentation.ts`. */
const security: readonly { readonly [scheme: string]: readonly string[] }[] = [
  { apiToken: [] },
  { session: [] },
];

/** What the reference says of a route beside its schemas. */
export function operation(area: string, operationId: string, summary: string, description = "") {
  return {
    tags: [area],
    operationId,
    summary,
    ...(description === "" ? {} : { description }),
    security,
  };
}

/** ISO 8601, as the wire has it. */
export function iso(at: Instant): string {
  return new Date(at).toISOString();
}

/** The optional instants of a record that are there, as the wire has them. */
export function isoFields<Name extends string>(instants: {
  readonly [key in Name]: Instant | undefined;
}): { readonly [key in Name]?: string } {
  const written: { [key in Name]?: string } = {};
  for (const name of Object.keys(instants) as Name[]) {
    const at = instants[name];
    if (at !== undefined) written[name] = iso(at);
  }
  return written;
}

/** An instant that a checked field gives. */
export function instantOf(text: string): Instant {
  return toInstant(Date.parse(text));
}
