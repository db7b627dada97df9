import type { CallpoolTags } from "../callpool.d.ts";
import { takeQueue, watchGlobal } from "./queue.ts";
import type { KnownNumber, NumberRequest } from "./legacy-page.ts";
import { answerRequest } from "./number-request.ts";

/*
 * Lets pages that were written for another snippet go on as they are (R34). It knows of the snippet
 * what every page knows of it: window.callpool.
 */
export function run(): void {
  const { callpool } = window;
  if (!callpool) return;
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
