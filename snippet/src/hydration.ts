/*
 * A framework that takes over a page which its server has rendered (React, Vue) first compares it
 * with what it would have rendered itself. A number that was swapped before is a mismatch to it:
 * React then throws the page away and makes it anew. When it compares cannot be asked, but it
 * leaves properties of its own on the elements that it has taken over.
 */

/** Elements whose numbers are swapped later. */
export const held: Element[] = [];

/** Whether a framework may still compare the element of a text or an attribute: it is held then. */
export const isHeld = (node: Node): boolean => {
  const { domContentLoadedEventStart, loadEventStart } = performance.timing;
  // When the page has been there for so long, it has been taken over, or never is.
  const enoughMs = 1_000;
  if (loadEventStart && Date.now() > loadEventStart + enoughMs) return false;
  let scripts = "";
  for (const { type, src } of document.scripts) scripts += ` ${type} ${src}`;
  // A page whose frameworks are not known says so at the end of the snippet's address.
  const isKnown = /\/_n[eu]xt\/|#hydrate/.test(scripts);
  if (!isKnown && !/ module /.test(scripts)) return false;
  // A text has a parent, an attribute an owner.
  const owner = (node as Attr).ownerElement ?? (node.parentNode as Element);
  let marks = "";
  for (let one: Node | null = owner; one; one = one.parentNode) {
    marks += `${Object.keys(one).join()}/`;
  }
  // React marks each element, Vue the one that its application is in.
  if (/^[^/]*__reactF|__vue/.test(marks)) return false;
  // Modules have run when the document is there, unless React has yet to come to this element.
  if (domContentLoadedEventStart && !isKnown && !/__reactC/.test(marks)) return false;
  held.push(owner);
  return true;
};
