import type { E164 } from "../../src/core/phone/e164.ts";
import { numberShape } from "../../src/core/phone/number-in-text.ts";
import type { CallpoolTags } from "../callpool.d.ts";
import { tags } from "./config.ts";
import { swapNode, swapPage } from "./living-page.ts";
import { listNumbers, onNumber, pageNumbers, takeNumber } from "./page-numbers.ts";
import { quiet } from "./quiet.ts";
import { addTags, close, onActivity, release, tell } from "./visit.ts";

const listen = () => {
  // What shows that the visitor is there (R29).
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

const start = () => {
  // An element whose id is callpool is found there, too.
  if (window.callpool?.ready) {
    // oxlint-disable-next-line no-console -- whoever built the page is to know (R20)
    console.warn("Callpool: a second snippet on this page does nothing");
    return;
  }
  let isAsked = false;
  for (const { tag, replace, primary: number, national, capture } of tags) {
    // The server wrote it, from a number in E.164.
    pageNumbers.push({ tag, shapes: [numberShape(replace as E164)] });
    // Without Capture User Data nobody has to be asked (R14).
    if (capture) isAsked = true;
    else takeNumber({ tag, number, national });
  }
  takeQueue();
  // Asked first: the rest is done while the server thinks.
  const asked = isAsked && tell();
  window.callpool = {
    ready: Promise.resolve(asked).then(listNumbers),
    get numbers() {
      return listNumbers();
    },
    onNumber,
    addTags,
    release,
    swap: swapNode,
  };
  if (isAsked) listen();
  if (listNumbers().length) swapPage();
};

quiet(start)();
