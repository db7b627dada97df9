import type { Audit } from "../audit.ts";
import { pageFrom } from "../page.ts";
import type { State } from "./state.ts";

export function memoryAudit(state: State): Audit {
  return {
    append: async (entry) => {
      state.auditLog.push({ ...entry, at: state.now() });
    },
    entries: async (accountId, { actorId, targetId }, { limit, after }) => {
      const newest = state.auditLog.filter((entry) => entry.accountId === accountId).toReversed();
      const start = after === undefined ? 0 : newest.findIndex(({ id }) => id === after) + 1;
      if (after !== undefined && start === 0) return { items: [] };
      const wanted = newest
        .slice(start)
        .filter(
          ({ actor, target }) =>
            (actorId === undefined || actor.id === actorId) &&
            (targetId === undefined || target?.id === targetId),
        );
      return pageFrom(wanted, limit);
    },
  };
}
