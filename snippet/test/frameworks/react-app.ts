import { createElement, Suspense, useState, type ReactNode } from "react";

/** A shop in React, the same on the server and in the browser. */
export function ReactShop(): ReactNode {
  const [state, setState] = useState({ count: 0, phone: "212-555-0100", isOpen: true });
  const { count, phone, isOpen } = state;
  const button = (id: string, onClick: () => void) =>
    createElement("button", { id, onClick, key: id }, id);
  return createElement(
    "div",
    { id: "shop" },
    createElement("p", { id: "plain" }, "Call 212-555-0100"),
    createElement("p", { id: "parts" }, "Call ", phone, ", visit ", count),
    createElement("p", { id: "split" }, "(", createElement("b", null, "212"), ") 555-0100"),
    createElement("a", { id: "link", href: "tel:+12125550100", title: phone }, "Call"),
    isOpen ? createElement("p", { id: "open" }, "Open: ", phone) : null,
    createElement("p", { id: "raw", dangerouslySetInnerHTML: { __html: "<i>212-555-0100</i>" } }),
    createElement(Suspense, null, createElement("p", { id: "late" }, "Later 212-555-0100")),
    button("count", () => setState((was) => ({ ...was, count: was.count + 1 }))),
    button("other", () => setState((was) => ({ ...was, phone: "212-555-0101" }))),
    button("back", () => setState((was) => ({ ...was, phone: "212-555-0100" }))),
    button("toggle", () => setState((was) => ({ ...was, isOpen: !was.isOpen }))),
  );
}
