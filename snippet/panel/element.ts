type Attributes = Readonly<Record<string, string>>;

/** Without markup: a page may allow none (Trusted Types), and what is shown is the page's own. */
export function element(
  name: string,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElement {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** @param act a property of it, which a button drawn in its place takes over */
export function button(label: string, text: string, act: () => void): HTMLElement {
  const made = element("button", { type: "button", "aria-label": label, title: label }, text);
  made.onclick = act;
  return made;
}
