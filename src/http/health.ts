import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { Problem } from "../service/problem.ts";
import type { Store } from "../store/store.ts";
import type { Drain } from "./drain.ts";

const okSchema = z.object({ status: z.literal("ok").describe("All is well.") });

/**
 * For whatever watches the server: `/healthz`, the process answers; `/readyz`, the store does, and
 * the server is not stopping.
 */
export function healthRoutes(
  app: FastifyInstance,
  store: Store,
  drain: Pick<Drain, "isUnderWay">,
): void {
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
      summary: "Requests may be sent here",
      response: { 200: okSchema },
    },
    handler: async () => {
      if (drain.isUnderWay()) {
        throw new Problem(
          "stopping",
          "Send requests elsewhere; what comes here is still answered.",
        );
      }
      await store.setting("installed", () => "yes");
      return { status: "ok" };
    },
  });
}
