import { isId, type AccountId } from "../../src/core/ids.ts";
import { noTags } from "../../src/core/visit/tag.ts";
import type { CallRecord } from "../../src/store/calls.ts";
import type { ServedCampaign, ServedTag } from "../../src/store/catalogue.ts";
import { browserId, plainSession } from "../../src/store/contract/world.ts";
import type { IssueCommand, Issued } from "../../src/store/leases.ts";
import type { AccountHands, AdminServer } from "./admin-server.ts";

export const newPool = { name: "Main", country: "US", numberType: "local" };

/** The fiction numbers +1 212 555 0100 and up. */
function fictionNumbers(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `+12125550${100 + index}`);
}

/** A pool with that many numbers. */
export async function makeFilledPool({ ask, make }: AccountHands, size: number) {
  const numbers = fictionNumbers(size);
  await ask("POST", "numbers", { numbers: numbers.map((number) => ({ number })) });
  const id = await make("pools", newPool);
  await ask("POST", `pools/${id}/numbers`, { numbers });
  return { id, numbers };
}

export type MadeTag = {
  readonly tagId: string;
  readonly campaignId: string;
  readonly publisherId: string;
  readonly publisherNumberId: string;
};

/** A campaign whose tag shows numbers of the pool. */
export async function makeTag({ make }: AccountHands, poolId: string): Promise<MadeTag> {
  const target = { kind: "phone", address: "+12125550190" };
  const campaignId = await make("campaigns", { name: "Plumbing", target });
  const publisherId = await make("publishers", { name: "Search" });
  const number = "+18885550100";
  const publisherNumberId = await make("publisher-numbers", { number, campaignId, publisherId });
  const tag = { name: "Header", campaignId, publisherNumberId, captureUserData: true, poolId };
  return { tagId: await make("tags", tag), campaignId, publisherId, publisherNumberId };
}

/** A page of the campaign is opened by the visitor of that name. */
export async function visit(
  { store, newId }: AdminServer,
  accountId: AccountId,
  campaignId: string,
  visitor: string,
  change: Partial<IssueCommand> = {},
): Promise<Issued> {
  const campaign = await servedCampaign(store, campaignId);
  const tag: ServedTag | undefined = campaign.tags[0];
  if (tag?.pool === undefined) throw new Error("the campaign's tag has no pool");
  return store.leases.issue({
    impressionId: newId("impression"),
    accountId,
    campaignId: campaign.campaignId,
    tagId: tag.tagId,
    publisherId: tag.publisherId,
    publisherNumberId: tag.publisherNumberId,
    pool: tag.pool,
    visitorId: browserId(visitor),
    sessionId: browserId(visitor),
    landingKey: "",
    session: plainSession,
    tags: noTags,
    pushed: [],
    ...change,
  });
}

async function servedCampaign(
  { catalogue }: AdminServer["store"],
  id: string,
): Promise<ServedCampaign> {
  const campaign = isId("campaign", id) ? await catalogue.servedCampaign(id) : undefined;
  if (campaign === undefined) throw new Error(`there is no campaign ${id}`);
  return campaign;
}

/** A call arrives. */
export function dial({ store, newId }: AdminServer, accountId: AccountId, to: string) {
  const callId = newId("call");
  return store.calls.arrive({
    callId,
    accountId,
    carrier: "simulator",
    carrierCallId: callId,
    from: "+12125550199",
    to,
    signal: { type: "incoming", name: "incoming" },
  });
}

/** Another signal of a call that arrived. */
export function signal(
  { store }: AdminServer,
  call: CallRecord,
  type: "answered" | "completed",
  lengthSeconds?: number,
) {
  return store.calls.arrive({
    callId: call.id,
    accountId: call.accountId,
    carrier: call.carrier,
    carrierCallId: call.carrierCallId,
    from: call.from,
    to: call.to,
    signal: { type, name: type, ...(lengthSeconds === undefined ? {} : { lengthSeconds }) },
  });
}
