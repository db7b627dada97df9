"use client";

import { useSyncExternalStore, type ReactElement } from "react";

/** From your campaign's install window. */
const script = "//calls.example.com/cmp_yourcampaign";

/** What the snippet shows for one call tracking tag; callpool.d.ts describes it. */
type ShownNumber = NonNullable<Window["callpool"]>["numbers"][number];

let numbers: readonly ShownNumber[] = [];
let isLoading = false;
const listeners = new Set<() => void>();

/** Done once, not per component: the snippet calls back for as long as the page lives. */
function watchNumbers(): void {
  const { callpool } = window;
  callpool?.onNumber(() => {
    numbers = callpool.numbers;
    for (const listener of listeners) listener();
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

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  loadOnce();
  return () => {
    listeners.delete(listener);
  };
}

/**
 * The number to show for a tag, or for the campaign's first one; undefined until it is known, on
 * the server, and for ever if there is no answer.
 */
export function useCallpoolNumber(tag?: string): ShownNumber | undefined {
  return useSyncExternalStore(
    subscribe,
    () => numbers.find((shown) => tag === undefined || shown.tag === tag),
    () => undefined,
  );
}

export type CallpoolNumberProps = {
  /** Id of a call tracking tag; without it, the campaign's first one. */
  readonly tag?: string;
  /** The page's own number, shown until the visitor's is known: `(888) 555-0100`. */
  readonly fallback: string;
};

/** A link to call the visitor's number. The snippet leaves it to React. */
export function CallpoolNumber({ tag, fallback }: CallpoolNumberProps): ReactElement {
  const shown = useCallpoolNumber(tag);
  const dialed = shown?.number ?? fallback.replace(/[^+\d]/g, "");
  return (
    <a href={`tel:${dialed}`} data-callpool-ignore="">
      {shown?.national ?? fallback}
    </a>
  );
}
