import type { Insight } from "./insight.ts";

export type Root = Document | ShadowRoot;

/** A text of the page, with what the page itself had put there. */
export type Piece = {
  readonly node: Text;
  readonly source: string;
  /** Where its source begins in that of its line. */
  readonly start: number;
  /** The snippet has written into it. */
  readonly isTouched: boolean;
};

/** Texts that stand together, so that a number may be split over them. */
export type Line = { readonly pieces: readonly Piece[]; readonly source: string };

/** Between texts that stand side by side, but apart: whether they are one number, who knows. */
export const APART = "|";

/** What is no text of the page's, and the panel itself. */
const UNREAD = "head,script,style,noscript,template,textarea,input,select,datalist,callpool-debug";

/** The page, and the shadow roots in it that are open. */
export function openRoots(root: Root = document): readonly Root[] {
  const inside = [...root.querySelectorAll("*")].flatMap(({ shadowRoot, localName }) =>
    shadowRoot && localName !== "callpool-debug" ? openRoots(shadowRoot) : [],
  );
  return [root, ...inside];
}

/** The block that a text is in, and the item of a row (flex, grid) if it is in one. */
function boxesOf(text: Text): readonly [block: Element | null, item: Element | undefined] {
  let item: Element | undefined;
  let element = text.parentElement;
  while (element?.parentElement) {
    const parent = element.parentElement;
    const isInline = /^(inline|contents)/.test(getComputedStyle(element).display);
    const isItem = !isInline && /flex|grid/.test(getComputedStyle(parent).display);
    if (isItem) item ??= element;
    else if (!isInline) break;
    element = parent;
  }
  return [element, item];
}

/** The texts of a root in their lines, in the order of the page. */
export function readLines(root: Root, sourceOf: Insight["sourceOf"]): readonly Line[] {
  const lines: { pieces: Piece[]; source: string }[] = [];
  let line: { pieces: Piece[]; source: string } = { pieces: [], source: "" };
  let last: ReturnType<typeof boxesOf> | undefined;
  let isApart = false;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, {
    acceptNode: (node) => {
      const isUnread = node instanceof Element && node.matches(UNREAD);
      return isUnread ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
    },
  });
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!(node instanceof Text)) {
      // A break, an icon.
      isApart ||= !node.firstChild;
      continue;
    }
    const [block, item] = boxesOf(node);
    if (!last || last[0] !== block) {
      line = { pieces: [], source: "" };
      lines.push(line);
    } else if (isApart || last[1] !== item) line.source += APART;
    last = [block, item];
    isApart = false;
    const source = sourceOf(node);
    line.pieces.push({ node, source, start: line.source.length, isTouched: source !== node.data });
    line.source += source;
  }
  return lines;
}
