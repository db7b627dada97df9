import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import type { AccountId } from "../../core/ids.ts";
import type { NumberState } from "../../core/pool/number-state.ts";
import type { Instant } from "../../core/time.ts";
import type { Counted, NumberFilter, NumberWithState, Page, PageRequest } from "../catalogue.ts";
import { pageBy } from "../page.ts";
import { numberColumns, numberFrom } from "./number-row.ts";
import { poolOccupancy } from "./pool-occupancy.ts";

export type NumberList = (
  account: AccountId,
  filter: NumberFilter,
  page: PageRequest,
  now: Instant,
) => Page<NumberWithState> & Counted<NumberWithState>;

const stateCondition: Readonly<Record<NumberState, string>> = {
  held: "max(hold_until_ms, in_call_until_ms) > :now",
  quarantined: "max(hold_until_ms, in_call_until_ms) <= :now AND quarantined_until_ms > :now",
  linked: "issuable_from_ms <= :now AND link_until_ms > :now",
  free: "issuable_from_ms <= :now AND link_until_ms <= :now",
};

/**
 * Numbers for people, in the order of the numbers. A page is a walk along an index that is in this
 * order:
 *
 *   SEARCH number USING INDEX number_of_pool (pool_id=? AND e164>?)
 *   SEARCH number USING INDEX number_unassigned (account_id=? AND e164>?)
 *   SEARCH number USING INDEX sqlite_autoindex_number_2 (account_id=? AND e164>?)
 *
 * Where few of a large pool's numbers are in the state that is wanted, the walk would be long: then
 * those are found by `number_by_rest` or `number_resting`, and put in order.
 *
 * @see Catalogue.numbers
 */
export function numberList(db: DatabaseSync): NumberList {
  const statements = new Map<string, StatementSync>();
  const occupancy = poolOccupancy(db);
  const ownsPool = db.prepare("SELECT 1 FROM pool WHERE account_id = ? AND id = ?");

  /** There are some hundred kinds of filters. */
  function prepared(text: string): StatementSync {
    const known = statements.get(text);
    if (known !== undefined) return known;
    const statement = db.prepare(text);
    statement.setAllowUnknownNamedParameters(true);
    statements.set(text, statement);
    return statement;
  }

  return (account, filter, { limit, after = "" }, now) => {
    const { poolId, state } = filter;
    if (poolId !== undefined && ownsPool.get(account, poolId) === undefined) {
      return { items: [], total: 0 };
    }
    const values: Record<string, SQLInputValue> = { account, now, after, limit: limit + 1 };
    const conditions = conditionsOf(filter, values);
    const where = (source: string) => [source, ...conditions].join(" AND ");
    const source = sourceOf(filter);
    const isOneState = poolId !== undefined && state !== undefined && conditions.length === 1;
    const states = isOneState ? occupancy(poolId, now) : undefined;
    const total =
      states !== undefined && state !== undefined
        ? states[state]
        : Number(prepared(`SELECT count(*) AS total FROM ${where(source)}`).get(values)?.["total"]);
    // A walk reads size ÷ total × limit rows, and putting them in order reads total.
    const isFew = states !== undefined && total * total < states.size * limit;
    const from = isFew && state !== undefined ? byState(state) : source;
    const rows = prepared(
      `SELECT ${numberColumns} FROM ${where(from)} AND e164 > :after ORDER BY e164 LIMIT :limit`,
    ).all(values);
    const read = rows.map((row) => numberFrom(row, now));
    return { ...pageBy(read, limit, ({ e164 }) => e164), total };
  };
}

/** Which index is walked along. */
function sourceOf({ poolId, isUnassigned = false }: NumberFilter): string {
  if (poolId !== undefined) return "number INDEXED BY number_of_pool WHERE pool_id = :pool";
  return isUnassigned
    ? "number INDEXED BY number_unassigned WHERE account_id = :account"
    : "number WHERE account_id = :account";
}

/** Finds those of one state, in no order. */
function byState(state: NumberState): string {
  if (state === "quarantined") {
    return `number INDEXED BY number_resting
      WHERE pool_id = :pool AND quarantined_until_ms > 0 AND quarantined_until_ms > :now`;
  }
  const isIssuable = state === "linked" || state === "free";
  return `number INDEXED BY number_by_rest
    WHERE pool_id = :pool AND issuable_from_ms ${isIssuable ? "<=" : ">"} :now`;
}

/** @param values gets the parameters of the conditions */
function conditionsOf(
  { poolId, isUnassigned = false, state, digits = "", ...equal }: NumberFilter,
  values: Record<string, SQLInputValue>,
): readonly string[] {
  const conditions: string[] = [];
  if (poolId !== undefined) values["pool"] = poolId;
  if (isUnassigned) conditions.push("pool_id IS NULL AND publisher_number_id IS NULL");
  if (state !== undefined) conditions.push(stateCondition[state]);
  if (digits !== "") {
    conditions.push("instr(e164, :digits) > 0");
    values["digits"] = digits;
  }
  for (const [name, column] of equalities) {
    const wanted = equal[name];
    if (wanted === undefined) continue;
    conditions.push(`${column} = :${column}`);
    values[column] = wanted;
  }
  return conditions;
}

const equalities = [
  ["country", "country"],
  ["type", "type"],
  ["areaCode", "area_code"],
] as const;
