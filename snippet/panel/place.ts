import { findNumber } from "../../src/core/phone/number-in-text.ts";
import type { Insight } from "./insight.ts";
import { APART, openRoots, readLines, type Line, type Piece, type Root } from "./page-text.ts";

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

type PageNumber = Insight["pageNumbers"][number];

const ATTRIBUTES = /^(href|xlink:href|aria-label|title|alt)$/;

/** A number is split over a handful of texts; between them are those of the page's own spacing. */
const SPLIT_MAX = 12;

/** The element that a text is in; of a shadow root, the one that has it. */
function ownerOf(piece: Piece | undefined): Element | undefined {
  const parent = piece?.node.parentNode;
  if (parent instanceof ShadowRoot) return parent.host;
  return parent instanceof Element ? parent : undefined;
}

/** Whether the page excludes it, or the visitor edits it; also from outside of a shadow root. */
function isExcluded(element: Element | undefined): boolean {
  let html: Element | null | undefined = element;
  while (html && !(html instanceof HTMLElement)) html = html.parentElement;
  if (html?.isContentEditable || element?.closest("[data-callpool-ignore]")) return true;
  const root = element?.getRootNode();
  return root instanceof ShadowRoot && isExcluded(root.host);
}

/** A number of the page's own text, as a range of what stands there now. */
function rangeOf(inside: readonly Piece[], start: number, end: number): Range | undefined {
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

type Found = { readonly place: Place; readonly pieces: readonly Piece[] };

function findIn({ pieces, source }: Line, { tag, shapes, shown }: PageNumber): readonly Found[] {
  const written = shapes.flatMap((shape) => findNumber(source, shape));
  return written.flatMap(({ start, written: { length } }): Found[] => {
    const end = start + length;
    const inside = pieces.filter((piece) => {
      return piece.start < end && piece.start + piece.source.length > start;
    });
    const range = rangeOf(inside, start, end);
    const element = ownerOf(inside[0]);
    if (!range || !element) return [];
    const text = range.toString().replace(/\s+/g, " ").trim();
    const isSwapped = shown !== undefined && inside.some(({ isTouched }) => isTouched);
    const isLeft = !isSwapped && inside.some((piece) => isExcluded(ownerOf(piece)));
    const place = { tag, element, range, text, isSwapped, isExcluded: isLeft };
    return [{ place, pieces: inside }];
  });
}

/**
 * A text that the snippet has written into, and that is in no line that we would have read as a
 * number: the snippet knows better, and the fewest texts around it that make one are the place.
 */
function findAround(
  pieces: readonly Piece[],
  at: number,
  pageNumbers: readonly PageNumber[],
): readonly Found[] {
  for (let length = 1; length <= SPLIT_MAX; length++) {
    for (let from = Math.max(0, at - length + 1); from <= at; from++) {
      let source = "";
      const together = pieces.slice(from, from + length).map((piece) => {
        const moved = { ...piece, start: source.length };
        source += piece.source;
        return moved;
      });
      const found = pageNumbers
        .flatMap((pageNumber) => findIn({ pieces: together, source }, pageNumber))
        .filter((one) => one.pieces.some(({ node }) => node === pieces[at]?.node));
      if (found.length > 0) return found;
    }
  }
  return [];
}

function placesInTexts(root: Root, { pageNumbers, sourceOf }: Insight): readonly Place[] {
  const lines = readLines(root, sourceOf);
  const found = lines.flatMap((line) =>
    pageNumbers.flatMap((pageNumber) =>
      findIn(line, pageNumber).filter(({ place, pieces }) => {
        const isToSwap =
          pageNumber.shown && pageNumber.shown.number !== pageNumber.shapes[0]?.number;
        const last = pieces[pieces.length - 1];
        const parts = line.source.slice(pieces[0]?.start, (last?.start ?? 0) + 1);
        // Of what stands apart, it is one number if the snippet has swapped it.
        return place.isSwapped || !isToSwap || !parts.includes(APART);
      }),
    ),
  );
  const seen = new Set(found.flatMap(({ pieces }) => pieces.map(({ node }) => node)));
  const all = lines.flatMap(({ pieces }) => pieces);
  all.forEach(({ node, isTouched }, at) => {
    if (!isTouched || seen.has(node)) return;
    for (const one of findAround(all, at, pageNumbers)) {
      found.push(one);
      for (const piece of one.pieces) seen.add(piece.node);
    }
  });
  return found.map(({ place }) => place);
}

/** What a link dials, without the text of a message. */
function dialled(href: string): string {
  const [number = ""] = href.split(/[?&]/, 1);
  try {
    return decodeURIComponent(number);
  } catch {
    return number;
  }
}

function placesOn(element: Element, { pageNumbers, sourceOf }: Insight): readonly Place[] {
  return [...element.attributes].flatMap((node): Place[] => {
    const { name: attribute, value: text } = node;
    const own = sourceOf(node);
    const isSwapped = own !== text;
    const isLink = attribute.endsWith("href");
    if (!isSwapped && !ATTRIBUTES.test(attribute)) return [];
    if (!isSwapped && isLink && !/^\s*(tel|sms):/i.test(text)) return [];
    const source = isLink ? dialled(own) : own;
    return pageNumbers
      .filter(({ shapes }) => shapes.some((shape) => findNumber(source, shape).length))
      .map(({ tag }) => {
        const isLeft = !isSwapped && isExcluded(element);
        return { tag, element, attribute, text, isSwapped, isExcluded: isLeft };
      });
  });
}

/** Of the page and its open shadow roots: where the numbers are. */
export function findPlaces(insight: Insight): readonly Place[] {
  return openRoots().flatMap((root) => {
    const elements = [...root.querySelectorAll("*:not(head *, script, style, callpool-debug)")];
    const onElements = elements.flatMap((element) => placesOn(element, insight));
    return [...placesInTexts(root, insight), ...onElements];
  });
}

/** Whether the page shows a visitor's number that the snippet has not written there. */
export function showsItself({ shown }: PageNumber, { sourceOf }: Insight): boolean {
  const digits = shown?.national.replace(/\D/g, "");
  if (!digits) return false;
  return openRoots().some((root) =>
    readLines(root, sourceOf).some(({ source }) => source.replace(/\D/g, "").includes(digits)),
  );
}
