/*
 * Draws anew what has changed, in the elements that are there: so the keyboard's focus stays where
 * it is, and a text that somebody selects stays selected.
 */

/** Makes an element like another one, which was made for nothing else. */
function adopt(old: Node, fresh: Node): boolean {
  if (old.nodeName !== fresh.nodeName) return false;
  if (old instanceof HTMLElement && fresh instanceof HTMLElement) {
    for (const { name, value } of fresh.attributes) {
      if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    }
    for (const name of old.getAttributeNames()) {
      if (!fresh.hasAttribute(name)) old.removeAttribute(name);
    }
    old.onclick = fresh.onclick;
    redraw(old, [...fresh.childNodes]);
  } else if (old.nodeValue !== fresh.nodeValue) old.nodeValue = fresh.nodeValue;
  return true;
}

/** Gives an element these children. */
export function redraw(parent: Element, children: readonly Node[]): void {
  children.forEach((fresh, i) => {
    const old = parent.childNodes[i];
    if (!old) parent.append(fresh);
    else if (!adopt(old, fresh)) old.replaceWith(fresh);
  });
  while (parent.childNodes.length > children.length) parent.lastChild?.remove();
}
