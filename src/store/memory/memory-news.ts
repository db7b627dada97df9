import type { AccountId } from "../../core/ids.ts";
import type { Instant } from "../../core/time.ts";
import type { CallRecord } from "../calls.ts";
import type { CallNews, ImpressionNews, News } from "../news.ts";
import { newsReader } from "../news-reader.ts";
import type { State, StoredImpression } from "./state.ts";

export function memoryNews(state: State): News {
  const impressions = (accounts: readonly AccountId[]) =>
    [...state.impressions.values()]
      .filter((one) => accounts.includes(one.accountId))
      .map((one) => impressionNews(state, one))
      .toReversed();
  const calls = (accounts: readonly AccountId[]) =>
    [...state.calls.values()]
      .filter((one) => accounts.includes(one.accountId))
      .map((one) => callNews(state, one))
      .toReversed();
  return newsReader(
    {
      newest: async () => ({
        at: state.now(),
        impression: state.impressions.size,
        call: state.calls.size,
      }),
      impressions: async (accounts, { after, until }, limit) =>
        impressions(accounts)
          .filter(({ sequence }) => sequence > after && sequence <= until)
          .slice(0, limit),
      countImpressions: async (accounts, { after, until }) =>
        accounts
          .map((accountId) => {
            const its = impressions([accountId]).filter(
              ({ sequence }) => sequence > after && sequence <= until,
            );
            return { accountId, impressions: its.length };
          })
          .filter((one) => one.impressions > 0),
      calls: async (accounts, { after, until }, also, limit) => {
        const all = calls(accounts);
        const fresh = all.filter(({ sequence }) => sequence > after && sequence <= until);
        const known = all.filter(({ sequence }) => sequence <= after && also.includes(sequence));
        return [...fresh.slice(0, limit), ...known];
      },
      openCalls: async (account, limit) =>
        calls([account])
          .filter((call) => call.endedAt === undefined)
          .slice(0, limit),
      impressionsSince: async (account, from, limit) =>
        impressions([account])
          .filter((one) => one.receivedAt >= from)
          .slice(0, limit),
      callsSince: async (account, from, limit) =>
        calls([account])
          .filter((call) => lastChange(call) >= from)
          .slice(0, limit),
    },
    { overlapMs: 0 },
  );
}

function lastChange({ receivedAt, answeredAt, endedAt }: CallNews): Instant {
  return endedAt ?? answeredAt ?? receivedAt;
}

function impressionNews(state: State, one: StoredImpression): ImpressionNews {
  const { sequence, accountId, id, receivedAt, campaignId, poolId, publisherId } = one;
  return {
    sequence,
    accountId,
    id,
    receivedAt,
    campaign: { id: campaignId, name: state.campaigns.get(campaignId)?.name ?? "" },
    pool: { id: poolId, name: state.pools.get(poolId)?.name ?? "" },
    publisherId,
    ...(one.number === undefined ? {} : { number: one.number }),
    isMiss: one.missedAt !== undefined,
    session: one.session,
    tags: one.tags.tags,
  };
}

function callNews(state: State, call: CallRecord): CallNews {
  const { sequence, accountId, id, receivedAt, to, campaignId, poolId, poolName = "" } = call;
  const campaign = campaignId && {
    id: campaignId,
    name: state.campaigns.get(campaignId)?.name ?? "",
  };
  const { confidence } = call.attribution;
  return {
    sequence,
    accountId,
    id,
    receivedAt,
    to,
    ...(call.from === undefined ? {} : { from: call.from }),
    ...(call.answeredAt === undefined ? {} : { answeredAt: call.answeredAt }),
    ...(call.endedAt === undefined ? {} : { endedAt: call.endedAt }),
    ...(call.end === undefined ? {} : { end: call.end }),
    ...(call.lengthSeconds === undefined ? {} : { lengthSeconds: call.lengthSeconds }),
    ...(call.decision.kind === "reject" ? { rejectReason: call.decision.reason } : {}),
    ...(confidence === undefined ? {} : { confidence }),
    ...(campaign ? { campaign } : {}),
    ...(poolId === undefined ? {} : { pool: { id: poolId, name: poolName } }),
    ...(call.publisherId === undefined ? {} : { publisherId: call.publisherId }),
    ...(call.impressionId === undefined ? {} : { impressionId: call.impressionId }),
  };
}
