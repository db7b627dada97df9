import type { AccountId } from "../../core/ids.ts";
import { limits } from "../../core/limits.ts";
import { plusMs, type Instant } from "../../core/time.ts";
import type { Figures } from "../../store/figures.ts";
import type { News, NewsPosition } from "../../store/news.ts";
import { StoreBusy, StoreUnavailable } from "../../store/store.ts";
import { Problem } from "../problem.ts";
import { audience, changedPools, open, tellAll, type LiveListener } from "./audience.ts";
import { newsOf, toldOf, type LiveNews } from "./live-news.ts";

/** Work in the background: see `ops/pulse.ts`. */
export type Pulse = (everyMs: number, work: () => Promise<void>) => () => void;

export type Live = {
  /**
   * Tells of an account from now on, and first what happened since an instant if one is named.
   * @returns ends it
   * @throws Problem busy, stopping; StoreUnavailable
   */
  listen(
    accountId: AccountId,
    since: Instant | undefined,
    listener: LiveListener,
  ): Promise<() => void>;
  /** Ends every stream, and begins no other. */
  end(): void;
};

type Ports = { readonly news: News; readonly figures: Pick<Figures, "ofAccount"> };

/**
 * The live view (R65). While anybody watches, the store is asked once a second for all of this
 * process together; while nobody does, nothing is asked. Those who write never do anything for it,
 * and every process sees what any of them has stored.
 */
export function live(ports: Ports, pulse: Pulse): Live {
  const channels = audience();
  const reading = readings(ports, channels);
  let endPulse: (() => void) | undefined;
  let isOver = false;

  function leave(accountId: AccountId, seat: Parameters<typeof channels.leave>[1]): void {
    channels.leave(accountId, seat);
    if (channels.size > 0) return;
    endPulse?.();
    endPulse = undefined;
    reading.forget();
  }

  return {
    async listen(accountId, since, listener) {
      if (isOver) throw stopping();
      const seat = channels.enter(accountId, listener);
      endPulse ??= pulse(limits.liveBeatMs, () => onlyIfAvailable(() => reading.beat()));
      try {
        const at = await reading.beat();
        if (isOver) throw stopping();
        const missed = await missedSince(ports.news, accountId, since, at);
        const pools = [...(channels.get(accountId)?.pools.values() ?? [])];
        open(seat, [...missed, { kind: "occupancy", at, pools }], at);
      } catch (error) {
        leave(accountId, seat);
        throw error;
      }
      return () => leave(accountId, seat);
    },
    end() {
      isOver = true;
      for (const [accountId, { seats }] of channels) {
        for (const seat of seats) {
          leave(accountId, seat);
          // One who is not told anything yet is refused.
          if (seat.waiting === undefined) seat.listener.end();
        }
      }
    },
  };
}

function stopping(): Problem {
  return new Problem("stopping", "The server is stopping. Connect to another, or to it again.");
}

type Readings = {
  /** Reads the news, and tells them. @returns until when they are told */
  beat(): Promise<Instant>;
  forget(): void;
};

function readings({ news, figures }: Ports, channels: ReturnType<typeof audience>): Readings {
  let position: NewsPosition | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  async function readAndTell(): Promise<Instant> {
    const before = position;
    const read = await news.since([...channels.keys()], before);
    if (channels.size > 0) position = read.position;
    const upToBefore = before?.marks.at(-1)?.at ?? read.at;
    for (const [accountId, channel] of channels) {
      const told: LiveNews[] = [...newsOf(accountId, read)];
      const pools = await changedPools(figures, accountId, channel);
      if (pools.length > 0) told.push({ kind: "occupancy", at: read.at, pools });
      tellAll(channel, told, upToBefore, read.at);
    }
    return read.at;
  }

  return {
    // One after the other, whoever asks for them.
    beat() {
      const beat = turn.then(readAndTell);
      turn = beat.catch(() => undefined);
      return beat;
    },
    forget() {
      position = undefined;
    },
  };
}

/** The store may be away for a while: what happens meanwhile is read when it is back. */
async function onlyIfAvailable(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof StoreUnavailable) && !(error instanceof StoreBusy)) throw error;
  }
}

/** A record may be stored just after a later one was told: then it is told twice. */
const REPLAY_OVERLAP_MS = 6_000;

/** What was missed, if that is not too long ago nor too much; else whoever watches loads anew. */
async function missedSince(
  news: News,
  accountId: AccountId,
  since: Instant | undefined,
  at: Instant,
): Promise<readonly LiveNews[]> {
  const ready = { kind: "ready", at, isComplete: true } as const;
  if (since === undefined) return [ready];
  const incomplete = { ...ready, isComplete: false };
  if (since > at || since < plusMs(at, -limits.newsReplayMs)) return [incomplete];
  const replay = await news.replay(accountId, plusMs(since, -REPLAY_OVERLAP_MS));
  return replay.isComplete ? [ready, ...toldOf(replay)] : [incomplete];
}
