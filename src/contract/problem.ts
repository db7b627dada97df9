import { z } from "zod";

type ProblemKind = { readonly status: number; readonly title: string; readonly remedy: string };

/**
 * The closed list of error codes, each with its HTTP status, its title, and what to do about it.
 * Callers may rely on codes for good; the words of `detail` may change.
 */
export const problemCodes = {
  malformed_body: {
    status: 400,
    title: "What was sent could not be read",
    remedy: "Send a well-formed body of the content type that the reference names.",
  },
  malformed_request: {
    status: 400,
    title: "The request is not what this endpoint takes",
    remedy: "Check the address, the headers and the length of the request.",
  },
  unauthorized: {
    status: 401,
    title: "Sign in, or send an API token",
    remedy: "Send `Authorization: Bearer …` with an API token that is not revoked, or sign in.",
  },
  wrong_token: {
    status: 403,
    title: "The token is not this impression's",
    remedy: "Send the token that came with this impression, or open the page anew.",
  },
  forbidden: {
    status: 403,
    title: "Not allowed",
    remedy: "Ask an owner of the account, or use an API token instead of a browser session.",
  },
  not_found: {
    status: 404,
    title: "Not found",
    remedy: "Check the path and the id: only records of your own account are found.",
  },
  campaign_not_served: {
    status: 404,
    title: "This campaign shows no numbers",
    remedy: "Activate the campaign, and give it an active tag with an active publisher number.",
  },
  conflict: {
    status: 409,
    title: "That would contradict what is stored",
    remedy: "Read the record again, change what the detail names, and repeat the request.",
  },
  in_use: {
    status: 409,
    title: "Still in use",
    remedy: "Change or delete what `references` lists first, or repeat it with `?force=true`.",
  },
  impression_ended: {
    status: 410,
    title: "The impression has ended",
    remedy: "Open a new impression: the snippet does so by itself.",
  },
  body_too_large: {
    status: 413,
    title: "The body is too large",
    remedy: "Send less at once: split the file or the list.",
  },
  unsupported_media_type: {
    status: 415,
    title: "The content type is not supported",
    remedy: "Send the content type that the reference names, in UTF-8.",
  },
  invalid: {
    status: 422,
    title: "A value is not valid",
    remedy: "Correct the fields that `errors` lists; nothing was changed.",
  },
  country_not_allowed: {
    status: 422,
    title: "The account does not allow this country",
    remedy: "Add the country to the allowed countries of the account first.",
  },
  too_many_requests: {
    status: 429,
    title: "Too many attempts",
    remedy: "Wait for the seconds that `Retry-After` says, then try once more.",
  },
  internal: {
    status: 500,
    title: "A fault of the server",
    remedy: "Look into the log of the server; repeat the request once the cause is mended.",
  },
  busy: {
    status: 503,
    title: "The server is busy",
    remedy: "Repeat the request after the seconds that `Retry-After` says.",
  },
  unavailable: {
    status: 503,
    title: "The database cannot be reached",
    remedy: "Repeat the request after the seconds that `Retry-After` says; it recovers by itself.",
  },
  stopping: {
    status: 503,
    title: "The server is stopping",
    remedy: "Send requests to another server, or to this one once it is back.",
  },
} as const satisfies Record<string, ProblemKind>;

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
