import { parse, type DefaultTreeAdapterTypes as Tree } from "parse5";
import type { Where } from "./page-facts.ts";

/** A run of text as a reader sees it, over the borders of inline elements. */
export type Line = {
  readonly where: Where;
  readonly text: string;
  readonly pieces: readonly Piece[];
};

/** Where in the HTML a part of a line begins. */
type Piece = { readonly at: number; readonly line: number; readonly offset: number };

/** Inside of what an element stands. */
export type Surroundings = {
  readonly where: Where;
  readonly place: "head" | "body";
  readonly inertBy: "noscript" | "template" | undefined;
};

export type Visitor = {
  line(line: Line): void;
  element(element: Tree.Element, around: Surroundings): void;
  comment(text: string, at: Omit<Piece, "at">, around: Surroundings): void;
};

/** Elements that do not end a line; a number may be split over them (R23). */
const inline: ReadonlySet<string> = new Set(
  (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr q s " +
    "samp slot small span strike strong sub sup time tspan tt u var wbr"
  ).split(" "),
);

/** What keeps digits apart in a line without ending it. */
const gaps: ReadonlySet<string> = new Set(["br", "img", "svg", "input", "button", "picture"]);

const scriptingEnabled = true;

/** Reads a page in the order of its HTML. No recursion: a page may nest as deep as it likes. */
export function walk(html: string, visitor: Visitor): void {
  const document = parse(html, { sourceCodeLocationInfo: true, scriptingEnabled });
  const lines = lineReader((line) => visitor.line(line));
  const stack: (readonly [Tree.ChildNode, Surroundings] | "end")[] = [];
  const pushAll = (nodes: readonly Tree.ChildNode[], around: Surroundings) => {
    for (const node of nodes.toReversed()) stack.push([node, around]);
  };
  pushAll(document.childNodes, { where: "text", place: "body", inertBy: undefined });
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (next === "end") {
      lines.end();
      continue;
    }
    const [node, around] = next;
    const { startLine = 1, startOffset = 0 } = node.sourceCodeLocation ?? {};
    const at = { line: startLine, offset: startOffset };
    if (isText(node)) lines.add(node.value, around.where, at);
    else if (isComment(node)) visitor.comment(node.data, at, around);
    else if (isElement(node)) {
      visitor.element(node, around);
      const inside = within(node, around);
      if (gaps.has(node.tagName)) lines.add("|", around.where, at);
      else if (!inline.has(node.tagName) && !node.tagName.includes("-")) {
        lines.end();
        stack.push("end");
      }
      pushAll(childrenOf(node), inside);
    }
  }
  lines.end();
}

function childrenOf(element: Tree.Element): readonly Tree.ChildNode[] {
  return isTemplate(element) ? element.content.childNodes : element.childNodes;
}

function within(element: Tree.Element, around: Surroundings): Surroundings {
  const { tagName } = element;
  const place = tagName === "head" ? "head" : tagName === "body" ? "body" : around.place;
  // A shadow root that is open is read by the snippet, too.
  const isShadow = attribute(element, "shadowrootmode") === "open";
  const isInert = tagName === "noscript" || (tagName === "template" && !isShadow);
  const inertBy = isInert ? (tagName === "noscript" ? "noscript" : "template") : around.inertBy;
  return { where: whereOf(element, around.where), place, inertBy };
}

function whereOf(element: Tree.Element, around: Where): Where {
  const { tagName } = element;
  // The head's are scripts like any other.
  if (tagName === "script" && around !== "ignored") return "script";
  if (around !== "text") return around;
  if (attribute(element, "data-callpool-ignore") !== undefined) return "ignored";
  const editable = attribute(element, "contenteditable");
  if (editable !== undefined && editable.toLowerCase() !== "false") return "ignored";
  if (["textarea", "select", "datalist", "option"].includes(tagName)) return "form";
  const isShadow = attribute(element, "shadowrootmode") === "open";
  if (tagName === "template" && !isShadow) return "other";
  return ["style", "noscript", "head", "iframe"].includes(tagName) ? "other" : around;
}

function lineReader(give: (line: Line) => void) {
  let text = "";
  let where: Where = "text";
  let pieces: Piece[] = [];

  function end(): void {
    if (/\d/.test(text) || text.trim() !== "") give({ where, text, pieces });
    text = "";
    pieces = [];
  }

  function add(more: string, of: Where, at: Omit<Piece, "at">): void {
    if (of !== where) end();
    where = of;
    pieces.push({ at: text.length, ...at });
    text += more;
  }

  return { add, end };
}

/** Where in the HTML a character of a line stands; entities make it a few characters early. */
export function placeIn({ text, pieces }: Line, index: number): Omit<Piece, "at"> {
  const piece = pieces.findLast(({ at }) => at <= index);
  if (piece === undefined) return { line: 1, offset: 0 };
  const before = text.slice(piece.at, index);
  const breaks = before.split("\n").length - 1;
  return { line: piece.line + breaks, offset: piece.offset + before.length };
}

export function attribute(element: Tree.Element, name: string): string | undefined {
  return element.attrs.find((one) => one.name === name)?.value;
}

function isText(node: Tree.ChildNode): node is Tree.TextNode {
  return node.nodeName === "#text";
}

function isComment(node: Tree.ChildNode): node is Tree.CommentNode {
  return node.nodeName === "#comment";
}

function isElement(node: Tree.ChildNode): node is Tree.Element {
  return "tagName" in node;
}

function isTemplate(element: Tree.Element): element is Tree.Template {
  return element.tagName === "template" && "content" in element;
}
