import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createMemoryStore } from "../src/store/memory/memory-store.ts";
import { openSqliteStore } from "../src/store/sqlite/sqlite-store.ts";
import type { Store } from "../src/store/store.ts";
import type { OpenStore } from "./stage.ts";

export const storeNames = ["memory", "sqlite"] as const;
export type StoreName = (typeof storeNames)[number];

/** A place for one world's store, that is given up after it. */
export type StorePlace = { readonly open: OpenStore; dispose(): void };

export function makeStorePlace(name: StoreName): StorePlace {
  if (name === "memory") {
    let store: Store | undefined;
    return {
      // The reference model outlives its processes as a database's server does.
      open: (clock) => (store ??= createMemoryStore({ clock })),
      dispose: () => undefined,
    };
  }
  const folder = mkdtempSync(join(tmpdir(), "callpool-sim-"));
  const path = join(folder, "callpool.db");
  return {
    open: (clock) => openSqliteStore({ path, clock }),
    dispose: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
