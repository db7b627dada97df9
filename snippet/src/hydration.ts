import { sourceOf } from "./page-memory.ts";

/*
 * A framework that takes over a page which its server has rendered (React, Vue) first compares it
 * with what it would have rendered itself. A number that was swapped before is a mismatch to it:
 * React then throws the page away and makes it anew. When it compares cannot be asked, but it
 * leaves properties of its own on the elements that it has taken over.
 */

/** Whether a framework may still compare a text or an attribute: it is looked at later then. */
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
  let marks = "";
  // A text has a parent, an attribute an owner.
  let one = (node as Attr).ownerElement ?? node.parentNode;
  for (; one; one = one.parentNode) marks += `${Object.keys(one).join()}/`;
  if (
    // React marks each element, Vue the one that its application is in.
    /^[^/]*__reactF|__vue/.test(marks) ||
    // Modules have run when the document is there, unless React has yet to come to this element.
    (domContentLoadedEventStart && !isKnown && !/__reactC/.test(marks))
  ) {
    return false;
  }
  const againMs = 100;
  setTimeout(() => {
    // It is observed, and writing into it is a change.
    node.nodeValue = sourceOf(node);
  }, againMs);
  return true;
};
