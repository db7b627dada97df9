import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { chromium, type Browser, type LaunchOptions } from "playwright-core";
import type { SnippetConfig } from "../../src/contract/edge.ts";
import { firefoxPath, openFirefox } from "./firefox.ts";
import { buildSnippet } from "../../tools/build.ts";
import { chromiumFlags, findChromium } from "../../tools/chromium.ts";

/*
 * A site with the snippet on its pages, and a stand-in of the edge that answers what the test says
 * and remembers what it was asked. All names that end in .test lead here (openSiteBrowser).
 */

/**
 * The site's names are in no directory: this browser knows where they lead.
 * @param options `ignoreDefaultArgs` gives back what playwright takes from the browser
 */
export async function openSiteBrowser(options: LaunchOptions = {}): Promise<Browser> {
  if (firefoxPath) return openFirefox();
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("No Chromium: npm test installs one.");
  const args = [...chromiumFlags, "--host-resolver-rules=MAP *.test 127.0.0.1"];
  return chromium.launch({ ...options, executablePath, args });
}

export type EdgeRequest = {
  /** `/v1/impressions` and what follows. */
  readonly path: string;
  readonly type: string | undefined;
  // What the snippet sends; a test says what it expects of it.
  readonly body: Readonly<Record<string, unknown>>;
};

/** A status code with a body; or silence; or a connection that breaks. */
export type EdgeAnswer = { readonly status: number; readonly body: unknown } | "silence" | "broken";

export type SnippetSite = {
  /** The campaign that the script is written for; undefined: there is none (404). */
  campaign: SnippetConfig | undefined;
  answer: (request: EdgeRequest) => EdgeAnswer | Promise<EdgeAnswer>;
  /** What the edge was asked, in order. */
  readonly requests: EdgeRequest[];
  readonly paths: () => readonly string[];
  /** Everything that the edge was asked, scripts included: `GET /campaign.js`. */
  readonly log: string[];
  /** Ends when this is in the log. */
  readonly logged: (line: string) => Promise<void>;
  /** Ends when so many requests have arrived in all. */
  readonly asked: (count: number) => Promise<void>;
  /** Pages made by the test, beside those in snippet/test/pages; `PAUSE` stops one. */
  readonly pages: Map<string, string>;
  /** Goes on with the page that has stopped. */
  readonly goOn: () => void;
  readonly url: (page: string, host?: string) => string;
  readonly edgeUrl: string;
  readonly close: () => Promise<void>;
};

/** A campaign of one tag, whose number every small page of the tests shows. */
export const oneTag: SnippetConfig = {
  campaign: "cmp_1",
  plans: [{ callingCode: "+1", trunk: "", isOpen: false }],
  tags: [
    {
      tag: "tag_1",
      replace: "+12125550100",
      primary: "+12125550100",
      national: "(212) 555-0100",
      capture: true,
    },
  ],
};

const renewEveryMs = 100_000;
const shown = { tag: "tag_1", number: "+16465550142", national: "(646) 555-0142" };

/** What the edge answers when all is well: one impression after the other, one number. */
export function answerNumbers(
  numbers: readonly object[] = [shown],
): (request: EdgeRequest) => EdgeAnswer {
  let impressions = 0;
  return ({ path }) => {
    if (path.endsWith("/close")) return { status: 204, body: "" };
    if (path.endsWith("/activity")) return { status: 200, body: { renewEveryMs, numbers } };
    const impression = `imp${++impressions}`;
    const token = `token${impressions}`;
    return { status: 200, body: { impression, token, renewEveryMs, numbers } };
  };
}

/** A page that shows the number once, and the snippet as its makers install it. */
export function smallPage(body = "<p>212-555-0100</p>", head = ""): string {
  const script = '<script src="//EDGE/campaign.js" async></script>';
  const icon = '<link rel="icon" href="data:," />';
  const fullHead = `<title>Shop</title>${icon}${head}${script}`;
  return `<!doctype html><html><head>${fullHead}</head><body>${body}</body></html>`;
}

const distFolder = join(import.meta.dirname, "../../dist");
const pagesFolder = join(import.meta.dirname, "../../snippet/test/pages");

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks).toString();
}

function send(response: ServerResponse, answer: EdgeAnswer): void {
  if (answer === "silence") return;
  if (answer === "broken") {
    response.destroy();
    return;
  }
  response.writeHead(answer.status, { "content-type": "application/json" });
  response.end(typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body));
}

export async function openSite(): Promise<SnippetSite> {
  const snippet = readFileSync((await buildSnippet()).path, "utf8");
  const requests: EdgeRequest[] = [];
  const log: string[] = [];
  const pages = new Map<string, string>();
  const waiting = new Set<() => void>();
  let goOn = (): void => {};
  const until = (isSo: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const wake = () => {
        if (!isSo()) return;
        waiting.delete(wake);
        resolve();
      };
      waiting.add(wake);
      wake();
    });

  const server = createServer((request, response) => {
    void (async () => {
      response.setHeader("access-control-allow-origin", "*");
      response.setHeader("cache-control", "no-cache");
      const path = (request.url ?? "/").split("?")[0] ?? "/";
      if (path !== "/settled" && request.headers.host?.startsWith("edge.")) {
        log.push(`${request.method} ${path}`);
        for (const wake of waiting) wake();
      }
      if (request.method === "POST") {
        const text = await bodyOf(request);
        // The snippet writes objects.
        const body = JSON.parse(text) as EdgeRequest["body"];
        const asked = { path, type: request.headers["content-type"], body };
        requests.push(asked);
        for (const wake of waiting) wake();
        send(response, await site.answer(asked));
      } else if (path === "/campaign.js") {
        response.statusCode = site.campaign ? 200 : 404;
        response.setHeader("content-type", "text/javascript");
        response.end(site.campaign ? `${snippet}(${JSON.stringify(site.campaign)});` : "");
      } else if (path.startsWith("/v1/campaigns/")) {
        send(response, {
          status: site.campaign ? 200 : 404,
          body: site.campaign ?? { detail: "The campaign shows no numbers: it is paused." },
        });
      } else if (path.startsWith("/snippet/")) {
        response.setHeader("content-type", "text/javascript");
        response.end(readFileSync(join(distFolder, path)));
      } else {
        const page = pages.get(path) ?? pageFile(path);
        response.statusCode = page === undefined ? 404 : 200;
        response.setHeader("content-type", "text/html; charset=utf-8");
        const [begin = "", rest] =
          page?.replaceAll("EDGE", `edge.test:${port}`).split("PAUSE") ?? [];
        if (rest !== undefined) {
          response.write(begin);
          await new Promise<void>((resolve) => {
            goOn = resolve;
          });
        }
        response.end(rest ?? begin);
      }
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // Listening on a port, so it has one.
  const { port } = server.address() as AddressInfo;

  const site: SnippetSite = {
    campaign: undefined,
    answer: () => ({ status: 500, body: {} }),
    requests,
    log,
    paths: () => requests.map(({ path }) => path.replace("/v1/impressions", "")),
    logged: (line) => until(() => log.includes(line)),
    asked: (count) => until(() => requests.length >= count),
    pages,
    goOn: () => goOn(),
    url: (page, host = "www.shop.test") => `http://${host}:${port}/${page}`,
    edgeUrl: `http://edge.test:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return site;
}

function pageFile(path: string): string | undefined {
  try {
    return readFileSync(join(pagesFolder, path), "utf8");
  } catch {
    return undefined;
  }
}
