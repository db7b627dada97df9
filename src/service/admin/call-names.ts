import type { AccountId } from "../../core/ids.ts";
import type { CallRecord } from "../../store/calls.ts";
import type { Catalogue, Collection } from "../../store/catalogue.ts";
import type { Leases } from "../../store/leases.ts";
import { optional } from "./patch.ts";
import type { Kept } from "./record.ts";

export type Named = { readonly id: string; readonly name: string };

/** Names that a person knows a call's parts by, as they are today; deleted records have theirs. */
export type CallNames = {
  readonly campaign?: Named;
  readonly publisher?: Named;
};

export type CallDetailNames = CallNames & { readonly pool?: Named; readonly tag?: Named };

type NameOf = (id: string | undefined) => Promise<Named | undefined>;

/** Looks up each name once, however many calls have it. */
export async function namesOfCalls(
  { campaigns, publishers }: Catalogue,
  accountId: AccountId,
  calls: readonly CallRecord[],
): Promise<readonly CallNames[]> {
  const campaignOf = nameOf(campaigns, accountId);
  const publisherOf = nameOf(publishers, accountId);
  return Promise.all(
    calls.map(async ({ campaignId, publisherId }) => ({
      ...optional("campaign", await campaignOf(campaignId)),
      ...optional("publisher", await publisherOf(publisherId)),
    })),
  );
}

export async function namesOfCall(
  { catalogue, leases }: { readonly catalogue: Catalogue; readonly leases: Leases },
  call: CallRecord,
): Promise<CallDetailNames> {
  const { accountId, impressionId, poolId } = call;
  const [names] = await namesOfCalls(catalogue, accountId, [call]);
  const impression = impressionId && (await leases.impression(accountId, impressionId));
  const tagId = impression ? impression.tagId : undefined;
  return {
    ...names,
    ...optional("pool", await nameOf(catalogue.pools, accountId)(poolId)),
    ...optional("tag", await nameOf(catalogue.tags, accountId)(tagId)),
  };
}

function nameOf<R extends Kept & Named>(collection: Collection<R>, accountId: AccountId): NameOf {
  const known = new Map<string, Promise<Named | undefined>>();
  return async (id: R["id"] | undefined) => {
    if (id === undefined) return undefined;
    const found = known.get(id) ?? collection.get(accountId, id);
    known.set(id, found);
    const record = await found;
    return record && { id: record.id, name: record.name };
  };
}
