import { runPart } from "./part.ts";

/** A second time does nothing: a browser loads a file once, and the part knows that it runs. */
const loadCompat = () => runPart("compat");

/**
 * What pages use that were written for another snippet (R34). They may do so long after this has
 * run, and most never do: so the first touch loads what understands it.
 */
export const watchLegacy = (): void => {
  for (const name of ["_rgba", "_rgba_tags", "ringba_known_numbers"]) {
    let value: unknown;
    if (name in window) loadCompat();
    else {
      Object.defineProperty(window, name, {
        configurable: true,
        get: () => {
          loadCompat();
          return value;
        },
        set: (now: unknown) => {
          loadCompat();
          value = now;
        },
      });
    }
  }
};
