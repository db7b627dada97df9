import { host } from "./config.ts";

/**
 * Loads a part of the snippet that few pages need, and runs it.
 * @param path of a module that the server has under this name for ever
 */
export const runPart = (path: string, ...args: readonly unknown[]): void => {
  // What our own build has made of snippet/compat and snippet/panel.
  const part = import(host + path) as Promise<{ run: (...args: readonly unknown[]) => void }>;
  // The page can do without (R21).
  part.then(({ run }) => run(...args)).catch(() => {});
};
