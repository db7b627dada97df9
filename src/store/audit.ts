import type { AccountId, AuditEntryId } from "../core/ids.ts";
import type { Instant } from "../core/time.ts";
import type { Page, PageRequest } from "./catalogue.ts";

/** Something that was changed, and by whom (R67). */
export type AuditEntry = {
  readonly id: AuditEntryId;
  readonly accountId: AccountId;
  readonly at: Instant;
  readonly actor: {
    readonly kind: "user" | "token" | "command-line";
    readonly id: string;
    /** Its name then. */
    readonly name: string;
  };
  /** The operation, as the API's reference calls it. */
  readonly action: string;
  readonly target?: { readonly kind: string; readonly id: string; readonly name?: string };
  readonly changes?: Readonly<Record<string, Change>>;
};

/** Of one field; JSON values, and absent where there was or is none. */
export type Change = { readonly from?: unknown; readonly to?: unknown };

export type AuditFilter = { readonly actorId?: string; readonly targetId?: string };

/** The audit log. It only grows: the databases refuse to change or delete an entry. */
export type Audit = {
  /** Durable when it answers, and timed by the store's clock. */
  append(entry: Omit<AuditEntry, "at">): Promise<void>;
  /** Newest first, by the order in which they were appended. */
  entries(accountId: AccountId, filter: AuditFilter, page: PageRequest): Promise<Page<AuditEntry>>;
};
