import { h, ref, type Component } from "vue";

/** A shop in Vue, the same on the server and in the browser. */
export const VueShop: Component = {
  setup() {
    const count = ref(0);
    const phone = ref("212-555-0100");
    const isOpen = ref(true);
    const button = (id: string, onClick: () => void) => h("button", { id, onClick }, id);
    return () =>
      h("div", { id: "shop" }, [
        h("p", { id: "plain" }, "Call 212-555-0100"),
        h("p", { id: "parts" }, ["Call ", phone.value, ", visit ", count.value]),
        h("p", { id: "split" }, ["(", h("b", "212"), ") 555-0100"]),
        h("a", { id: "link", href: "tel:+12125550100", title: phone.value }, "Call"),
        isOpen.value ? h("p", { id: "open" }, ["Open: ", phone.value]) : null,
        h("p", { id: "raw", innerHTML: "<i>212-555-0100</i>" }),
        h("p", { id: "late" }, "Later 212-555-0100"),
        button("count", () => count.value++),
        button("other", () => (phone.value = "212-555-0101")),
        button("back", () => (phone.value = "212-555-0100")),
        button("toggle", () => (isOpen.value = !isOpen.value)),
      ]);
  },
};
