import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createIdentity, type Identity } from "../identity/identity.ts";
import type { NewId } from "../core/ids.ts";
import { systemClock, systemIds } from "../ops/system.ts";
import { oneAtATime, openPool } from "../store/postgres/pool.ts";
import { openPostgresStore } from "../store/postgres/postgres-store.ts";
import { openSqliteStoreThread } from "../store/sqlite/thread/store-thread.ts";
import { StoreUnavailable, type Clock, type Store } from "../store/store.ts";
import { CommandError } from "./command.ts";

/** Where everything is kept: in PostgreSQL if `databaseUrl` is not "", else in a folder. */
export type Place = { readonly folder: string; readonly databaseUrl: string };

/** An opened data folder or database. */
export type Installation = {
  /** The folder's absolute path, or the database's address without its secrets. */
  readonly data: string;
  readonly store: Store;
  readonly identity: Identity;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly tokenSecret: string;
  /** Runs the work while no other server on the same database runs its own. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

const SECRET_BYTES = 32;

/**
 * Opens the data folder, and makes it if it is missing; or the database.
 * @param clock a test's
 */
export async function openInstallation(
  place: Place,
  baseUrl: string,
  clock?: Clock,
): Promise<Installation> {
  const { store, home, alone, close } = await openStore(place, clock);
  const makeSecret = () => randomBytes(SECRET_BYTES).toString("base64url");
  const secret = await store.setting("identity_secret", makeSecret);
  const tokenSecret = await store.setting("impression_token_secret", makeSecret);
  const onFault = (message: string, cause: unknown) => {
    console.error(`Sign-in: ${message}`, cause);
  };
  const identity = createIdentity({ ...home, secret, baseUrl, onFault });
  const ownClock = clock ?? systemClock;
  return {
    data: dataOf(place),
    store,
    identity,
    clock: ownClock,
    newId: systemIds(ownClock),
    tokenSecret,
    alone,
    async close() {
      identity.close();
      await close();
    },
  };
}

/** How a place is named to people and to other commands on this machine. */
export function dataOf({ folder, databaseUrl }: Place): string {
  if (databaseUrl === "") return resolve(folder);
  const { protocol, hostname, port, pathname } = addressOf(databaseUrl);
  return `${protocol}//${hostname}:${port === "" ? "5432" : port}${pathname}`;
}

function addressOf(databaseUrl: string): URL {
  const isFitting = /^postgres(ql)?:\/\//.test(databaseUrl) && URL.canParse(databaseUrl);
  if (isFitting) return new URL(databaseUrl);
  // It may hold a password, so it is not repeated.
  throw new CommandError(
    "--database-url takes an address like postgres://USER:PASSWORD@HOST:5432/DATABASE.",
  );
}

type Opened = {
  readonly store: Store;
  /** Where identity finds its tables. */
  readonly home: { readonly databasePath: string } | { readonly pool: ReturnType<typeof openPool> };
  readonly alone: Installation["alone"];
  readonly close: () => Promise<void>;
};

function openStore(place: Place, clock: Clock | undefined): Promise<Opened> {
  return place.databaseUrl === ""
    ? openFolder(dataOf(place), clock ?? systemClock)
    : openDatabase(place.databaseUrl, clock);
}

async function openFolder(data: string, clock: Clock): Promise<Opened> {
  // Numbers, visits and the sign-in of people: nobody else on the machine needs to read them.
  makeFolder(data);
  const databasePath = join(data, "callpool.db");
  const store = await openSqliteStoreThread({ path: databasePath, clock });
  const alone: Installation["alone"] = (work) => aloneIn(data, work);
  return { store, home: { databasePath }, alone, close: () => store.close() };
}

/** How long a server waits for another one that is just preparing the same folder. */
const ALONE_WAIT_MS = 30_000;

/** The lock is SQLite's, which ends with its process, however that ends. */
async function aloneIn<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const lock = new DatabaseSync(join(folder, "start.lock"), { timeout: ALONE_WAIT_MS });
  try {
    lock.exec("BEGIN EXCLUSIVE");
    return await work();
  } finally {
    lock.close();
  }
}

/** One by one: with `recursive`, Node tries for ever in a folder like /proc. */
function makeFolder(path: string): void {
  if (existsSync(path) && statSync(path).isDirectory()) return;
  const parent = dirname(path);
  if (!existsSync(parent)) makeFolder(parent);
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    // Another server may have just made it.
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}

async function openDatabase(url: string, clock: Clock | undefined): Promise<Opened> {
  const pool = openPool(addressOf(url).href);
  try {
    const store = await openPostgresStore({ pool, clock });
    const close = async () => {
      await store.close();
      await pool.end();
    };
    const alone: Installation["alone"] = (work) => oneAtATime(pool, work);
    return { store, home: { pool }, alone, close };
  } catch (error) {
    await pool.end();
    if (!(error instanceof StoreUnavailable)) throw error;
    const why = error.cause instanceof Error ? error.cause.message : "";
    throw new CommandError(`The database does not answer. ${why}`);
  }
}
