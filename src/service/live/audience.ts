import type { AccountId, PoolId } from "../../core/ids.ts";
import { limits } from "../../core/limits.ts";
import type { Instant } from "../../core/time.ts";
import type { Figures } from "../../store/figures.ts";
import { Problem } from "../problem.ts";
import type { LiveNews, PoolNow } from "./live-news.ts";

/** One who watches. */
export type LiveListener = {
  /** @param upTo all that was stored until then has been told: to go on from there */
  tell(news: LiveNews, upTo: Instant): void;
  /** There was nothing to tell for a while. */
  beat(upTo: Instant): void;
  /** Asked now and then: whether whoever watches still may. Who may not is ended. */
  check(): void;
  /** There will be no more. */
  end(): void;
};

type Told = readonly [news: LiveNews, upTo: Instant];

/** A listener's place; until it is told that all is ready, what comes waits. */
export type Seat = { readonly listener: LiveListener; waiting: Told[] | undefined; beats: number };

/** Those who watch one account. */
export type Channel = {
  readonly seats: Set<Seat>;
  /** Every pool as it was told last. */
  pools: ReadonlyMap<PoolId, PoolNow>;
  poolsDueMs: number;
};

export type Audience = ReadonlyMap<AccountId, Channel> & {
  /** @throws Problem busy */
  enter(accountId: AccountId, listener: LiveListener): Seat;
  leave(accountId: AccountId, seat: Seat): void;
};

export function audience(): Audience {
  const channels = new Map<AccountId, Channel>();
  return Object.assign(channels, {
    enter(accountId: AccountId, listener: LiveListener) {
      refuseTooMany(channels, accountId);
      const known = channels.get(accountId);
      const channel = known ?? { seats: new Set(), pools: new Map(), poolsDueMs: 0 };
      const seat = { listener, waiting: [], beats: 0 };
      channel.seats.add(seat);
      channels.set(accountId, channel);
      return seat;
    },
    leave(accountId: AccountId, seat: Seat) {
      const seats = channels.get(accountId)?.seats;
      if (seats?.delete(seat) === true && seats.size === 0) channels.delete(accountId);
    },
  });
}

function refuseTooMany(channels: ReadonlyMap<AccountId, Channel>, accountId: AccountId): void {
  let all = 0;
  for (const { seats } of channels.values()) all += seats.size;
  const its = channels.get(accountId)?.seats.size ?? 0;
  if (all < limits.liveListenersMax && its < limits.liveListenersPerAccountMax) return;
  throw new Problem(
    "busy",
    `Too many watch live: ${its} of this account, ${all} in all. Close a page that shows the ` +
      "live view.",
  );
}

/**
 * Tells all who are ready, and keeps it for the others. Until its last, what an account is told at
 * once is complete only up to the reading before.
 */
export function tellAll(
  { seats }: Channel,
  news: readonly LiveNews[],
  upToBefore: Instant,
  upTo: Instant,
): void {
  for (const seat of seats) {
    for (const [index, one] of news.entries()) {
      tell(seat, [one, index === news.length - 1 ? upTo : upToBefore]);
    }
    seat.beats++;
    const isQuiet = news.length === 0 && seat.waiting === undefined;
    if (isQuiet && seat.beats % limits.liveHeartbeatBeats === 0) seat.listener.beat(upTo);
    if (seat.beats % limits.liveCheckBeats === 0) seat.listener.check();
    if (seat.beats >= limits.liveStreamBeats) seat.listener.end();
  }
}

function tell({ listener, waiting }: Seat, told: Told): void {
  if (waiting === undefined) listener.tell(...told);
  else waiting.push(told);
}

/** All that a listener is told at first, and then what came meanwhile. */
export function open(seat: Seat, first: readonly LiveNews[], upTo: Instant): void {
  const { listener, waiting = [] } = seat;
  for (const news of first) listener.tell(news, upTo);
  for (const [news, until] of waiting) {
    // What pools do was told just now, and these may be older.
    if (news.kind !== "occupancy") listener.tell(news, until);
  }
  seat.waiting = undefined;
}

/** Counting is done at every beat if it is quick, and takes a twentieth of the time at most. */
const QUICK_COUNT_MS = 25;
const COUNT_REST_PER_WORK = 20;

/** Pools whose numbers do something else than was told. */
export async function changedPools(
  figures: Pick<Figures, "ofAccount">,
  accountId: AccountId,
  channel: Channel,
): Promise<readonly PoolNow[]> {
  const startedAt = performance.now();
  if (startedAt < channel.poolsDueMs) return [];
  const pools = await figures.ofAccount(accountId, limits.livePoolsMax);
  const endedAt = performance.now();
  const tookMs = endedAt - startedAt;
  if (tookMs > QUICK_COUNT_MS) channel.poolsDueMs = endedAt + tookMs * COUNT_REST_PER_WORK;
  const before = channel.pools;
  channel.pools = new Map(pools.map((pool) => [pool.poolId, pool]));
  return pools.filter((pool) => !isSame(before.get(pool.poolId), pool));
}

function isSame(before: PoolNow | undefined, { occupancy: now }: PoolNow): boolean {
  if (before === undefined) return false;
  const { size, held, linked, quarantined } = before.occupancy;
  return (
    size === now.size &&
    held === now.held &&
    linked === now.linked &&
    quarantined === now.quarantined
  );
}
