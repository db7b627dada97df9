import type { AccountId, CampaignId, NumberId, PoolId, TagId } from "../../core/ids.ts";
import { heldUntil } from "../../core/lease/lease.ts";
import { numberState } from "../../core/pool/number-state.ts";
import { settingsOf } from "../../core/pool/settings.ts";
import {
  StoreConflict,
  type AssignOutcome,
  type CallTrackingTag,
  type Catalogue,
  type Collection,
  type NumberFilter,
  type NumberWithState,
  type PoolReference,
  type PublisherNumber,
  type ServedCampaign,
  type ServedTag,
} from "../catalogue.ts";
import { pageBy } from "../page.ts";
import { pageOf, type LeasedNumber, type State } from "./state.ts";

type Numbers = Omit<
  Catalogue,
  | "publishers"
  | "campaigns"
  | "publisherNumbers"
  | "pools"
  | "tags"
  | "publisherNumbersOf"
  | `${string}ccount`
>;

export function memoryCatalogue(state: State): Catalogue {
  return {
    publishers: collection(state.publishers),
    campaigns: collection(state.campaigns),
    publisherNumbers: collection(state.publisherNumbers, (record) => {
      occupyNumber(state, record);
    }),
    pools: collection(state.pools),
    tags: collection(state.tags, (record) => {
      refuseSecondTag(state, record);
    }),
    insertAccount: async (account) => {
      state.accounts.set(account.id, account);
    },
    account: async (id) => state.accounts.get(id),
    replaceAccount: async (account) => {
      state.accounts.set(account.id, account);
    },
    publisherNumbersOf: async (accountId, publisherId, page) =>
      pageOf(
        [...state.publisherNumbers.values()].filter(
          (record) =>
            record.accountId === accountId &&
            record.publisherId === publisherId &&
            record.status !== "deleted",
        ),
        page,
      ),
    ...numbers(state),
  };
}

function collection<
  R extends { readonly id: string; readonly accountId: AccountId; readonly status: string },
>(records: Map<R["id"], R>, beforeWrite: (record: R) => void = () => undefined): Collection<R> {
  return {
    insert: async (record) => {
      beforeWrite(record);
      records.set(record.id, record);
    },
    get: async (accountId, id) => {
      const record = records.get(id);
      return record?.accountId === accountId ? record : undefined;
    },
    list: async (accountId, page) =>
      pageOf(
        [...records.values()].filter(
          (record) => record.accountId === accountId && record.status !== "deleted",
        ),
        page,
      ),
    replace: async (record) => {
      beforeWrite(record);
      if (records.get(record.id)?.accountId === record.accountId) records.set(record.id, record);
    },
  };
}

function occupyNumber(state: State, record: PublisherNumber): void {
  const number = state.numbers.get(record.numberId);
  if (number === undefined) return;
  if (record.status === "deleted") {
    const { publisherNumberId, ...rest } = number;
    if (publisherNumberId === record.id) state.numbers.set(number.id, rest);
    return;
  }
  if (number.poolId !== undefined) throw new StoreConflict("number_in_pool");
  const isTaken = number.publisherNumberId !== undefined && number.publisherNumberId !== record.id;
  if (isTaken) throw new StoreConflict("number_is_publisher_number");
  state.numbers.set(number.id, { ...number, publisherNumberId: record.id });
}

function refuseSecondTag(state: State, record: CallTrackingTag): void {
  if (record.status === "deleted") return;
  for (const other of state.tags.values()) {
    const isSecond =
      other.id !== record.id &&
      other.status !== "deleted" &&
      other.publisherNumberId === record.publisherNumberId;
    if (isSecond) throw new StoreConflict("publisher_number_has_tag");
  }
}

function numbers(state: State): Numbers {
  const ofAccount = (accountId: AccountId) =>
    [...state.numbers.values()].filter((number) => number.accountId === accountId);
  return {
    addNumbers: async (added) =>
      added.map((number) => {
        if (ofAccount(number.accountId).some((known) => known.e164 === number.e164)) {
          return "duplicate";
        }
        state.numbers.set(number.id, number);
        return "added";
      }),
    number: async (accountId, id) => {
      const number = state.numbers.get(id);
      return number?.accountId === accountId ? withState(state, number) : undefined;
    },
    numberByE164: async (accountId, e164) => {
      const number = ofAccount(accountId).find((known) => known.e164 === e164);
      return number === undefined ? undefined : withState(state, number);
    },
    numbers: async (accountId, filter, page) => {
      const found = ofAccount(accountId)
        .map((number) => withState(state, number))
        .filter((number) => isWanted(number, filter))
        .toSorted((a, b) => (a.e164 < b.e164 ? -1 : 1));
      const { limit, after = "" } = page;
      const rest = found.filter((number) => number.e164 > after);
      return { ...pageBy(rest, limit, ({ e164 }) => e164), total: found.length };
    },
    assignToPool: async (accountId, poolId, ids) =>
      ids.map((id) => ({ numberId: id, outcome: assign(state, accountId, poolId, id) })),
    removeFromPool: async (accountId, poolId, ids, { isForced }) =>
      ids.map((id) => ({ numberId: id, outcome: remove(state, accountId, poolId, id, isForced) })),
    quarantine: async (accountId, id, until) => {
      const number = state.numbers.get(id);
      if (number?.accountId !== accountId) return false;
      state.numbers.set(id, { ...number, quarantinedUntil: until });
      return true;
    },
    tagsOfPool: async (accountId, poolId) => tagsOfPool(state, accountId, poolId),
    poolReferences: async (accountId, poolId, limit) => {
      const tags = tagsOfPool(state, accountId, poolId);
      const items = tags.slice(0, limit).flatMap((tag) => poolReference(state, tag));
      return { items, total: tags.length };
    },
    deletePool: async (accountId, poolId) => {
      deletePool(state, accountId, poolId);
    },
    servedCampaign: async (id) => servedCampaign(state, id),
  };
}

