import { quiet } from "./quiet.ts";
import { ATTRIBUTES, swapInside } from "./swap.ts";

/** Batches of changes that are looked at in one second; a busy page has some sixty. */
const BATCHES_MAX = 1_000;
let batches = 0;

/** It is called before a change is painted, so the number to replace is not seen (R26). */
const observer = new MutationObserver(
  quiet((changes: readonly MutationRecord[]) => {
    // Somebody may write the old number back whenever it is swapped. Without a pause, the two would
    // keep each other busy for ever, and the page with them.
    if (!batches++) {
      setTimeout(() => {
        if (batches > BATCHES_MAX) swapPage();
        batches = 0;
      }, 1000);
    }
    if (batches > BATCHES_MAX) return;
    const seen = new Set<Node | null>();
    for (const { type, target, addedNodes } of changes) {
      for (const node of type === "childList" ? addedNodes : [target]) {
        // What was added to a node that was added itself has been swapped with it.
        if (!seen.has(node.parentNode)) swapInside(node);
        seen.add(node);
      }
    }
  }),
);

/** Swaps all of the page, and keeps it swapped from then on while it grows and changes. */
export const swapPage = quiet(() => {
  swapInside(document);
  // What is reported now was swapped with everything else, or is our own writing.
  observer.takeRecords();
  // To observe twice is to observe once.
  observer.observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributeFilter: ATTRIBUTES,
  });
});
