import { randomUUID } from "node:crypto";
import { callDetailSchema } from "../../contract/admin/call.ts";
import { testCallSchema } from "../../contract/admin/test-call.ts";
import type { NewId } from "../../core/ids.ts";
import { namesOfCall } from "../../service/admin/call-names.ts";
import { optional } from "../../service/admin/patch.ts";
import { testCallNumbers } from "../../service/admin/test-call.ts";
import { arrive } from "../../service/arrive.ts";
import { simulatorConnection } from "../../service/simulator-connection.ts";
import { placeTestCall } from "../../service/test-call.ts";
import type { Store } from "../../store/store.ts";
import { simulator } from "../../telephony/carriers/simulator/simulator.ts";
import { operation, problemAnswers, type AdminApp } from "./admin-app.ts";
import { actorOf } from "./actor.ts";
import { showCallDetail } from "./call-view.ts";

/** `POST /test-calls`: what `npx callpool call` does, through the same carrier. */
export function testCallRoute(app: AdminApp, store: Store, newId: NewId): void {
  app.post("/test-calls", {
    schema: {
      ...operation(
        "Calls",
        "placeTestCall",
        "Place a test call",
        "Through the simulator carrier: the call is attributed, routed and recorded like any " +
          "other, and holds its number like any other, but nobody's phone rings.",
      ),
      body: testCallSchema,
      response: { 201: callDetailSchema, ...problemAnswers },
    },
    handler: async (request, reply) => {
      const { accountId } = actorOf(request);
      const { from, to } = await testCallNumbers(store.catalogue, accountId, request.body);
      const connection = await simulatorConnection(store.calls, accountId);
      const common = { callId: randomUUID(), to, ...optional("from", from) };
      const call = await placeTestCall(async (event) => {
        const told = simulator.parse({ ...common, ...event });
        return (await arrive(store, newId, connection, told)).call;
      }, request.body);
      return reply.code(201).send(showCallDetail(call, await namesOfCall(store, call)));
    },
  });
}