function isWanted(number: NumberWithState, filter: NumberFilter): boolean {
  const { poolId, isUnassigned = false, digits = "", ...wanted } = filter;
  const isAssigned = number.poolId !== undefined || number.publisherNumberId !== undefined;
  return (
    (poolId === undefined || number.poolId === poolId) &&
    !(isUnassigned && isAssigned) &&
    number.e164.includes(digits) &&
    number.state === (wanted.state ?? number.state) &&
    number.country === (wanted.country ?? number.country) &&
    number.type === (wanted.type ?? number.type) &&
    number.areaCode === (wanted.areaCode ?? number.areaCode)
  );
}

function poolReference(state: State, tag: CallTrackingTag): PoolReference[] {
  const campaign = state.campaigns.get(tag.campaignId);
  const publisherNumber = state.publisherNumbers.get(tag.publisherNumberId);
  if (campaign === undefined || publisherNumber === undefined) return [];
  const { id, name, status } = campaign;
  return [
    {
      tagId: tag.id,
      name: tag.name,
      status: tag.status,
      campaign: { id, name, status },
      primaryNumber: publisherNumber.e164,
    },
  ];
}

function withState(state: State, number: LeasedNumber): NumberWithState {
  const { lease, holder: _, issuedAt: __, ...owned } = number;
  return {
    ...owned,
    state: numberState(number, state.now()),
    ...(lease === undefined ? {} : { heldUntil: heldUntil(lease), linkUntil: lease.linkUntil }),
  };
}

function assign(
  state: State,
  accountId: AccountId,
  poolId: PoolId,
  id: NumberId,
): AssignOutcome["outcome"] {
  const number = state.numbers.get(id);
  if (number?.accountId !== accountId) return "unknown";
  if (number.publisherNumberId !== undefined) return "number_is_publisher_number";
  if (number.poolId !== undefined && number.poolId !== poolId) return "number_in_pool";
  state.numbers.set(id, { ...number, poolId });
  return "done";
}

function remove(
  state: State,
  accountId: AccountId,
  poolId: PoolId,
  id: NumberId,
  isForced: boolean,
): AssignOutcome["outcome"] {
  const number = state.numbers.get(id);
  if (number?.accountId !== accountId) return "unknown";
  if (number.poolId !== poolId) return "not_in_pool";
  if (!isForced && numberState(number, state.now()) === "held") return "number_held";
  const { poolId: _, ...rest } = number;
  state.numbers.set(id, rest);
  return "done";
}

function tagsOfPool(state: State, accountId: AccountId, poolId: PoolId): CallTrackingTag[] {
  return [...state.tags.values()]
    .filter(
      (tag) => tag.accountId === accountId && tag.poolId === poolId && tag.status !== "deleted",
    )
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function deletePool(state: State, accountId: AccountId, poolId: PoolId): void {
  const pool = state.pools.get(poolId);
  if (pool?.accountId !== accountId) return;
  for (const tag of tagsOfPool(state, accountId, poolId)) {
    const { poolId: _, ...rest } = tag;
    state.tags.set(tag.id, { ...rest, captureUserData: false });
  }
  for (const number of state.numbers.values()) {
    if (number.poolId !== poolId) continue;
    const { poolId: _, ...rest } = number;
    state.numbers.set(number.id, rest);
  }
  state.pools.set(poolId, { ...pool, status: "deleted" });
}

function servedCampaign(state: State, id: CampaignId): ServedCampaign | undefined {
  const campaign = state.campaigns.get(id);
  const account = campaign && state.accounts.get(campaign.accountId);
  if (campaign === undefined || account === undefined) return undefined;
  const { accountId, status, urlParameters, dropUnresolvedMacros } = campaign;
  const tags = [...state.tags.values()]
    .filter((tag) => tag.campaignId === id)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .map((tag) => servedTag(state, tag))
    .filter((tag) => tag !== undefined);
  const { truncateIpAddresses } = account;
  return {
    accountId,
    truncateIpAddresses,
    campaignId: id,
    status,
    urlParameters,
    dropUnresolvedMacros,
    tags,
  };
}

function servedTag(state: State, tag: CallTrackingTag): ServedTag | undefined {
  const publisherNumber = state.publisherNumbers.get(tag.publisherNumberId);
  if (tag.status !== "active" || publisherNumber?.status !== "active") return undefined;
  const pool = tag.poolId === undefined ? undefined : state.pools.get(tag.poolId);
  return {
    tagId: tag.id,
    publisherId: publisherNumber.publisherId,
    publisherNumberId: publisherNumber.id,
    primaryNumber: publisherNumber.e164,
    numberToReplace: tag.numberToReplace,
    ...(tag.captureUserData && pool?.status === "active"
      ? { pool: { id: pool.id, country: pool.country, ...settingsOf(pool) } }
      : {}),
  };
}

/** Whether a page still gets numbers for this tag (R19). */
export function isServed(state: State, tagId: TagId): boolean {
  const tag = state.tags.get(tagId);
  if (tag === undefined || servedTag(state, tag) === undefined) return false;
  return state.campaigns.get(tag.campaignId)?.status === "active";
}
