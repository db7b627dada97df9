import { callState } from "../core/call/call-progress.ts";
import type { AccountId } from "../core/ids.ts";
import { limits } from "../core/limits.ts";
import { plusMs, type Instant } from "../core/time.ts";
import type {
  CallNews,
  ImpressionNews,
  News,
  NewsMark,
  NewsOfAccounts,
  NewsPosition,
} from "./news.ts";

type Range = { readonly after: number; readonly until: number };

/** What a store must be able to tell; each is read by an index. */
export type NewsQueries = {
  /** The newest sequences that are stored. */
  newest(): Promise<NewsMark>;
  /** The newest of those in the range of sequences, in any order. */
  impressions(
    accounts: readonly AccountId[],
    range: Range,
    limit: number,
  ): Promise<readonly ImpressionNews[]>;
  /** How many there are in the range. */
  countImpressions(
    accounts: readonly AccountId[],
    range: Range,
  ): Promise<readonly { readonly accountId: AccountId; readonly impressions: number }[]>;
  /** The newest of those in the range, and those of these sequences. */
  calls(
    accounts: readonly AccountId[],
    range: Range,
    also: readonly number[],
    limit: number,
  ): Promise<readonly CallNews[]>;
  /** The newest calls of an account that have not ended. */
  openCalls(account: AccountId, limit: number): Promise<readonly CallNews[]>;
  /** Received from then on, the newest first. */
  impressionsSince(
    account: AccountId,
    from: Instant,
    limit: number,
  ): Promise<readonly ImpressionNews[]>;
  /** Received, answered or ended from then on, the newest first. */
  callsSince(account: AccountId, from: Instant, limit: number): Promise<readonly CallNews[]>;
};

/**
 * Reads the news by the sequences that the store gives out. Where several transactions write at
 * once, one may be given its sequence before another and be seen after it: so each reading goes
 * back to what was the newest `overlapMs` ago, and leaves out what was told already.
 * @param overlapMs for how long a record may appear after its sequence was given out; 0 where
 * writers take turns
 */
export function newsReader(queries: NewsQueries, { overlapMs }: { overlapMs: number }): News {
  return {
    async since(accounts, position) {
      const newest = await queries.newest();
      const known = position ?? { marks: [newest], told: [], calls: [], accounts: [] };
      const marks = marksFrom(known.marks, newest, overlapMs);
      const shown = await impressionsOf(queries, accounts, known, newest);
      const called = await callsOf(queries, accounts, known, newest);
      const [{ impression, call } = newest] = marks;
      return {
        at: newest.at,
        position: {
          marks,
          told: shown.told.filter((sequence) => sequence > impression),
          calls: called.told.filter(([sequence, state]) => sequence > call || isOpen(state)),
          accounts,
        },
        impressions: shown.impressions,
        calls: called.calls,
        skipped: shown.skipped,
      };
    },
    async replay(accountId, from) {
      const { newsReplayMax: limit } = limits;
      const impressions = await queries.impressionsSince(accountId, from, limit + 1);
      const calls = await queries.callsSince(accountId, from, limit + 1);
      return {
        impressions: impressions.slice(0, limit).toReversed(),
        calls: calls.slice(0, limit).toReversed(),
        isComplete: impressions.length <= limit && calls.length <= limit,
      };
    },
  };
}

/** The last mark that is old enough, and those after it. */
function marksFrom(
  marks: readonly NewsMark[],
  newest: NewsMark,
  overlapMs: number,
): readonly NewsMark[] {
  const all = [...marks, newest];
  const settled = all.findLastIndex(({ at }) => at <= plusMs(newest.at, -overlapMs));
  return all.slice(Math.max(settled, 0));
}

async function impressionsOf(
  queries: NewsQueries,
  accounts: readonly AccountId[],
  { marks, told, accounts: watched }: NewsPosition,
  newest: NewsMark,
): Promise<Pick<NewsOfAccounts, "impressions" | "skipped"> & Pick<NewsPosition, "told">> {
  const after = marks.at(0)?.impression ?? newest.impression;
  const until = newest.impression;
  if (until === after) return { impressions: [], skipped: [], told };
  const { newsMax } = limits;
  const read = await queries.impressions(accounts, { after, until }, newsMax);
  const known = new Set(told);
  const last = marks.at(-1)?.impression ?? after;
  const impressions = read
    .filter(({ sequence }) => !known.has(sequence))
    // What an account that is watched from now on did before is not news.
    .filter(({ sequence, accountId }) => sequence > last || watched.includes(accountId))
    .toSorted(bySequence);
  for (const { sequence } of read) known.add(sequence);
  if (read.length < newsMax) return { impressions, skipped: [], told: [...known] };
  const left = {
    after: last,
    until: Math.min(...read.map(({ sequence }) => sequence)) - 1,
  };
  const skipped = await queries.countImpressions(accounts, left);
  return { impressions, skipped, told: [...known] };
}

async function callsOf(
  queries: NewsQueries,
  accounts: readonly AccountId[],
  position: NewsPosition,
  newest: NewsMark,
): Promise<Pick<NewsOfAccounts, "calls"> & { readonly told: NewsPosition["calls"] }> {
  const { newsMax, newsOpenCallsMax } = limits;
  const told = new Map(position.calls);
  const after = position.marks.at(0)?.call ?? newest.call;
  const open = position.calls.filter(([, state]) => isOpen(state)).map(([sequence]) => sequence);
  const range = { after, until: newest.call };
  const isNothing = range.after === range.until && open.length === 0;
  const read = isNothing
    ? []
    : await queries.calls(accounts, range, open.slice(-newsOpenCallsMax), newsMax);
  const last = position.marks.at(-1)?.call ?? after;
  const calls = read
    .filter((call) => told.get(call.sequence) !== callState(call))
    .filter(({ sequence, accountId }) => sequence > last || position.accounts.includes(accountId));
  for (const call of read) told.set(call.sequence, callState(call));
  for (const account of accounts) {
    if (position.accounts.includes(account)) continue;
    for (const call of await queries.openCalls(account, newsMax)) {
      told.set(call.sequence, callState(call));
    }
  }
  return { calls: calls.toSorted(bySequence), told: [...told] };
}

function isOpen(state: string): boolean {
  return state === "ringing" || state === "connected";
}

function bySequence(a: { readonly sequence: number }, b: { readonly sequence: number }): number {
  return a.sequence - b.sequence;
}
