import type { FastifyInstance } from "fastify";
import { Problem } from "../../service/problem.ts";

/**
 * An empty body is none, whatever the content type says: many programs name one with every request,
 * also with a DELETE that has nothing to send. A route that needs a body says so itself.
 */
export function readJsonBodies(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser("error", "error");
  app.addContentTypeParser<string>(
    "application/json",
    { parseAs: "string" },
    (request, body, done) => {
      if (body === "") done(null, undefined);
      else void parse(request, body, done);
    },
  );
  app.addHook("preValidation", async (request) => {
    const isNeeded = request.routeOptions.schema?.body !== undefined;
    if (!isNeeded || (request.body !== undefined && request.body !== null)) return;
    throw new Problem("invalid", "This request needs a body; the reference at /docs shows it.");
  });
}
