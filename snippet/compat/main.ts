import type { CallpoolTags } from "../callpool.d.ts";
import { takeQueue, watchGlobal } from "./queue.ts";
import type { KnownNumber, NumberRequest } from "./legacy-page.ts";
import { answerRequest } from "./number-request.ts";

let isRunning = false;

/*
 * Lets pages that were written for another snippet go on as they are (R34). It knows of the snippet
 * what every page knows of it: window.callpool.
 */
export function run(): void {
  const { callpool } = window;
  // It is called at every touch of a global of theirs, until it has put its own in the place.
  if (!callpool || isRunning) return;
  isRunning = true;
  watchGlobal("_rgba_tags", (tags) =>
    takeQueue<CallpoolTags>(tags, (item) => callpool.addTags(item)),
  );
  const answer = (request: NumberRequest) => answerRequest(callpool, request);
  watchGlobal("_rgba", (queue) => {
    const own = (Object(queue) === queue ? queue : {}) as { q?: unknown };
    own.q = takeQueue(own.q, answer);
    return own;
  });
  const known: KnownNumber[] = [];
  watchGlobal("ringba_known_numbers", () => known);
  callpool.onNumber(({ tag, number: int, national: loc }) => {
    const at = known.findIndex(({ jstag }) => jstag === tag);
    known.splice(at < 0 ? known.length : at, 1, { int, loc, jstag: tag });
  });
}
