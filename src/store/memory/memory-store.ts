import type { Clock, Store } from "../store.ts";
import { memoryAudit } from "./memory-audit.ts";
import { memoryCalls } from "./memory-calls.ts";
import { memoryCatalogue } from "./memory-catalogue.ts";
import { memoryFigures } from "./memory-figures.ts";
import { memoryLeases } from "./memory-leases.ts";
import { memoryNews } from "./memory-news.ts";
import { emptyState } from "./state.ts";

/**
 * The reference model: what every other store must answer. Small and obvious, and for tests alone:
 * it scans where others look up, and forgets everything with the process.
 */
export function createMemoryStore({ clock }: { readonly clock: Clock }): Store {
  const state = emptyState(clock);
  return {
    catalogue: memoryCatalogue(state),
    leases: memoryLeases(state),
    calls: memoryCalls(state),
    audit: memoryAudit(state),
    figures: memoryFigures(state),
    news: memoryNews(state),
    setting: async (name, make) => {
      const value = state.settings.get(name) ?? make();
      state.settings.set(name, value);
      return value;
    },
    close: async () => undefined,
  };
}
