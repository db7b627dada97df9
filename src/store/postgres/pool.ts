import pg from "pg";
import { limits } from "../../core/limits.ts";
import { StoreUnavailable } from "../store.ts";
import { isUnavailable } from "./failure.ts";

/** A database that does not answer is known within this time. */
const CONNECT_TIMEOUT_MS = 2_000;
const STATEMENT_TIMEOUT_MS = 5_000;

/** What a query of ours may take. An array of text becomes an array of the database. */
export type Value =
  | string
  | number
  | boolean
  | null
  | readonly string[]
  | readonly (string | null)[];

/** A row as the database gives it. */
export type Row = Readonly<Record<string, unknown>>;

/** One connection in a transaction, or any connection of the pool. */
export type Queryable = {
  /** @throws StoreUnavailable */
  query<R extends Row = Row>(text: string, values?: readonly Value[]): Promise<readonly R[]>;
};

export type Database = Queryable & {
  /** Runs the work in a transaction of its own. @throws StoreUnavailable */
  transaction<T>(work: (connection: Queryable) => Promise<T>): Promise<T>;
};

const INT8_OID = 20;

/** Other settings than `off` stay: they wait for the disk, and some for a standby as well. */
const waitForDisk = `SELECT set_config('synchronous_commit', 'on', false)
  WHERE current_setting('synchronous_commit') = 'off'`;

/** The connections that everything of this process shares, sign-in, too. */
export function openPool(
  url: string,
  connections: number = limits.databaseConnectionsMax,
): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    // The server gives up first; the client, where the server cannot be heard any more.
    statement_timeout: STATEMENT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS + 1_000,
    idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS,
    keepAlive: true,
    application_name: "callpool",
    // What was answered is on disk (R38), also where the database's own setting would not wait.
    onConnect: async (client) => {
      await client.query(waitForDisk);
    },
    types: {
      // Our integers are milliseconds and counts, which a JavaScript number holds exactly.
      getTypeParser: (oid, format) =>
        oid === INT8_OID
          ? Number
          : (pg.types.getTypeParser(oid, format) as (text: string) => unknown),
    },
  });
  // An idle connection broke; the next query asks for another one, and tells if there is none.
  pool.on("error", () => undefined);
  return pool;
}

export function openDatabase(pool: pg.Pool): Database {
  return {
    query: (text, values) => answered(() => rows(pool, text, values)),
    transaction: (work) => answered(() => inTransaction(pool, work)),
  };
}

/** Any number will do, as long as every Callpool takes the same one. */
const ALONE_LOCK = 7_226_560;

/**
 * Runs the work while no other process runs its own on this database; it waits for that. The work
 * uses other connections of the pool.
 * @throws StoreUnavailable
 */
export function oneAtATime<T>(pool: pg.Pool, work: () => Promise<T>): Promise<T> {
  return openDatabase(pool).transaction(async (connection) => {
    await connection.query("SET LOCAL idle_in_transaction_session_timeout = 0");
    await connection.query("SET LOCAL statement_timeout = 0");
    await connection.query("SELECT pg_advisory_xact_lock($1)", [ALONE_LOCK]);
    return work();
  });
}

async function inTransaction<T>(
  pool: pg.Pool,
  work: (connection: Queryable) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  const lost = () => {
    broken = true;
  };
  client.on("error", lost);
  try {
    await client.query("BEGIN");
    const result = await work({ query: (text, values) => rows(client, text, values) });
    await client.query("COMMIT");
    return result;
  } catch (error) {
    if (isUnavailable(error)) broken = true;
    else await client.query("ROLLBACK").catch(lost);
    throw error;
  } finally {
    client.off("error", lost);
    client.release(broken);
  }
}

async function rows<R extends Row>(
  on: pg.Pool | pg.PoolClient,
  text: string,
  values: readonly Value[] = [],
): Promise<readonly R[]> {
  const result = await on.query<R>(text, values.map(storable));
  return result.rows;
}

async function answered<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isUnavailable(error) ? new StoreUnavailable({ cause: error }) : error;
  }
}

/** PostgreSQL's text has no NUL, which a browser or a carrier may well send (R71). */
function storable(value: Value): Value {
  if (typeof value === "string") return withoutNul(value);
  if (typeof value !== "object" || value === null) return value;
  return value.map((one) => (one === null ? null : withoutNul(one)));
}

export function withoutNul(text: string): string {
  return text.includes("\0") ? text.replaceAll("\0", "\uFFFD") : text;
}
