import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { problemSchema } from "../../contract/problem.ts";
import { simulatorAnswerSchema } from "../../contract/simulator.ts";
import { limits } from "../../core/limits.ts";
import type { NewId } from "../../core/ids.ts";
import { arrive } from "../../service/arrive.ts";
import { Problem } from "../../service/problem.ts";
import type { Store } from "../../store/store.ts";
import { carrierOf } from "../../telephony/carriers.ts";

const parameters = z.object({
  carrier: z.string().max(32).describe("Name of the carrier, for example `simulator`."),
  key: z.string().max(128).describe("The account's own key at this carrier."),
});

/** Carriers tell of calls here: `POST /hooks/{carrier}/{key}`. */
export function webhookRoutes(app: FastifyInstance, store: Store, newId: NewId): void {
  app.post<{ Params: z.infer<typeof parameters> }>("/hooks/:carrier/:key", {
    bodyLimit: limits.edgeBodyBytesMax,
    schema: {
      tags: ["Carriers"],
      operationId: "receiveCallEvent",
      summary: "A carrier tells of a call",
      description:
        "Attributes the call, decides where it goes, records both, and answers as the carrier " +
        "wants it. The same event may come again: it changes nothing. The simulator's body is a " +
        "`SimulatorEvent`.",
      params: parameters,
      // Each carrier reads its own form; the document shows the one that anybody can try.
      body: z.unknown().meta({ $ref: "#/components/schemas/SimulatorEventInput" }),
      response: { 200: simulatorAnswerSchema, "4xx": problemSchema },
    },
    // The carrier has rendered its answer already.
    serializerCompiler: () => String,
    handler: async (request, reply) => {
      const carrier = carrierOf(request.params.carrier);
      const connection =
        carrier && (await store.calls.connection(carrier.name, request.params.key));
      if (!carrier || !connection) {
        throw new Problem("not_found", "No account has a carrier connection with this key.");
      }
      const event = carrier.parse(request.body);
      const answer = carrier.render(await arrive(store, newId, connection, event));
      return reply.type(answer.contentType).send(answer.body);
    },
  });
}
