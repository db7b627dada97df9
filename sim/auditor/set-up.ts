import type { NumberId, PoolId } from "../../src/core/ids.ts";
import type { AssignOutcome, OwnedNumber, ServedCampaign } from "../../src/store/catalogue.ts";
import { heldUntilOf, touch, type Ledger, type NumberEntry } from "./ledger.ts";

/** Numbers, pools and tags as people change them: what the store must answer (R4 to R8, R12). */

export function predictAdded(
  ledger: Ledger,
  numbers: readonly OwnedNumber[],
): readonly ("added" | "duplicate")[] {
  return numbers.map((number) => {
    if (ledger.byE164.has(number.e164)) return "duplicate";
    const entry: NumberEntry = {
      id: number.id,
      e164: number.e164,
      poolId: number.poolId,
      publisherNumberId: number.publisherNumberId,
      restsUntil: number.quarantinedUntil,
      hold: undefined,
      holder: undefined,
      newest: undefined,
      shown: new Set(),
      callsUntil: new Map(),
    };
    ledger.numbers.set(entry.id, entry);
    ledger.byE164.set(entry.e164, entry);
    touch(ledger, entry);
    return "added";
  });
}

export function predictAssigned(
  ledger: Ledger,
  poolId: PoolId,
  ids: readonly NumberId[],
): readonly AssignOutcome[] {
  return ids.map((numberId) => {
    const number = ledger.numbers.get(numberId);
    if (number === undefined) return { numberId, outcome: "unknown" };
    if (number.publisherNumberId !== undefined) {
      return { numberId, outcome: "number_is_publisher_number" };
    }
    if (number.poolId !== undefined && number.poolId !== poolId) {
      return { numberId, outcome: "number_in_pool" };
    }
    number.poolId = poolId;
    touch(ledger, number);
    return { numberId, outcome: "done" };
  });
}

export function predictRemoved(
  ledger: Ledger,
  poolId: PoolId,
  ids: readonly NumberId[],
  isForced: boolean,
  now: number,
): readonly AssignOutcome[] {
  return ids.map((numberId) => {
    const number = ledger.numbers.get(numberId);
    if (number === undefined) return { numberId, outcome: "unknown" };
    if (number.poolId !== poolId) return { numberId, outcome: "not_in_pool" };
    if (!isForced && now < heldUntilOf(number)) return { numberId, outcome: "number_held" };
    number.poolId = undefined;
    touch(ledger, number);
    return { numberId, outcome: "done" };
  });
}

export function predictQuarantined(ledger: Ledger, id: NumberId, until: number): boolean {
  const number = ledger.numbers.get(id);
  if (number === undefined) return false;
  number.restsUntil = until;
  touch(ledger, number);
  return true;
}

/** Its numbers stay with the account, and its tags show their primary numbers (R8). */
export function predictPoolDeleted(ledger: Ledger, poolId: PoolId): void {
  const pool = ledger.pools.get(poolId);
  if (pool === undefined) return;
  ledger.pools.set(poolId, { ...pool, status: "deleted" });
  for (const number of ledger.numbers.values()) {
    if (number.poolId !== poolId) continue;
    number.poolId = undefined;
    touch(ledger, number);
  }
  for (const tag of ledger.tags.values()) {
    if (tag.poolId !== poolId || tag.status === "deleted") continue;
    const { poolId: _, ...rest } = tag;
    ledger.tags.set(tag.id, { ...rest, captureUserData: false });
  }
}

/** What a page's request is told of its campaign (R14, R19). */
export function predictServed(ledger: Ledger, id: string): ServedCampaign | undefined {
  const campaign = [...ledger.campaigns.values()].find((one) => one.id === id);
  if (campaign === undefined) return undefined;
  const { accountId, status, urlParameters, dropUnresolvedMacros } = campaign;
  const served = { accountId, campaignId: campaign.id, status, urlParameters };
  const truncateIpAddresses = false;
  const tags = [...ledger.tags.values()]
    .filter((tag) => tag.campaignId === id && tag.status === "active")
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap((tag) => {
      const shown = ledger.publisherNumbers.get(tag.publisherNumberId);
      if (shown?.status !== "active") return [];
      const pool = tag.poolId === undefined ? undefined : ledger.pools.get(tag.poolId);
      const isAsked = tag.captureUserData && pool?.status === "active";
      const one = {
        tagId: tag.id,
        publisherId: shown.publisherId,
        publisherNumberId: shown.id,
        primaryNumber: shown.e164,
        numberToReplace: tag.numberToReplace,
      };
      if (!isAsked) return [one];
      const { idleLimitSeconds, closedBrowserDelaySeconds } = pool;
      const { linkRetentionSeconds, releaseOnClose } = pool;
      const settings = { idleLimitSeconds, closedBrowserDelaySeconds, linkRetentionSeconds };
      return [
        { ...one, pool: { id: pool.id, country: pool.country, ...settings, releaseOnClose } },
      ];
    });
  return { ...served, truncateIpAddresses, dropUnresolvedMacros, tags };
}
