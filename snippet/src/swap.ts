import { sourceOf, write } from "./page-memory.ts";
import { hasNumber, rewrite } from "./rewrite.ts";

/*
 * Finds and swaps the numbers of a page, line by line: a number may be split over several elements
 * (R23), and digits on both sides of an element's border may touch. Every swap begins with what the
 * page itself put there: so swapping twice changes nothing, whatever the numbers are (R26).
 */

/** Left alone (R24): what is not shown, what the visitor edits, and what the page excludes. */
const LEFT_ALONE =
  "script,style,noscript,head,datalist,[data-callpool-ignore]," +
  "[contenteditable]:not([contenteditable=false i])";

/** What is in them is the visitor's; their labels and titles are the page's. */
const FIELDS = "textarea,input,select";

/** Attributes that hold numbers (R24). */
export const ATTRIBUTES = ["href", "aria-label", "title", "alt"];

/** What is being read: texts, and the elements that begin or end between them; and how it ends. */
let line: Node[] = [];
let tail = "";

const isElement = (node: Node): node is Element => node.nodeType === 1;
const isText = (node: Node): node is Text => node.nodeType === 3;

const isInline = (element: Element) => /^(inline|contents)/.test(getComputedStyle(element).display);

/** An icon, a break or a margin keeps digits apart as a space does. */
const isGap = (element: Element) => {
  const { margin, padding } = getComputedStyle(element);
  return !element.firstChild || /[1-9]/.test(margin + padding);
};

const swapTogether = (nodes: readonly Node[]) => {
  const places = rewrite(nodes.map(sourceOf).join(""));
  for (const node of nodes) write(node, places.splice(0, sourceOf(node).length).join(""));
};

const swapLine = (nodes: readonly Node[]) => {
  const source = nodes.map(sourceOf).join("");
  const now = nodes.map(({ nodeValue }) => nodeValue).join("");
  // Most lines have no number, and were never swapped.
  if (source === now && !hasNumber(source)) return;
  let together: Node[] = [];
  for (const node of nodes) {
    if (!isElement(node)) together.push(node);
    else if (!isInline(node)) {
      swapTogether(together);
      together = [];
    } else if (isGap(node)) together.push(new Text(" "));
  }
  swapTogether(together);
};

const endLine = () => {
  const ended = line;
  line = [];
  tail = "";
  swapLine(ended);
};

/** The number is swapped; the text of a message after the `?` is the visitor's to send. */
const swapLink = (href: Attr) => {
  // How links escape what stands between digits: space, ( ) + - . and the non-breaking space.
  const escaped = /%(2[089bde]|c2%a0)/gi;
  const now = sourceOf(href).replace(/^[^?]*/, (path) => {
    const plain = path.replace(escaped, decodeURIComponent);
    const swapped = rewrite(plain, true).join("");
    return swapped === plain ? path : swapped;
  });
  write(href, now);
};

const swapAttributes = (element: Element) => {
  for (const name of ATTRIBUTES) {
    const attribute = element.getAttributeNode(name);
    if (!attribute) continue;
    if (name !== "href") swapLine([attribute]);
    else if (/^(tel|sms):/i.test(attribute.value)) swapLink(attribute);
  }
};

/** An element begins or ends: so does the line, unless digits or what precedes them stand there. */
const crossBorder = (element: Element) => {
  if (/[\d+(]\W*$/.test(tail)) line.push(element);
  else endLine();
};

const read = (node: Node) => {
  if (isText(node)) {
    line.push(node);
    tail = (tail + node.data).slice(-20);
    return;
  }
  if (isElement(node)) {
    if (node.matches(LEFT_ALONE)) return endLine();
    swapAttributes(node);
    if (node.matches(FIELDS)) return endLine();
    crossBorder(node);
  }
  node.childNodes.forEach(read);
  if (isElement(node)) crossBorder(node);
};

/** Swaps the numbers that a node contains, and those that begin before it or end after it. */
export const swapInside = (node: Node): void => {
  if (node.parentElement?.closest(`${LEFT_ALONE},${FIELDS}`)) return;
  let root = node;
  // Digits at its edge may be a part of a number: the whole line is read then.
  if (/^\W*\d|\d\W*$/.test(`${node.textContent}`)) {
    while (root.parentNode && (isElement(root) ? isInline(root) : isText(root))) {
      root = root.parentNode;
    }
  }
  read(root);
  endLine();
};
