import { defineComponent, h, ref } from "vue";
import { CallpoolNumber } from "./callpool-number.ts";

/** The number in the text is no component: the snippet swaps it where it stands. */
export const Page = defineComponent({
  name: "Page",
  setup() {
    const isOpen = ref(true);
    const toggle = () => {
      isOpen.value = !isOpen.value;
    };
    return () =>
      h("main", [
        h("h1", "Harbor Plumbing"),
        h("p", { id: "text" }, "A plumber within the hour: call 888-555-0100, day and night."),
        h("button", { type: "button", onClick: toggle }, [
          isOpen.value ? "Hide" : "Show",
          " the number",
        ]),
        h(
          "p",
          { id: "call" },
          isOpen.value ? [h(CallpoolNumber, { fallback: "(888) 555-0100" })] : [],
        ),
      ]);
  },
});
