import { computed, defineComponent, h, onMounted, ref, shallowRef, type ComputedRef } from "vue";

/** From your campaign's install window. */
const script = "//calls.example.com/cmp_yourcampaign";

/** What the snippet shows for one call tracking tag; callpool.d.ts describes it. */
type ShownNumber = NonNullable<Window["callpool"]>["numbers"][number];

const numbers = shallowRef<readonly ShownNumber[]>([]);
let isLoading = false;

/** Done once, not per component: the snippet calls back for as long as the page lives. */
function watchNumbers(): void {
  const { callpool } = window;
  callpool?.onNumber(() => {
    numbers.value = callpool.numbers;
  });
}

function loadOnce(): void {
  if (isLoading) return;
  isLoading = true;
  // The page may have the script in its <head> as well: it is then running, or about to.
  const present = document.querySelector<HTMLScriptElement>(`script[src="${script}"]`);
  if (window.callpool) watchNumbers();
  else if (present) present.addEventListener("load", watchNumbers);
  else {
    const element = document.createElement("script");
    element.src = script;
    element.async = true;
    element.addEventListener("load", watchNumbers);
    document.head.append(element);
  }
}

/**
 * The number to show for a tag, or for the campaign's first one; undefined until it is known, on
 * the server, and for ever if there is no answer.
 */
export function useCallpoolNumber(
  tag?: () => string | undefined,
): ComputedRef<ShownNumber | undefined> {
  // A component that is hydrated late is to agree with the server first, even with numbers known.
  const isMounted = ref(false);
  onMounted(() => {
    isMounted.value = true;
    loadOnce();
  });
  return computed(() => {
    const wanted = tag?.();
    if (!isMounted.value) return undefined;
    return numbers.value.find((shown) => wanted === undefined || shown.tag === wanted);
  });
}

/** A link to call the visitor's number. The snippet leaves it to Vue. */
export const CallpoolNumber = defineComponent({
  name: "CallpoolNumber",
  props: {
    /** Id of a call tracking tag; without it, the campaign's first one. */
    tag: { type: String, default: undefined },
    /** The page's own number, shown until the visitor's is known: `(888) 555-0100`. */
    fallback: { type: String, required: true },
  },
  setup(props) {
    const shown = useCallpoolNumber(() => props.tag);
    return () => {
      const dialed = shown.value?.number ?? props.fallback.replace(/[^+\d]/g, "");
      const attributes = { href: `tel:${dialed}`, "data-callpool-ignore": "" };
      return h("a", attributes, shown.value?.national ?? props.fallback);
    };
  },
});
