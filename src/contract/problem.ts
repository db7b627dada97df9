import { z } from "zod";

/**
 * The closed list of error codes, each with its HTTP status and title. Callers may rely on codes
 * for good; the words of `detail` may change.
 */
export const problemCodes = {
  malformed_body: { status: 400, title: "The body is not what this endpoint takes" },
  malformed_request: { status: 400, title: "The request is not what this endpoint takes" },
  unauthorized: { status: 401, title: "Sign in, or send an API token" },
  wrong_token: { status: 403, title: "The token is not this impression's" },
  forbidden: { status: 403, title: "Not allowed" },
  not_found: { status: 404, title: "Not found" },
  campaign_not_served: { status: 404, title: "This campaign shows no numbers" },
  conflict: { status: 409, title: "That would contradict what is stored" },
  in_use: { status: 409, title: "Still in use" },
  impression_ended: { status: 410, title: "The impression has ended" },
  body_too_large: { status: 413, title: "The body is too large" },
  unsupported_media_type: { status: 415, title: "The content type is not supported" },
  invalid: { status: 422, title: "A value is not valid" },
  country_not_allowed: { status: 422, title: "The account does not allow this country" },
  too_many_requests: { status: 429, title: "Too many requests" },
  internal: { status: 500, title: "A fault of the server" },
  busy: { status: 503, title: "The server is busy" },
  unavailable: { status: 503, title: "The database cannot be reached" },
} as const satisfies Record<string, { readonly status: number; readonly title: string }>;

export type ProblemCode = keyof typeof problemCodes;

// The keys of the table above, which the type system widens to string.
const codes = Object.keys(problemCodes) as [ProblemCode, ...ProblemCode[]];

/** An error answer: a problem document (RFC 9457) with a code and what to do about it. */
export const problemSchema = z
  .object({
    type: z.string().describe("Address of the code's description."),
    title: z.string().describe("What the code stands for."),
    status: z.number().int().describe("The HTTP status, again."),
    code: z.enum(codes).describe("One of the closed list at /docs/problems."),
    detail: z.string().describe("What happened, and how to mend it."),
    errors: z
      .array(
        z.object({
          path: z.string().describe("Which field, with dots: `target.address`."),
          message: z.string().describe("What is wrong with it."),
        }),
      )
      .optional()
      .describe("The fields that are not valid."),
    references: z
      .array(
        z.object({
          kind: z.string().describe("What it is, for example `tag`."),
          id: z.string().describe("Its id."),
          name: z.string().describe("Its name."),
        }),
      )
      .optional()
      .describe("What stands in the way."),
  })
  .meta({ id: "Problem" });

export type ProblemDocument = z.infer<typeof problemSchema>;
