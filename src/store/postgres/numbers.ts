import type { AccountId, NumberId, PoolId } from "../../core/ids.ts";
import { numberState } from "../../core/pool/number-state.ts";
import type { AssignOutcome, CallTrackingTag, Catalogue, OwnedNumber } from "../catalogue.ts";
import type { WriteCatalogue } from "./collection.ts";
import type { DatabaseClock } from "./database-clock.ts";
import { leasedNumberFrom, numberColumns, withState, type LeasedNumber } from "./number-row.ts";
import { numberList } from "./number-list.ts";
import { poolReferences } from "./pool-references.ts";
import type { Database, Queryable, Value } from "./pool.ts";
import { present, selected, tagMapping } from "./rows.ts";

type Numbers = Pick<
  Catalogue,
  | "addNumbers"
  | "number"
  | "numberByE164"
  | "numbers"
  | "assignToPool"
  | "removeFromPool"
  | "quarantine"
  | "tagsOfPool"
  | "poolReferences"
  | "deletePool"
>;

export function numbers(database: Database, clock: DatabaseClock, write: WriteCatalogue): Numbers {
  /** Reads numbers with their state at the time of the reading. */
  async function read(rest: string, values: readonly Value[]) {
    const rows = await database.query(
      `SELECT ${numberColumns}, store_now($1, $2) AS now FROM number n ${rest}`,
      [...clock.parameters(), ...values],
    );
    return rows.map(({ now, ...row }) => withState(leasedNumberFrom(row), clock.saw(Number(now))));
  }
  return {
    addNumbers: (added) => write((connection) => insertNumbers(connection, added)),
    number: async (accountId, id) =>
      (await read("WHERE n.account_id = $3 AND n.id = $4", [accountId, id]))[0],
    numberByE164: async (accountId, e164) =>
      (await read("WHERE n.account_id = $3 AND n.e164 = $4", [accountId, e164]))[0],
    numbers: numberList(database, clock),
    quarantine: (accountId, id, until) =>
      write(async (connection) => {
        const rested = await connection.query(
          `UPDATE number SET quarantined_until_ms = $3
           WHERE account_id = $1 AND id = $2 RETURNING id`,
          [accountId, id, until],
        );
        return rested.length > 0;
      }),
    ...membership(clock, write),
    ...poolDeletion(database, write),
    poolReferences: poolReferences(database),
  };
}

async function insertNumbers(
  connection: Queryable,
  added: readonly OwnedNumber[],
): Promise<readonly ("added" | "duplicate")[]> {
  const known = await connection.query<{ readonly id: string }>(
    `INSERT INTO number (id, account_id, e164, country, type, area_code, carrier, carrier_id,
       created_at_ms, quarantined_until_ms)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
       $7::text[], $8::text[], $9::bigint[], $10::bigint[])
     ON CONFLICT (account_id, e164) DO NOTHING RETURNING id`,
    [
      added.map((one) => one.id),
      added.map((one) => one.accountId),
      added.map((one) => one.e164),
      added.map((one) => one.country),
      added.map((one) => one.type),
      added.map((one) => one.areaCode ?? null),
      added.map((one) => one.carrier),
      added.map((one) => one.carrierId ?? null),
      added.map((one) => String(one.createdAt)),
      added.map((one) => String(one.quarantinedUntil)),
    ],
  );
  const ids = new Set(known.map((row) => row.id));
  return added.map(({ id }) => (ids.has(id) ? "added" : "duplicate"));
}

/** Takes hold of the numbers until the transaction ends, in one order for everybody. */
async function lockNumbers(
  connection: Queryable,
  clock: DatabaseClock,
  accountId: AccountId,
  ids: readonly NumberId[],
) {
  const rows = await connection.query(
    `SELECT ${numberColumns} FROM number n
     WHERE n.account_id = $1 AND n.id = ANY($2::text[]) ORDER BY n.id FOR UPDATE`,
    [accountId, ids],
  );
  const [time] = await connection.query("SELECT store_now($1, $2) AS now", clock.parameters());
  const found = rows.map(leasedNumberFrom);
  const numbersById = new Map(found.map((number) => [number.id, number]));
  return { numbersById, now: clock.saw(Number(time?.["now"])) };
}

/** Each number is in the pool that the ones named before it in the list left it in. */
function movedInTurn(
  ids: readonly NumberId[],
  numbersById: ReadonlyMap<NumberId, LeasedNumber>,
  to: PoolId | undefined,
  judge: (number: LeasedNumber, poolId: PoolId | undefined) => AssignOutcome["outcome"],
): { readonly outcomes: readonly AssignOutcome[]; readonly moved: readonly NumberId[] } {
  const moved = new Set<NumberId>();
  const outcomes = ids.map((numberId): AssignOutcome => {
    const number = numbersById.get(numberId);
    if (number === undefined) return { numberId, outcome: "unknown" };
    const outcome = judge(number, moved.has(numberId) ? to : number.owned.poolId);
    if (outcome === "done") moved.add(numberId);
    return { numberId, outcome };
  });
  return { outcomes, moved: [...moved] };
}

async function move(connection: Queryable, ids: readonly NumberId[], to: PoolId | undefined) {
  const text = "UPDATE number SET pool_id = $1 WHERE id = ANY($2::text[])";
  await connection.query(text, [to ?? null, ids]);
}

function membership(
  clock: DatabaseClock,
  write: WriteCatalogue,
): Pick<Catalogue, "assignToPool" | "removeFromPool"> {
  return {
    assignToPool: (accountId, poolId, ids) =>
      write(async (connection) => {
        const { numbersById } = await lockNumbers(connection, clock, accountId, ids);
        const { outcomes, moved } = movedInTurn(ids, numbersById, poolId, (number, current) => {
          if (number.owned.publisherNumberId !== undefined) return "number_is_publisher_number";
          return current === undefined || current === poolId ? "done" : "number_in_pool";
        });
        await move(connection, moved, poolId);
        return outcomes;
      }),
    removeFromPool: (accountId, poolId, ids, { isForced }) =>
      write(async (connection) => {
        const { numbersById, now } = await lockNumbers(connection, clock, accountId, ids);
        const { outcomes, moved } = movedInTurn(ids, numbersById, undefined, (number, current) => {
          if (current !== poolId) return "not_in_pool";
          const isHeld = numberState(number, now) === "held";
          return isHeld && !isForced ? "number_held" : "done";
        });
        await move(connection, moved, undefined);
        return outcomes;
      }),
  };
}

function poolDeletion(
  database: Database,
  write: WriteCatalogue,
): Pick<Catalogue, "tagsOfPool" | "deletePool"> {
  return {
    tagsOfPool: async (accountId, poolId) => {
      const rows = await database.query(
        `SELECT ${selected(tagMapping.fields)} FROM call_tracking_tag
         WHERE account_id = $1 AND pool_id = $2 AND status <> 'deleted' ORDER BY id`,
        [accountId, poolId],
      );
      return rows.map(present<CallTrackingTag>);
    },
    deletePool: (accountId, poolId) =>
      write(async (connection) => {
        const marked = await connection.query(
          `UPDATE pool SET status = 'deleted'
           WHERE account_id = $1 AND id = $2 AND status <> 'deleted' RETURNING id`,
          [accountId, poolId],
        );
        if (marked.length === 0) return;
        await connection.query(
          `UPDATE call_tracking_tag SET pool_id = NULL, capture_user_data = false
           WHERE pool_id = $1 AND status <> 'deleted'`,
          [poolId],
        );
        await connection.query("UPDATE number SET pool_id = NULL WHERE pool_id = $1", [poolId]);
      }),
  };
}
