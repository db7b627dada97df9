import { useState } from "react";
import { showProblem } from "./notify.ts";

const SHOWN_MS = 2_000;

/** Copies a text, and tells for a moment that it did. */
export function useCopy(text: string) {
  const [isCopied, setIsCopied] = useState(false);
  const copy = () => {
    write(text).then(
      () => {
        setIsCopied(true);
        setTimeout(() => setIsCopied(false), SHOWN_MS);
      },
      () => showProblem(new Error("The browser does not let it be copied. Select it instead.")),
    );
  };
  return { isCopied, copy };
}

/** Over plain http, as many servers of one's own are reached, browsers have no clipboard. */
async function write(text: string): Promise<void> {
  // Typed as if every page had it.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (clipboard !== undefined) return clipboard.writeText(text);
  const focused = document.activeElement;
  const area = document.createElement("textarea");
  area.value = text;
  area.style.position = "fixed";
  area.style.opacity = "0";
  // Within the window that is open, which keeps the focus in it.
  (focused?.parentElement ?? document.body).append(area);
  area.select();
  // The old way, and the only one there.
  const isDone = document.execCommand("copy");
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
  if (!isDone) throw new Error("not copied");
}
