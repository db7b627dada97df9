import { findNumber } from "../../src/core/phone/number-in-text.ts";
import type { Insight } from "./insight.ts";

/** A place on the page that holds a number to replace, or held it before the swap. */
export type Place = {
  readonly tag: string;
  readonly element: Element;
  /** Where it is in the element's text; undefined for an attribute. */
  readonly range?: Range;
  readonly attribute?: string;
  /** What stands there now. */
  readonly text: string;
  readonly isSwapped: boolean;
  /** The page excludes it. */
  readonly isExcluded: boolean;
};

const ATTRIBUTES = ["href", "aria-label", "title", "alt"];
const EXCLUDED = "[data-callpool-ignore],[contenteditable]:not([contenteditable=false i])";
/** What is no text of the page's, and the panel itself. */
const UNREAD = "script,style,noscript,template,textarea,input,select,callpool-debug";

type Piece = { readonly node: Text; readonly source: string; readonly start: number };

const isInline = (element: Element) => /^(inline|contents)/.test(getComputedStyle(element).display);

function blockOf(node: Node): Element | undefined {
  let element = node.parentElement;
  while (element?.parentElement && isInline(element)) element = element.parentElement;
  return element ?? undefined;
}

/** The texts of the page, together where a number may be split over them. */
function readBlocks(sourceOf: Insight["sourceOf"]): readonly (readonly Piece[])[] {
  const blocks: Piece[][] = [];
  let pieces: Piece[] = [];
  let start = 0;
  let last: Element | undefined;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    // Only texts were asked for.
    const text = node as Text;
    if (text.parentElement?.closest(UNREAD)) continue;
    const block = blockOf(text);
    if (block !== last) {
      pieces = [];
      blocks.push(pieces);
      start = 0;
    }
    last = block;
    const source = sourceOf(text);
    pieces.push({ node: text, source, start });
    start += source.length;
  }
  return blocks;
}

/** A number of the page's own text, as a range of what stands there now. */
function rangeOf(pieces: readonly Piece[], start: number, end: number): Range | undefined {
  const inside = pieces.filter((piece) => {
    return piece.start < end && piece.start + piece.source.length > start;
  });
  const [first] = inside;
  const last = inside[inside.length - 1];
  if (!first || !last) return undefined;
  const range = document.createRange();
  // A number of another length stands anywhere in its text: then all of that is marked.
  const isSameLength = ({ node, source }: Piece) => node.data.length === source.length;
  range.setStart(first.node, isSameLength(first) ? Math.max(0, start - first.start) : 0);
  range.setEnd(last.node, isSameLength(last) ? end - last.start : last.node.data.length);
  return range;
}

function placesInTexts({ pageNumbers, sourceOf }: Insight): readonly Place[] {
  return readBlocks(sourceOf).flatMap((pieces) => {
    const source = pieces.map((piece) => piece.source).join("");
    return pageNumbers.flatMap(({ tag, shapes }) =>
      shapes.flatMap((shape) =>
        findNumber(source, shape).flatMap(({ start, written }): Place[] => {
          const range = rangeOf(pieces, start, start + written.length);
          const element = range?.startContainer.parentElement;
          if (!range || !element) return [];
          const text = range.toString().replace(/\s+/g, " ").trim();
          const isSwapped = range.toString() !== written;
          return [{ tag, element, range, text, isSwapped, isExcluded: isExcluded(element) }];
        }),
      ),
    );
  });
}

function placesInAttributes({ pageNumbers, sourceOf }: Insight): readonly Place[] {
  return [...document.querySelectorAll("body *")].flatMap((element) =>
    ATTRIBUTES.flatMap((attribute): Place[] => {
      const node = element.getAttributeNode(attribute);
      if (!node || element.closest("callpool-debug")) return [];
      if (attribute === "href" && !/^(tel|sms):/i.test(node.value)) return [];
      const source = sourceOf(node).replace(/%20|%28|%29|%2d/gi, decodeURIComponent);
      return pageNumbers
        .filter(({ shapes }) => shapes.some((shape) => findNumber(source, shape).length))
        .map(({ tag }) => {
          const isSwapped = node.value !== sourceOf(node);
          const isLeft = isExcluded(element);
          return { tag, element, attribute, text: node.value, isSwapped, isExcluded: isLeft };
        });
    }),
  );
}

const isExcluded = (element: Element) => element.closest(EXCLUDED) !== null;

export function findPlaces(insight: Insight): readonly Place[] {
  return [...placesInTexts(insight), ...placesInAttributes(insight)];
}
