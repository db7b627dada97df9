import type { CallpoolTags } from "../callpool.d.ts";
import { campaign, host, tags } from "./config.ts";
import { watchLegacy } from "./legacy.ts";
import { swapNode, swapPage } from "./living-page.ts";
import { sourceOf } from "./page-memory.ts";
import { listNumbers, onNumber, pageNumbers, shapesOf, takeNumber } from "./page-numbers.ts";
import { runPart } from "./part.ts";
import { quiet } from "./quiet.ts";
import {
  addTags,
  begin,
  close,
  consent,
  onActivity,
  release,
  settled,
  tell,
  visit,
} from "./visit.ts";

const listen = () => {
  // What shows that the visitor is there (R29), and that a page has come into view (R30).
  const activity = ["pointermove", "pointerdown", "keydown", "scroll", "visibilitychange"];
  for (const type of activity) addEventListener(type, onActivity, true);
  // A page that goes to the back/forward cache is not closed: it may come back, and goes on then.
  addEventListener("pagehide", ({ persisted }) => {
    if (!persisted) close();
  });
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) void tell();
  });
};

/** What the page has pushed before (R32); what it pushes from now on is taken at once. */
const takeQueue = quiet(() => {
  const queue = (window._callpool_tags ||= []) as CallpoolTags[];
  addTags(...queue);
  // Nobody asks this queue for its length.
  queue.push = addTags as typeof queue.push;
});

const debug = () => runPart("panel", campaign, host, pageNumbers, sourceOf, visit);

const start = () => {
  // An element whose id is callpool is found there, too.
  if (window.callpool?.ready) {
    // oxlint-disable-next-line no-console -- whoever built the page is to know (R20)
    console.warn("Callpool: a second snippet does nothing");
    return;
  }
  for (const { tag, replace, primary: number, national, capture } of tags) {
    pageNumbers.push({ tag, shapes: shapesOf(replace) });
    // Without Capture User Data nobody has to be asked (R14).
    if (!capture) takeNumber({ tag, number, national });
  }
  takeQueue();
  // Asked first: the rest is done while the server thinks.
  begin();
  window.callpool = {
    ready: settled.then(listNumbers),
    get numbers() {
      return listNumbers();
    },
    onNumber,
    addTags,
    consent,
    release,
    swap: swapNode,
    debug,
  };
  listen();
  if (listNumbers().length) swapPage();
  watchLegacy();
  if (location.search.includes("callpool_debug=1")) debug();
};

quiet(start)();
