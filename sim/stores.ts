import { mkdtempSync, rmSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createMemoryStore } from "../src/store/memory/memory-store.ts";
import { openPool } from "../src/store/postgres/pool.ts";
import { openPostgresStore } from "../src/store/postgres/postgres-store.ts";
import { openSqliteStoreThread } from "../src/store/sqlite/thread/store-thread.ts";
import type { Store } from "../src/store/store.ts";
import { createTestDatabase } from "../test/support/postgres.ts";
import type { OpenStore } from "./connection.ts";

export const storeNames = ["memory", "sqlite", "postgres"] as const;
export type StoreName = (typeof storeNames)[number];

/** A place for one world's store, that is given up after it. */
export type StorePlace = { readonly open: OpenStore; dispose(): Promise<void> };

/** Where the worlds of a run are, each in a place of its own. */
export type Stores<Place = StorePlace> = {
  readonly name: StoreName;
  makePlace(): Promise<Place>;
};

export type DatabasePlace = StorePlace & {
  /** Runs one statement beside the store, to break what it keeps. */
  execute(sql: string): Promise<void>;
};

/** The reference model outlives its processes as a database's server does. */
export const memoryStores: Stores = {
  name: "memory",
  async makePlace() {
    let store: Store | undefined;
    return {
      open: (clock) => (store ??= createMemoryStore({ clock })),
      dispose: () => Promise.resolve(),
    };
  },
};

/** A file; each process opens it, on a thread of its own as servers do. */
export const sqliteStores: Stores<DatabasePlace> = {
  name: "sqlite",
  async makePlace() {
    const folder = mkdtempSync(join(tmpdir(), "callpool-sim-"));
    const path = join(folder, "callpool.db");
    return {
      async open(clock) {
        const store = await openSqliteStoreThread({ path, clock });
        return listed(store, createMemoryStore({ clock }));
      },
      async execute(sql) {
        using db = new DatabaseSync(path);
        db.exec(sql);
      },
      async dispose() {
        rmSync(folder, { recursive: true, force: true });
      },
    };
  },
};

/**
 * The store of another thread makes its methods when they are named, and here they are copied.
 * @param model has methods of all names
 */
function listed<T extends object>(store: T, model: object): T {
  const members = Object.entries(model).map(([name, like]: [string, unknown]) => {
    // The model has the same type.
    const member = store[name as keyof T];
    const isPart = typeof like === "object" && like !== null;
    return [name, isPart ? listed(member as object, like) : member] as const;
  });
  return Object.fromEntries(members) as T;
}

/** A database of that server; each process connects to it. */
export function postgresStores(serverUrl: string): Stores<DatabasePlace> {
  return {
    name: "postgres",
    async makePlace() {
      const database = await createTestDatabase(serverUrl);
      return {
        async open(clock) {
          const pool = openPool(database.url);
          const store = await openPostgresStore({ pool, clock });
          return {
            ...store,
            async close() {
              await store.close();
              await pool.end();
            },
          };
        },
        async execute(sql) {
          await database.query(sql);
        },
        dispose: () => database.drop(),
      };
    },
  };
}
