import type { Audit, AuditEntry } from "../audit.ts";
import { pageFrom } from "../page.ts";
import type { DatabaseClock } from "./database-clock.ts";
import type { Database, Row, Value } from "./pool.ts";

export function postgresAudit(database: Database, clock: DatabaseClock): Audit {
  return {
    append: async ({ id, accountId, actor, action, target, changes }) => {
      await database.query(
        `INSERT INTO audit_entry (id, account_id, at_ms, actor_kind, actor_id, actor_name, action,
           target_kind, target_id, target_name, changes)
         VALUES ($3, $4, store_now($1, $2), $5, $6, $7, $8, $9, $10, $11, $12)`,
        [
          ...clock.parameters(),
          ...[id, accountId, actor.kind, actor.id, actor.name, action],
          ...[target?.kind ?? null, target?.id ?? null, target?.name ?? null],
          changes === undefined ? null : JSON.stringify(changes),
        ],
      );
    },
    entries: async (accountId, { actorId, targetId }, { limit, after }) => {
      const values: Value[] = [accountId];
      const parameter = (value: Value) => `$${values.push(value)}`;
      const conditions = ["account_id = $1"];
      if (actorId !== undefined) conditions.push(`actor_id = ${parameter(actorId)}`);
      if (targetId !== undefined) conditions.push(`target_id = ${parameter(targetId)}`);
      if (after !== undefined) {
        conditions.push(
          `sequence < (SELECT sequence FROM audit_entry
             WHERE account_id = $1 AND id = ${parameter(after)})`,
        );
      }
      const rows = await database.query(
        `SELECT id, account_id, at_ms, actor_kind, actor_id, actor_name, action, target_kind,
           target_id, target_name, changes
         FROM audit_entry WHERE ${conditions.join(" AND ")}
         ORDER BY sequence DESC LIMIT ${parameter(limit + 1)}`,
        values,
      );
      return pageFrom(rows.map(entryFrom), limit);
    },
  };
}

function entryFrom(row: Row): AuditEntry {
  const { target_kind: kind, target_id: targetId, target_name: name, changes } = row;
  const target = { kind, id: targetId, ...(name === null ? {} : { name }) };
  const entry = {
    id: row["id"],
    accountId: row["account_id"],
    at: row["at_ms"],
    actor: { kind: row["actor_kind"], id: row["actor_id"], name: row["actor_name"] },
    action: row["action"],
    ...(kind === null ? {} : { target }),
    ...(changes === null ? {} : { changes }),
  };
  // As it was appended.
  return entry as AuditEntry;
}
