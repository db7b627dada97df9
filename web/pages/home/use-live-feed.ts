import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import type { CallPage } from "../../../src/contract/admin/call.ts";
import { callLogQuery } from "../../api/calls.ts";
import { dashboardQuery } from "../../api/dashboard.ts";
import { newestImpressionsQuery } from "../../api/impressions.ts";
import { listenLive, type LiveState } from "../../api/live.ts";
import {
  idOf,
  itemOf,
  itemOfCall,
  itemOfImpression,
  summaryOf,
  withItems,
  type FeedItem,
} from "./feed.ts";

/** Events are shown together, so that a rush of them does not redraw the page for each. */
const SHOW_EVERY_MS = 400;
/** A screen reader that is told of every visit says nothing else any more. */
const ANNOUNCE_EVERY_MS = 15_000;
/** Figures follow events, but not each of them. */
const COUNT_EVERY_MS = 3_000;

/** What was there before the page was opened. */
const EARLIER_MAX = 10;
const earlierCalls = callLogQuery({ where: [], limit: EARLIER_MAX });
const earlierVisits = newestImpressionsQuery(EARLIER_MAX);

export type LiveFeed = {
  readonly items: readonly FeedItem[];
  readonly state: LiveState;
  readonly isLoading: boolean;
  readonly isPaused: boolean;
  /** How many have come since it was paused. */
  readonly waiting: number;
  /** What has come of late, for those who hear the page. */
  readonly announcement: string;
  readonly pause: () => void;
  readonly resume: () => void;
};

export function useLiveFeed(): LiveFeed {
  const { items: live, state, announcement } = useLiveItems();
  const calls = useQuery(earlierCalls);
  const visits = useQuery(earlierVisits);
  const [frozen, setFrozen] = useState<readonly FeedItem[]>();
  const current = useMemo(
    () => withItems(earlierItems(calls.data, visits.data?.items), live),
    [calls.data, visits.data, live],
  );
  const frozenIds = new Set(frozen?.map(idOf));
  return {
    items: frozen ?? current,
    state,
    isLoading: calls.isPending || visits.isPending,
    isPaused: frozen !== undefined,
    waiting: frozen === undefined ? 0 : current.filter((one) => !frozenIds.has(idOf(one))).length,
    announcement: frozen === undefined ? announcement : "",
    pause: () => setFrozen(current),
    resume: () => setFrozen(undefined),
  };
}

function earlierItems(
  calls: CallPage | undefined,
  visits: readonly Parameters<typeof itemOfImpression>[0][] = [],
): readonly FeedItem[] {
  return [...visits.map(itemOfImpression), ...(calls?.items ?? []).map(itemOfCall)];
}

/** What has come since the page was opened. */
function useLiveItems() {
  const [items, setItems] = useState<readonly FeedItem[]>([]);
  const [state, setState] = useState<LiveState>("connecting");
  const [announcement, setAnnouncement] = useState("");
  const queryClient = useQueryClient();
  const arrived = useRef<FeedItem[]>([]);
  const unsaid = useRef<readonly FeedItem[]>([]);
  useEffect(() => {
    let hasNews = false;
    const end = listenLive({
      onState: setState,
      onEvent(event) {
        const item = itemOf(event);
        if (item !== undefined) arrived.current.push(item);
        if (event.event === "ready" && !event.data.isComplete) {
          void queryClient.invalidateQueries({ queryKey: earlierCalls.queryKey });
          void queryClient.invalidateQueries({ queryKey: earlierVisits.queryKey });
        }
        hasNews = true;
      },
    });
    const show = setInterval(() => {
      const news = arrived.current.splice(0);
      if (news.length === 0) return;
      setItems((before) => withItems(before, news));
      unsaid.current = withItems(unsaid.current, news);
    }, SHOW_EVERY_MS);
    const announce = setInterval(() => {
      setAnnouncement(summaryOf(unsaid.current));
      unsaid.current = [];
    }, ANNOUNCE_EVERY_MS);
    const count = setInterval(() => {
      if (!hasNews) return;
      hasNews = false;
      void queryClient.invalidateQueries({ queryKey: dashboardQuery.queryKey });
    }, COUNT_EVERY_MS);
    return () => {
      end();
      [show, announce, count].forEach(clearInterval);
    };
  }, [queryClient]);
  return { items, state, announcement };
}
