import { fieldListSchema } from "../../contract/admin/field-list.ts";
import { fieldList } from "../../service/admin/field-list.ts";
import type { Calls } from "../../store/calls.ts";
import { operation, problemAnswers, type AdminApp } from "./admin-app.ts";
import { actorOf } from "./actor.ts";

/** `GET /fields`: what a filter, and a choice of columns, has to offer. */
export function fieldRoute(app: AdminApp, calls: Calls): void {
  app.get("/fields", {
    schema: {
      ...operation(
        "Calls",
        "listFields",
        "List the fields of calls",
        "The built-in fields, and every tag that the newest visits and calls have. A tag that " +
          "is not listed can be named all the same.",
      ),
      response: { 200: fieldListSchema, ...problemAnswers },
    },
    handler: async (request) => fieldList(await calls.seenTags(actorOf(request).accountId)),
  });
}
