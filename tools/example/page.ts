// Builds a page from examples: filled in for a server and a campaign, bundled, and rendered as its
// server would.

import { build, type Plugin } from "esbuild";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { filledIn } from "../../src/service/admin/install.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = join(root, "examples");
const cachePath = join(root, "node_modules/.cache/callpool");

/** With the ending of its components, where it has some. */
const pages = { html: undefined, react: "tsx", vue: "ts" } as const;

export type PageName = keyof typeof pages;

export const pageNames = Object.keys(pages) as readonly PageName[];

/** What a page is filled in with. */
export type Campaign = {
  /** Host and port of the server. */
  readonly host: string;
  readonly id: string;
  /** The number that the page shows by itself. */
  readonly number: { readonly e164: string; readonly national: string };
};

export type BuiltPage = {
  readonly html: string;
  /** What the page loads as /client.js. */
  readonly script: string;
};

function fill(text: string, { host, id, number }: Campaign): string {
  return filledIn(text, host, id)
    .replaceAll("+18885550100", number.e164)
    .replaceAll(/\(888\) 555-0100|888-555-0100/g, number.national);
}

function filling(campaign: Campaign): Plugin {
  return {
    name: "filling",
    setup(bundler) {
      bundler.onLoad({ filter: /\/examples\/[a-z]+\/[^/]+\.tsx?$/ }, ({ path }) => ({
        contents: fill(readFileSync(path, "utf8"), campaign),
        loader: extname(path) === ".tsx" ? "tsx" : "ts",
      }));
    },
  };
}

/** The frameworks' development builds, which say what is wrong. */
const common = {
  bundle: true,
  write: false,
  jsx: "automatic",
  logLevel: "silent",
  define: {
    "process.env.NODE_ENV": '"development"',
    __VUE_OPTIONS_API__: "false",
    __VUE_PROD_DEVTOOLS__: "false",
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: "false",
  },
} as const;

/** @param source the code of a page's own script, which imports from the folder of that example */
export async function bundleScript(
  name: PageName,
  source: string,
  campaign: Campaign,
): Promise<string> {
  const options = { ...common, format: "iife", target: "es2022" } as const;
  const stdin = { contents: source, resolveDir: join(folder, name), loader: "tsx" } as const;
  const { outputFiles } = await build({ ...options, stdin, plugins: [filling(campaign)] });
  return outputFiles[0]?.text ?? "";
}

async function renderOnServer(entry: string, campaign: Campaign): Promise<string> {
  const options = { ...common, format: "esm", platform: "node", packages: "external" } as const;
  const plugins = [filling(campaign)];
  const { outputFiles } = await build({ ...options, entryPoints: [entry], plugins });
  // Inside node_modules, where the frameworks are found.
  mkdirSync(cachePath, { recursive: true });
  const path = join(cachePath, `example-${process.pid}-${crypto.randomUUID()}.mjs`);
  writeFileSync(path, outputFiles[0]?.text ?? "");
  try {
    // What server.ts of an example exports.
    const server = (await import(pathToFileURL(path).href)) as { render(): Promise<string> };
    return await server.render();
  } finally {
    rmSync(path);
  }
}

/** @throws Error when esbuild finds something wrong, with its words */
export async function buildPage(name: PageName, campaign: Campaign): Promise<BuiltPage> {
  const html = fill(readFileSync(join(folder, name, "index.html"), "utf8"), campaign);
  const ending = pages[name];
  if (ending === undefined) return { html, script: "" };
  const client = bundleScript(name, `import "./client.${ending}";`, campaign);
  const rendered = await renderOnServer(join(folder, name, `server.${ending}`), campaign);
  return { html: html.replace("<!--app-->", rendered), script: await client };
}
