import { isHeld } from "./hydration.ts";
import { sourceOf, write } from "./page-memory.ts";
import { hasNumber, rewrite } from "./rewrite.ts";

/*
 * Finds and swaps the numbers of a page, line by line: a number may be split over several elements
 * (R23), and digits on both sides of an element's border may touch. Every swap begins with what the
 * page itself put there: so swapping twice changes nothing, whatever the numbers are (R26).
 */

/** Left alone (R24): what is not shown, what the visitor edits, and what the page excludes. */
export const LEFT_ALONE =
  "script,style,noscript,head,datalist,[data-callpool-ignore]," +
  "[contenteditable]:not([contenteditable=false i])";

/** What is in fields is the visitor's, too; their labels and titles are the page's. */
const NOT_READ = `${LEFT_ALONE},textarea,input,select`;

/** Attributes that hold numbers (R24). */
export const ATTRIBUTES = ["href", "aria-label", "title", "alt"];

/** A part with more text is not looked at as a whole. */
const PART_MAX = 5_000;

/** Texts and borders of elements: more are not one line, as a rule. */
const LINE_LENGTH = 99;

/** What is still to be read, the next one last. An element that was entered is below undefined. */
const stack: (Node | undefined)[] = [];

/** What is being read: texts, and the elements that begin or end between them; and how it ends. */
let line: Node[] = [];
let tail = "";

export const isElement = (node: Node): node is Element => node.nodeType === 1;
const isText = (node: Node): node is Text => node.nodeType === 3;

/** Whether digits, or what may precede them, stand at the end. */
const isOpen = (text: string) => /[\d+(@/]\W*$/.test(text);

const isRunning = (element: Element) =>
  /^(inline|contents)/.test(getComputedStyle(element).display);

/** What stands in a row with others has a box of its own, but may be a part of a number (R23). */
const isInline = (element: Element) =>
  isRunning(element) ||
  /flex|grid/.test(getComputedStyle(element.parentElement ?? element).display);

/** An icon, a line break or a margin keeps digits apart as a space does; a `<wbr>` does not. */
const isGap = (element: Element) => {
  const { margin, padding } = getComputedStyle(element);
  return (
    (!element.firstChild && element.localName !== "wbr") ||
    !isRunning(element) ||
    /[1-9]/.test(margin + padding)
  );
};

/** Writes what now stands in the place of each character. */
const put = (nodes: readonly Node[], places: string[]) => {
  const values = nodes.map((node) => places.splice(0, sourceOf(node).length).join(""));
  if (nodes.some((node, i) => node.nodeValue !== values[i] && isHeld(node))) return;
  nodes.forEach((node, i) => write(node, values[i] ?? ""));
};

const swapTogether = (nodes: readonly Node[]) => put(nodes, rewrite(nodes.map(sourceOf).join("")));

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
      // A bar, unlike a space, does not make one number of two.
    } else if (isGap(node)) together.push(new Text("|"));
  }
  swapTogether(together);
};

const endLine = () => {
  const ended = line;
  line = [];
  tail = "";
  if (ended.length) swapLine(ended);
};

/** The number is swapped; the text of a message after the `?` or `&` is the visitor's to send. */
const swapLink = (href: Attr) => {
  // How links escape what stands between digits is kept: spaces, also non-breaking, and ( ) + - .
  const pieces = sourceOf(href).match(/[?&][^]*|%(2[089bde]|c2%a0)|[^]/gi) ?? [];
  const plain = pieces.map((piece) => (/^%./.test(piece) ? decodeURIComponent(piece) : piece[0]));
  const places = rewrite(plain.join(""), true);
  put([href], [places.map((now, i) => (now === plain[i] ? pieces[i] : now)).join("")]);
};

export const swapAttributes = (element: Element): void => {
  for (const name of ATTRIBUTES) {
    const attribute = element.getAttributeNode(name);
    if (!attribute || element.closest(LEFT_ALONE)) continue;
    if (name !== "href") swapLine([attribute]);
    else if (/^\s*(tel|sms):/i.test(attribute.value)) swapLink(attribute);
  }
};

/** An element begins or ends: so does the line, unless digits or what precedes them stand there. */
const crossBorder = (element: Element | undefined) => {
  // A part of a longer line than that would be looked at again and again, and hold up the page.
  if (element && isOpen(tail) && line.length < LINE_LENGTH) line.push(element);
  else endLine();
};

/** Most of a page has no number to swap: it is looked at as a whole, and not entered. */
const isPlain = (element: Element) => {
  const text = element.textContent;
  return text.length < PART_MAX && !isOpen(tail) && !isOpen(text.slice(-20)) && !hasNumber(text);
};

const pushChildren = ({ childNodes }: Node) => {
  for (let i = childNodes.length; i--;) stack.push(childNodes[i]);
};

const enter = (node: Node) => {
  if (isText(node)) {
    line.push(node);
    tail = (tail + node.data).slice(-20);
  } else if (isElement(node)) {
    if (isPlain(node) || node.matches(NOT_READ)) endLine();
    else {
      crossBorder(node);
      stack.push(node, undefined);
      pushChildren(node);
    }
  }
};

/** Reads on, for as long as a page can wait. @returns whether there is more to read */
export const readOn = (): boolean => {
  const sliceMs = 8;
  const until = Date.now() + sliceMs;
  while (stack.length) {
    const node = stack.pop();
    if (node) enter(node);
    // The element itself is below.
    else crossBorder(stack.pop() as Element | undefined);
    // In the middle of a line, another one cannot begin.
    if (!line.length && Date.now() > until) break;
  }
  return stack.length > 0;
};

/** What a node contains is to be read, and what numbers begin before it or end after it. */
export const toRead = (node: Node): void => {
  if ((isElement(node) ? node : node.parentElement)?.closest(NOT_READ)) return;
  let root = node;
  // Digits at its edge may be a part of a number: the whole line is read then.
  if (/^\W*\d|\d\W*$/.test(`${node.textContent}`)) {
    for (
      let parent;
      (parent = root.parentNode) &&
      (isElement(root)
        ? isInline(root) && `${parent.textContent}`.length < PART_MAX
        : isText(root));
      root = parent
    );
  }
  // The line ends there.
  stack.push(undefined, undefined);
  if (isText(root)) stack.push(root);
  else pushChildren(root);
};
