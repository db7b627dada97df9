import { callDetailSchema, callPageSchema, callsQuery } from "../../contract/admin/call.ts";
import { idParams } from "../../contract/admin/field.ts";
import { isId } from "../../core/ids.ts";
import { namesOfCall, namesOfCalls } from "../../service/admin/call-names.ts";
import { positionText, readCallQuery } from "../../service/admin/call-query.ts";
import { optional } from "../../service/admin/patch.ts";
import { found } from "../../service/admin/record.ts";
import type { Store } from "../../store/store.ts";
import { operation, problemAnswers, type AdminApp } from "./admin-app.ts";
import { actorOf } from "./actor.ts";
import { isPublisher, ofOwnPublisher, ownOnly } from "./own-publisher.ts";
import { showCall, showCallDetail, withoutOthers } from "./call-view.ts";
import { recordFilter } from "./record-filter.ts";

const area = "Calls";

/** The call log (R59). */
export function callRoutes(app: AdminApp, store: Pick<Store, "catalogue" | "leases" | "calls">) {
  const { catalogue, calls } = store;
  app.get("/calls", {
    schema: {
      ...operation(
        area,
        "listCalls",
        "List calls",
        "Newest first, unless `sort` says otherwise. Any built-in field or tag filters and sorts.",
      ),
      querystring: callsQuery,
      response: { 200: callPageSchema, ...problemAnswers },
    },
    handler: async (request) => {
      const { accountId } = actorOf(request);
      const wish = ofOwnPublisher(request, request.query);
      const scope = await recordFilter(catalogue, accountId, wish);
      const query = readCallQuery(request.query, scope);
      const { items, next, total } = await calls.calls(accountId, query);
      const names = await namesOfCalls(catalogue, accountId, items);
      return {
        items: items.map((call, at) => showCall(call, names[at] ?? {})),
        ...optional("next", next && positionText(next, query.order)),
        total,
      };
    },
  });
  app.get("/calls/:id", {
    schema: {
      ...operation(area, "getCall", "Get one call with its attribution and signals"),
      params: idParams,
      response: { 200: callDetailSchema, ...problemAnswers },
    },
    handler: async (request) => {
      const { id } = request.params;
      const { accountId } = actorOf(request);
      const known = isId("call", id) ? await calls.call(accountId, id) : undefined;
      const call = ownOnly(request, "call", id, found("call", id, known));
      const names = await namesOfCall(store, call);
      return showCallDetail(isPublisher(request) ? withoutOthers(call) : call, names);
    },
  });
}
