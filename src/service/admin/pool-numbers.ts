import type { PoolNumberResult } from "../../contract/admin/pool.ts";
import type { AccountId, NumberId } from "../../core/ids.ts";
import { limits } from "../../core/limits.ts";
import { parseE164 } from "../../core/phone/e164.ts";
import type { AssignOutcome, Catalogue, OwnedNumber, Pool } from "../../store/catalogue.ts";
import type { Leases } from "../../store/leases.ts";
import { conflictDetail } from "../conflict.ts";
import { Problem } from "../problem.ts";
import { findLiving } from "./record.ts";

type Ports = { readonly catalogue: Catalogue; readonly leases: Leases };

/**
 * Puts numbers of the inventory into a pool, each or not each on its own.
 * @throws Problem not_found, conflict, invalid when the pool would grow too large
 */
export async function assignNumbers(
  { catalogue, leases }: Ports,
  accountId: AccountId,
  poolId: string,
  numbers: readonly string[],
): Promise<readonly PoolNumberResult[]> {
  const pool = await findLiving("pool", catalogue.pools, accountId, poolId);
  const { size } = await leases.occupancy(accountId, pool.id);
  if (size + numbers.length > limits.poolSizeMax) {
    throw new Problem("invalid", `A pool has at most ${limits.poolSizeMax} numbers.`);
  }
  const change = (ids: readonly NumberId[]) => catalogue.assignToPool(accountId, pool.id, ids);
  return changeEach(catalogue, accountId, numbers, (number) => misfit(pool, number), change);
}

/**
 * Takes numbers out of a pool; a held one only when forced (R6). They stay in the inventory, and
 * their links run on (R7).
 */
export async function removeNumbers(
  { catalogue }: Ports,
  accountId: AccountId,
  poolId: string,
  numbers: readonly string[],
  { isForced }: { readonly isForced: boolean },
): Promise<readonly PoolNumberResult[]> {
  const pool = await findLiving("pool", catalogue.pools, accountId, poolId);
  const change = (ids: readonly NumberId[]) =>
    catalogue.removeFromPool(accountId, pool.id, ids, { isForced });
  return changeEach(catalogue, accountId, numbers, () => undefined, change);
}

/** Looks every number up, changes those that can be changed, and says what became of each. */
async function changeEach(
  catalogue: Catalogue,
  accountId: AccountId,
  numbers: readonly string[],
  refusal: (number: OwnedNumber) => string | undefined,
  change: (ids: readonly NumberId[]) => Promise<readonly AssignOutcome[]>,
): Promise<readonly PoolNumberResult[]> {
  const rows: { number: string; id?: NumberId; reason?: string }[] = [];
  for (const number of numbers) {
    const parsed = parseE164(number);
    if (!parsed.ok) {
      rows.push({ number, reason: parsed.reason });
      continue;
    }
    const owned = await catalogue.numberByE164(accountId, parsed.e164);
    const reason = owned === undefined ? NOT_OWNED : refusal(owned);
    if (owned === undefined || reason !== undefined)
      rows.push({ number, reason: reason ?? NOT_OWNED });
    else rows.push({ number, id: owned.id });
  }
  const ids = new Set(rows.flatMap(({ id }) => (id === undefined ? [] : [id])));
  const outcomes = await change([...ids]);
  const outcomeOf = new Map(outcomes.map(({ numberId, outcome }) => [numberId, outcome]));
  return rows.map(({ number, id, reason }) => {
    const why = reason ?? sentenceOf(id === undefined ? undefined : outcomeOf.get(id));
    return why === undefined
      ? { number, outcome: "done" }
      : { number, outcome: "refused", reason: why };
  });
}

const NOT_OWNED = "The account does not have this number; add it to the inventory first.";

function sentenceOf(outcome: AssignOutcome["outcome"] | undefined): string | undefined {
  switch (outcome) {
    case "done":
      return undefined;
    case "unknown":
    case undefined:
      return NOT_OWNED;
    case "not_in_pool":
      return "The number is not in this pool.";
    case "number_in_pool":
    case "number_is_publisher_number":
    case "publisher_number_has_tag":
    case "number_held":
      return conflictDetail[outcome];
  }
}

/** Why a number does not belong into a pool. */
function misfit(pool: Pool, number: OwnedNumber): string | undefined {
  if (number.country !== pool.country) {
    return `It is a number of ${number.country}; the pool has numbers of ${pool.country}.`;
  }
  if (number.type !== pool.numberType) {
    const [its, wanted] = [typeWords[number.type], typeWords[pool.numberType]];
    return `It is a ${its} number; the pool has ${wanted} ones.`;
  }
  if (pool.areaCode !== undefined && number.areaCode !== pool.areaCode) {
    const its = number.areaCode === undefined ? "no area code" : `area code ${number.areaCode}`;
    return `It has ${its}; the pool has numbers of area code ${pool.areaCode}.`;
  }
  return undefined;
}

const typeWords = { local: "local", tollfree: "toll-free" } as const;
