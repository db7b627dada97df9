/** What nodes of the page (texts and attributes) held before the swap, and what they hold since. */
const written = new WeakMap<Node, readonly [source: string, value: string]>();

/** What the page itself put there. */
export const sourceOf = (node: Node): string => {
  const now = node.nodeValue;
  const [source, value] = written.get(node) ?? [];
  // Another value than the one written: the page has written its own anew.
  return (value === now ? source : now) ?? "";
};

export const write = (node: Node, value: string): void => {
  if (node.nodeValue === value) return;
  written.set(node, [sourceOf(node), value]);
  node.nodeValue = value;
};
