import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { hasZodFastifySchemaValidationErrors } from "fastify-type-provider-zod";
import { problemCodes, type ProblemCode, type ProblemDocument } from "../contract/problem.ts";
import { conflictDetail } from "../service/conflict.ts";
import { Problem } from "../service/problem.ts";
import { StoreConflict } from "../store/catalogue.ts";
import { StoreBusy, StoreUnavailable } from "../store/store.ts";

/** Every error of every route ends here, and leaves as a problem document (RFC 9457). */
export function answerWithProblems(app: FastifyInstance): void {
  app.setErrorHandler(answerError);
  app.setNotFoundHandler((request, reply) =>
    sendProblem(
      reply,
      new Problem("not_found", `There is no ${request.method} ${pathOf(request.url)} here.`),
    ),
  );
}

/** Also what Fastify calls for a request that never gets to a route. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const problem = toProblem(error);
  if (problem.code === "internal") request.log.error({ err: error }, "request failed");
  return sendProblem(reply, problem);
}

/** When to ask again, in seconds (RFC 9110, 10.2.3). */
const retryAfter: Readonly<Partial<Record<ProblemCode, number>>> = {
  busy: 1,
  unavailable: 5,
  stopping: 5,
};

function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  const { status, title } = problemCodes[problem.code];
  const document: ProblemDocument = {
    type: `/docs/problems#${problem.code}`,
    title,
    status,
    code: problem.code,
    detail: problem.message,
    ...problem.extras,
  };
  const retryAfterSeconds = retryAfter[problem.code];
  if (retryAfterSeconds !== undefined) void reply.header("retry-after", retryAfterSeconds);
  return reply
    .code(status)
    .type("application/problem+json")
    .serializer(JSON.stringify)
    .send(document);
}

function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof StoreConflict) return new Problem("conflict", conflictDetail[error.code]);
  if (error instanceof StoreBusy) {
    return new Problem("busy", "Too many requests wait for the store. Try again in a second.");
  }
  if (error instanceof StoreUnavailable) {
    return new Problem(
      "unavailable",
      "The database cannot be reached. Try again in a few seconds.",
    );
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const errors = error.validation.map((issue) => ({
      path: issue.instancePath.replace(/^\//, "").replaceAll("/", "."),
      message: issue.message ?? "is not valid",
    }));
    const where = error.validationContext ?? "request";
    const named = errors.map(({ path, message }) =>
      path === "" ? message : `${path}: ${message}`,
    );
    return new Problem("invalid", `The ${where} is not valid. ${named.join("; ")}.`, { errors });
  }
  return fromFastify(error) ?? new Problem("internal", "The server failed; its log says why.");
}

/** Fastify's own refusals, told apart by the codes of its documentation. */
function fromFastify(error: unknown): Problem | undefined {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") {
    return undefined;
  }
  const known: Readonly<Record<string, readonly [ProblemCode, string]>> = {
    FST_ERR_CTP_BODY_TOO_LARGE: ["body_too_large", "Send a smaller body."],
    FST_ERR_CTP_INVALID_MEDIA_TYPE: [
      "unsupported_media_type",
      "Send the content type that the reference at /docs names.",
    ],
    FST_ERR_CTP_INVALID_JSON_BODY: [
      "malformed_body",
      "The body is not JSON, or has a key that no body may have (__proto__, constructor).",
    ],
    FST_ERR_CTP_EMPTY_JSON_BODY: ["malformed_body", "The body is empty; JSON was expected."],
    FST_ERR_CTP_INVALID_CONTENT_LENGTH: [
      "malformed_body",
      "The body is not as long as its Content-Length says.",
    ],
    FST_ERR_BAD_URL: ["malformed_request", "The address is not a valid URL."],
  };
  const found = known[error.code];
  if (found !== undefined) return new Problem(found[0], found[1]);
  // The browser went away while it was sending: nobody reads the answer, and nothing failed.
  if (error.code === "ECONNRESET") {
    return new Problem("malformed_body", "The body ended before it was complete.");
  }
  const status = "statusCode" in error ? Number(error.statusCode) : 500;
  const isTheirs = status >= 400 && status < 500;
  return isTheirs ? new Problem("malformed_request", "The request is malformed.") : undefined;
}

/** Without the query, which may hold what a log or an error page should not repeat. */
function pathOf(url: string): string {
  const mark = url.indexOf("?");
  return mark === -1 ? url : url.slice(0, mark);
}
