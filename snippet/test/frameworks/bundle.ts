import { build } from "esbuild";
import { join } from "node:path";

const cached = new Map<string, Promise<string>>();

/** Bundles a page's script with its framework, as a module for the browser. */
export function bundlePage(name: string, mode: "development" | "production"): Promise<string> {
  const key = `${name} ${mode}`;
  const known = cached.get(key);
  if (known) return known;
  const bundled = build({
    entryPoints: [join(import.meta.dirname, name)],
    bundle: true,
    format: "iife",
    target: "es2022",
    charset: "ascii",
    write: false,
    define: {
      "process.env.NODE_ENV": JSON.stringify(mode),
      __VUE_OPTIONS_API__: "true",
      __VUE_PROD_DEVTOOLS__: "false",
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "true",
    },
  }).then(({ outputFiles }) => outputFiles[0]?.text ?? "");
  cached.set(key, bundled);
  return bundled;
}
