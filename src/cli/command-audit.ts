import type { AccountId } from "../core/ids.ts";
import type { AuditEntry } from "../store/audit.ts";
import type { Installation } from "./installation.ts";

/** Notes in the audit log what a command did (R67); who typed it, the machine knows. */
export async function noteCommand(
  { store, newId }: Pick<Installation, "store" | "newId">,
  accountId: AccountId,
  action: string,
  target: NonNullable<AuditEntry["target"]>,
): Promise<void> {
  await store.audit.append({
    id: newId("auditEntry"),
    accountId,
    actor: { kind: "command-line", id: "command-line", name: "Command line" },
    action,
    target,
  });
}
