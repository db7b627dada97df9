import type { DatabaseSync } from "node:sqlite";
import type { Audit, AuditEntry } from "../audit.ts";
import { pageFrom } from "../page.ts";
import type { Row } from "./collection.ts";
import type { GroupCommit } from "./group-commit.ts";

export function sqliteAudit(db: DatabaseSync, commits: GroupCommit): Audit {
  const insert = db.prepare(
    `INSERT INTO audit_entry (id, account_id, at_ms, actor_kind, actor_id, actor_name, action,
       target_kind, target_id, target_name, changes)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const list = listStatements(db);
  return {
    append: ({ id, accountId, actor, action, target, changes }) =>
      commits.run((now) => {
        insert.run(
          ...[id, accountId, now, actor.kind, actor.id, actor.name, action],
          ...[target?.kind ?? null, target?.id ?? null, target?.name ?? null],
          changes === undefined ? null : JSON.stringify(changes),
        );
      }),
    entries: async (accountId, { actorId, targetId }, { limit, after = null }) => {
      const page = [accountId, after, accountId, after, limit + 1] as const;
      if (actorId !== undefined) {
        const rows = list.ofActor.all(actorId, targetId ?? null, targetId ?? null, ...page);
        return pageFrom(rows.map(entryFrom), limit);
      }
      const rows =
        targetId === undefined ? list.all.all(...page) : list.ofTarget.all(targetId, ...page);
      return pageFrom(rows.map(entryFrom), limit);
    },
  };
}

/** Each by an index that ends with the sequence: a page is read, and no more. */
function listStatements(db: DatabaseSync) {
  const columns = `id, account_id, at_ms, actor_kind, actor_id, actor_name, action, target_kind,
    target_id, target_name, changes`;
  const page = `account_id = ? AND (? IS NULL OR sequence < (
      SELECT sequence FROM audit_entry WHERE account_id = ? AND id = ?
    )) ORDER BY sequence DESC LIMIT ?`;
  const where = (condition: string) =>
    db.prepare(`SELECT ${columns} FROM audit_entry WHERE ${condition} ${page}`);
  return {
    all: where(""),
    ofActor: where("actor_id = ? AND (? IS NULL OR target_id = ?) AND"),
    ofTarget: where("target_id = ? AND"),
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
    ...(typeof changes === "string" ? { changes: JSON.parse(changes) as unknown } : {}),
  };
  // As it was appended.
  return entry as AuditEntry;
}
