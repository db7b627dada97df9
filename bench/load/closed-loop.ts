import type { Connection } from "./connection.ts";
import type { LoadJob } from "./job.ts";
import { nextPageOpened } from "./page-opened.ts";

/** Not counted: both sides have their code compiled first. */
const WARM_UP_SHARE = 0.2;

/** Every connection opens a page, waits for its number, and opens the next. */
export async function closedLoop(
  connections: readonly Connection[],
  { campaign, seconds, pagesMax }: Extract<LoadJob, { kind: "closed" }>,
) {
  const startedAt = performance.now();
  const countsFrom = startedAt + seconds * WARM_UP_SHARE * 1000;
  const endsAt = startedAt + seconds * 1000;
  let [asked, pages, counted, misses] = [0, 0, 0, 0];
  await Promise.all(
    connections.map(async (connection) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      const next = () => {
        if (asked >= pagesMax || performance.now() >= endsAt) return resolve();
        asked++;
        connection.send(nextPageOpened(campaign), (body) => {
          pages++;
          if (performance.now() >= countsFrom) counted++;
          if (body.includes('"pool_exhausted"')) misses++;
          next();
        });
      };
      next();
      return promise;
    }),
  );
  const countedSeconds = (performance.now() - countsFrom) / 1000;
  return { pages, misses, pagesPerSecond: counted / countedSeconds };
}
