import { host } from "./config.ts";

/** The hash of all parts together. */
declare const CALLPOOL_PARTS: string;

/** Loads a part of the snippet that few pages need, and runs it. */
export const runPart = (name: "compat" | "panel", ...args: readonly unknown[]): void => {
  const path = `/snippet/${name}.${CALLPOOL_PARTS}.js`;
  // What our own build has made of the folder of that name.
  const part = import(host + path) as Promise<{ run: (...args: readonly unknown[]) => void }>;
  // The page can do without (R21).
  part.then(({ run }) => run(...args)).catch(() => {});
};
