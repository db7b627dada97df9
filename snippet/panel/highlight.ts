import { element } from "./element.ts";
import type { Place } from "./place.ts";

type Box = Pick<DOMRect, "left" | "right" | "top" | "bottom">;

/** One box a line: a number that is split over elements has one for each part. */
function joinLines(parts: Iterable<Box>): readonly Box[] {
  const lines: Box[] = [];
  for (const part of parts) {
    const last = lines[lines.length - 1];
    if (!last || part.top >= last.bottom || part.bottom <= last.top) {
      lines.push(part);
      continue;
    }
    lines[lines.length - 1] = {
      left: Math.min(last.left, part.left),
      right: Math.max(last.right, part.right),
      top: Math.min(last.top, part.top),
      bottom: Math.max(last.bottom, part.bottom),
    };
  }
  return lines;
}

/** Frames around the numbers of the page, drawn over it: the page itself is not touched. */
export function highlight(layer: Element, places: readonly Place[]): void {
  const texts = places.flatMap(({ range }) => range ?? []);
  const boxes = places.flatMap(({ range, element: owner, isSwapped }) => {
    // A number in an attribute is shown by its element, unless its text has one as well.
    if (!range && texts.some((text) => text.intersectsNode(owner))) return [];
    const lines = joinLines((range ?? owner).getClientRects());
    return lines.map((box) => ({ box, isSwapped }));
  });
  while (layer.childElementCount > boxes.length) layer.lastChild?.remove();
  while (layer.childElementCount < boxes.length) layer.append(element("div"));
  boxes.forEach(({ box: { left, right, top, bottom }, isSwapped }, i) => {
    // All of them are from here.
    const mark = layer.children[i] as HTMLElement;
    mark.className = isSwapped ? "mark" : "mark left";
    // Not as an attribute, which a security policy may refuse.
    Object.assign(mark.style, {
      left: `${left - 2}px`,
      top: `${top - 2}px`,
      width: `${right - left + 4}px`,
      height: `${bottom - top + 4}px`,
    });
  });
}
