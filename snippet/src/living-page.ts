import { quiet } from "./quiet.ts";
import { ATTRIBUTES, isElement, LEFT_ALONE, readOn, swapAttributes, toRead } from "./swap.ts";

/** Batches of changes that are looked at in one second; a busy page has some sixty. */
const BATCHES_MAX = 1_000;
let batches = 0;

/** Elements with such attributes, and boxes that look empty but may have a shadow root. */
const LOOKED_AT = "[href*='tel:' i],[href*='sms:' i],[aria-label],[title],[alt],div:empty";

const observe = (root: Node) => {
  // To observe twice is to observe once.
  observer.observe(root, {
    subtree: true,
    childList: true,
    characterData: true,
    attributeFilter: ATTRIBUTES,
  });
};

/** Swaps what is on an element, and in its shadow root, which is observed on its own. */
const look = (element: Element) => {
  const { shadowRoot } = element;
  swapAttributes(element);
  if (!shadowRoot || element.closest(LEFT_ALONE)) return;
  observe(shadowRoot);
  take(shadowRoot);
};

/** Swaps what is on the elements in a part of the page, and has its texts read. */
const take = (node: Node) => {
  // XPath does not begin at a shadow root.
  if (node.nodeType === 11) return node.childNodes.forEach(take);
  toRead(node);
  if (isElement(node)) look(node);
  // Only the page and its elements have something in them.
  (node as Partial<Element>).querySelectorAll?.(LOOKED_AT).forEach(look);
  const custom = document.evaluate('.//*[contains(name(),"-")]', node, null, 7);
  for (let i = custom.snapshotLength; i--;) {
    const element = custom.snapshotItem(i) as Element;
    look(element);
    if (element.shadowRoot) continue;
    // It may get one when it is defined; some names never are.
    const again = () => {
      if (element.shadowRoot) swapNode(element);
    };
    customElements.whenDefined(element.localName).then(again, again);
  }
};

type Change = Pick<MutationRecord, "type" | "target" | "addedNodes">;

/** Reads and swaps for a moment; what is left then, when the page has had its turn. */
const run = quiet((changes: readonly Change[]) => {
  const seen = new Set<Node | null>();
  for (const { type, target, addedNodes } of changes) {
    for (const node of type === "childList" ? addedNodes : [target]) {
      // What was added to a node that was added itself has been taken with it.
      if (!seen.has(node.parentNode)) take(node);
      seen.add(node);
    }
  }
  if (readOn()) setTimeout(run, 0, []);
  // What is reported now is our own writing.
  observer.takeRecords();
});

/** It is called before a change is painted, so the number to replace is not seen (R26). */
const observer = new MutationObserver((changes) => {
  // Somebody may write the old number back whenever it is swapped. Without a pause, the two would
  // keep each other busy for ever, and the page with them.
  if (!batches++) {
    setTimeout(() => {
      if (batches > BATCHES_MAX) swapPage();
      batches = 0;
    }, 1000);
  }
  if (batches <= BATCHES_MAX) run(changes);
});

/** Swaps the numbers in a part of the page. */
export const swapNode = (target: Node): void => {
  run([...observer.takeRecords(), { target } as unknown as Change]);
};

/** Swaps all of the page, and keeps it swapped from then on while it grows and changes. */
export const swapPage = (): void => {
  observe(document);
  swapNode(document);
};
