import type { FastifyInstance, RouteShorthandOptions } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import {
  activityAnswerSchema,
  activityRequestSchema,
  closeRequestSchema,
  impressionAnswerSchema,
  impressionRequestSchema,
} from "../../contract/edge.ts";
import { problemSchema } from "../../contract/problem.ts";
import { limits } from "../../core/limits.ts";
import type { Pages } from "../../service/pages.ts";

const parameters = z.object({
  impression: z.string().max(1024).describe("The handle that came with the numbers."),
});

/** Answers of the edge are built from checked parts, so they are written out as they are. */
const plainJson: Pick<RouteShorthandOptions, "serializerCompiler" | "bodyLimit"> = {
  bodyLimit: limits.edgeBodyBytesMax,
  serializerCompiler: () => JSON.stringify,
};

/** What the snippet asks: `/v1/impressions` and what follows from one. */
export function impressionRoutes(app: FastifyInstance, pages: Pages): void {
  void app.register(async (edge) => {
    readTextAsJson(edge);
    // Pages of every site may ask and read the answer; no cookie of ours is involved.
    edge.addHook("onRequest", async (_request, reply) => {
      void reply.header("access-control-allow-origin", "*").header("cache-control", "no-store");
    });
    openRoute(edge, pages);
    activityRoute(edge, pages);
    closeRoute(edge, pages);
  });
}

function openRoute(edge: FastifyInstance, pages: Pages): void {
  edge.withTypeProvider<ZodTypeProvider>().post("/v1/impressions", {
    ...plainJson,
    schema: {
      tags: ["Pages"],
      operationId: "openImpression",
      summary: "A page was opened",
      description:
        "Stores the impression, or goes on with it, and answers with the number for each tag of " +
        "the campaign: the visitor's own, or the primary number with the reason.",
      consumes: ["text/plain", "application/json"],
      body: impressionRequestSchema,
      response: { 200: impressionAnswerSchema, "4xx": problemSchema, "5xx": problemSchema },
    },
    handler: (request) =>
      pages.open(request.body, { address: request.ip, headers: request.headers }),
  });
}

function activityRoute(edge: FastifyInstance, pages: Pages): void {
  edge.withTypeProvider<ZodTypeProvider>().post("/v1/impressions/:impression/activity", {
    ...plainJson,
    schema: {
      tags: ["Pages"],
      operationId: "reportActivity",
      summary: "The visitor was active",
      description: "Renews the hold and joins tags. 410: the impression has ended, ask anew.",
      consumes: ["text/plain", "application/json"],
      params: parameters,
      body: activityRequestSchema,
      response: { 200: activityAnswerSchema, "4xx": problemSchema, "5xx": problemSchema },
    },
    handler: ({ params, body }) => pages.activity(params.impression, body.token, body.tags),
  });
}

function closeRoute(edge: FastifyInstance, pages: Pages): void {
  edge.withTypeProvider<ZodTypeProvider>().post("/v1/impressions/:impression/close", {
    ...plainJson,
    schema: {
      tags: ["Pages"],
      operationId: "closeImpression",
      summary: "The page was closed",
      consumes: ["text/plain", "application/json"],
      params: parameters,
      body: closeRequestSchema,
      response: { 204: z.undefined().describe("Noted."), "4xx": problemSchema },
    },
    handler: async ({ params, body }, reply) => {
      await pages.close(params.impression, body.token);
      return reply.code(204).send();
    },
  });
}

/**
 * The snippet sends JSON as `text/plain`: so the browser asks no permission first (no preflight),
 * and a beacon can carry it.
 */
function readTextAsJson(edge: FastifyInstance): void {
  const parse = edge.getDefaultJsonParser("error", "error");
  edge.addContentTypeParser("text/plain", { parseAs: "string" }, parse);
}
