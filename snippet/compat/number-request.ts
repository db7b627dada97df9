import type { Callpool, CallpoolNumber } from "../callpool.d.ts";
import { displayNumber } from "./display-format.ts";
import type { NumberRequest } from "./legacy-page.ts";

/** Calls back once the page has been read to its end; at once if it has. */
function whenRead(act: () => void): void {
  if (document.readyState === "loading") addEventListener("DOMContentLoaded", act);
  else act();
}

/**
 * Fills the elements of a class, also those that come later, each once with each number: what the
 * page makes of one afterwards is the page's.
 */
function fillClass(className: string): (text: string, number: string) => void {
  const live = document.getElementsByClassName(className);
  let fill = (): void => {};
  whenRead(() => {
    const changes = { subtree: true, childList: true, attributeFilter: ["class"] };
    new MutationObserver(() => fill()).observe(document, changes);
  });
  return (text, number) => {
    const filled = new WeakSet<Element>();
    fill = () => {
      for (const element of live) {
        if (filled.has(element)) continue;
        filled.add(element);
        if (element.textContent !== text) element.textContent = text;
        const link = element.closest<HTMLAnchorElement>("a[href^='tel:']");
        if (link) link.href = `tel:${number}`;
      }
    };
    whenRead(fill);
  };
}

/** Where the number stands that is written beside the script that asked for it. */
function placeBeside(script: unknown): HTMLElement | undefined {
  // A loader in a bundle names whichever script is the last one: beside that, nobody wants it.
  const isLoader = script instanceof HTMLScriptElement && script.text.includes("_rgba");
  if (!isLoader || !document.body?.contains(script)) return undefined;
  const place = document.createElement("span");
  script.after(place);
  return place;
}

/** Answers a request, and again whenever the number changes. */
export function answerRequest(callpool: Callpool, request: NumberRequest): void {
  // Pages push what they like.
  if (Object(request) !== request) return;
  const { tag, cb, numberClass, displayFmt, render, script } = request;
  let place: HTMLElement | undefined;
  let shown: CallpoolNumber | undefined;
  const show = numberClass ? fillClass(numberClass) : undefined;
  callpool.onNumber((number) => {
    const { numbers } = callpool;
    const wanted = numbers.find((one) => one.tag === tag) ?? numbers[0];
    if (!wanted || wanted.number === shown?.number || number.tag !== wanted.tag) return;
    const isFirstTime = !shown;
    shown = wanted;
    const text = displayNumber(wanted, displayFmt);
    show?.(text, wanted.number);
    if (isFirstTime && render !== false && !numberClass) place = placeBeside(script);
    if (place) place.textContent = text;
    if (typeof cb === "function") cb(text, tag ?? wanted.tag, isFirstTime);
  });
}
