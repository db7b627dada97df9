import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { createIdentity, type Identity } from "../identity/identity.ts";
import type { NewId } from "../core/ids.ts";
import { systemClock, systemIds } from "../ops/system.ts";
import { openSqliteStore } from "../store/sqlite/sqlite-store.ts";
import type { Clock, Store } from "../store/store.ts";

/** An opened data folder. */
export type Installation = {
  /** Absolute. */
  readonly data: string;
  readonly store: Store;
  readonly identity: Identity;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly tokenSecret: string;
  close(): Promise<void>;
};

const SECRET_BYTES = 32;

/** Opens the data folder, and makes it if it is missing. */
export async function openInstallation(
  folder: string,
  baseUrl: string,
  clock: Clock = systemClock,
): Promise<Installation> {
  const data = resolve(folder);
  // Numbers, visits and the sign-in of people: nobody else on the machine needs to read them.
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const path = join(data, "callpool.db");
  const store = openSqliteStore({ path, clock });
  const makeSecret = () => randomBytes(SECRET_BYTES).toString("base64url");
  const secret = await store.setting("identity_secret", makeSecret);
  const tokenSecret = await store.setting("impression_token_secret", makeSecret);
  const onFault = (message: string, cause: unknown) => {
    console.error(`Sign-in: ${message}`, cause);
  };
  const identity = createIdentity({ databasePath: path, secret, baseUrl, onFault });
  return {
    data,
    store,
    identity,
    clock,
    newId: systemIds(clock),
    tokenSecret,
    async close() {
      identity.close();
      await store.close();
    },
  };
}
