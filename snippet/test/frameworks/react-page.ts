import { createElement } from "react";
import { createRoot, hydrateRoot } from "react-dom/client";
import { ReactShop } from "./react-app.ts";

const root = document.getElementById("root");
const shop = createElement(ReactShop);
if (root?.firstChild) {
  hydrateRoot(root, shop, {
    // oxlint-disable-next-line no-console -- the test listens to what is said of the hydration
    onRecoverableError: (error) => console.error(error),
  });
} else if (root) createRoot(root).render(shop);
