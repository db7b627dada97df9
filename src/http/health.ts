import type { FastifyInstance } from "fastify";
import { z } from "zod";
import type { Store } from "../store/store.ts";

const okSchema = z.object({ status: z.literal("ok").describe("All is well.") });

/** For whatever watches the server: `/healthz`, the process answers; `/readyz`, the store does. */
export function healthRoutes(app: FastifyInstance, store: Store): void {
  const tags = ["Operations"];
  app.get("/healthz", {
    schema: {
      tags,
      operationId: "getHealth",
      summary: "The process runs",
      response: { 200: okSchema },
    },
    handler: async () => ({ status: "ok" }),
  });
  app.get("/readyz", {
    schema: {
      tags,
      operationId: "getReadiness",
      summary: "The store answers",
      response: { 200: okSchema },
    },
    handler: async () => {
      await store.setting("installed", () => "yes");
      return { status: "ok" };
    },
  });
}
