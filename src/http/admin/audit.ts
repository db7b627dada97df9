import { auditEntrySchema, auditQuery } from "../../contract/admin/audit.ts";
import { pageOf } from "../../contract/admin/page.ts";
import { optional } from "../../service/admin/patch.ts";
import type { Audit, AuditEntry } from "../../store/audit.ts";
import { iso, operation, problemAnswers, type AdminApp } from "./admin-app.ts";
import { actorOf } from "./actor.ts";
import { pageRequest, shownPage } from "./record-routes.ts";

/** Reading the audit log (R67); `audit-trail.ts` writes it. */
export function auditRoute(app: AdminApp, audit: Audit): void {
  app.get("/audit", {
    schema: {
      ...operation("Audit log", "listAudit", "List what was changed and by whom, newest first"),
      querystring: auditQuery,
      response: { 200: pageOf(auditEntrySchema), ...problemAnswers },
    },
    handler: async (request) => {
      const { actor, target } = request.query;
      const filter = { ...optional("actorId", actor), ...optional("targetId", target) };
      const { accountId } = actorOf(request);
      return shownPage(await audit.entries(accountId, filter, pageRequest(request.query)), show);
    },
  });
}

function show({ id, at, actor, action, target, changes }: AuditEntry) {
  return {
    id,
    at: iso(at),
    actor,
    action,
    ...optional("target", target),
    ...optional("changes", changes && shownChanges(changes)),
  };
}

function shownChanges(changes: NonNullable<AuditEntry["changes"]>) {
  const fields = Object.entries(changes).map(([field, { from, to }]) => [field, { from, to }]);
  // A value that is not there is left out as JSON is written.
  return Object.fromEntries(fields) as Record<string, { from: unknown; to: unknown }>;
}
