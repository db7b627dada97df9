import { request as requestHttp, type IncomingMessage } from "node:http";
import { request as requestHttps } from "node:https";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import type { Readable } from "node:stream";
import { limits } from "../../core/limits.ts";
import { AddressNotAllowed, lookupPublic, refuseLiteral } from "./allowed-address.ts";

export type FetchedPage = {
  readonly kind: "page";
  readonly finalUrl: string;
  readonly status: number;
  readonly contentType: string;
  /** Every `Content-Security-Policy` header. */
  readonly policies: readonly string[];
  readonly html: string;
  /** Whether the page is longer than what was read. */
  readonly isCut: boolean;
};

export type NotFetched = {
  readonly kind: "not_allowed" | "unreachable" | "timed_out" | "too_many_redirects";
  /** Where it failed: the page itself, or what it redirected to. */
  readonly url: string;
  /** The system's code, such as `ENOTFOUND` or `CERT_HAS_EXPIRED`, or "". */
  readonly code: string;
};

export type FetchRules = {
  /** Origins that may be asked whatever their address is: this server itself. */
  readonly ownOrigins: readonly string[];
  /** R72: the operator allows it. */
  readonly allowPrivateAddresses: boolean;
  readonly userAgent: string;
  /** For all of it together. */
  readonly withinMs?: number;
};

/** Gets a page as a browser would, within bounds of time, size and redirects (R72). */
export async function fetchPage(url: string, rules: FetchRules): Promise<FetchedPage | NotFetched> {
  const signal = AbortSignal.timeout(rules.withinMs ?? limits.pageFetchMs);
  let at = new URL(url);
  try {
    for (let hop = 0; hop <= limits.pageRedirectsMax; hop++) {
      // Each in turn: where a redirect leads is checked like the first address.
      const response = await get(at, rules, signal);
      const next = redirectOf(response, at);
      if (next === undefined) return await read(response, at, signal);
      response.destroy();
      at = next;
    }
    return { kind: "too_many_redirects", url: at.href, code: "" };
  } catch (error) {
    return notFetched(error, at, signal);
  }
}

function notFetched(error: unknown, at: URL, signal: AbortSignal): NotFetched {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (error instanceof AddressNotAllowed) return { kind: "not_allowed", url: at.href, code: "" };
  return { kind: signal.aborted ? "timed_out" : "unreachable", url: at.href, code };
}

function get(url: URL, rules: FetchRules, signal: AbortSignal): Promise<IncomingMessage> {
  const isFree = rules.allowPrivateAddresses || rules.ownOrigins.includes(url.origin);
  if (!isFree) refuseLiteral(url.hostname);
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const request = (url.protocol === "https:" ? requestHttps : requestHttp)(url, {
    signal,
    // A connection of its own, so that none is kept that another rule let through.
    agent: false,
    headers: {
      "user-agent": rules.userAgent,
      accept: "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1",
      "accept-language": "en,*;q=0.5",
      "accept-encoding": "gzip, deflate, br",
    },
    ...(isFree ? {} : { lookup: lookupPublic }),
  });
  request.once("response", resolve);
  request.once("error", reject);
  request.end();
  return promise;
}

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

function redirectOf({ statusCode = 0, headers }: IncomingMessage, at: URL): URL | undefined {
  const { location } = headers;
  if (!redirects.has(statusCode) || location === undefined) return undefined;
  const next = URL.parse(location, at);
  return next !== null && /^https?:$/.test(next.protocol) ? next : undefined;
}

async function read(response: IncomingMessage, at: URL, signal: AbortSignal): Promise<FetchedPage> {
  const chunks: Buffer[] = [];
  let size = 0;
  let isCut = false;
  // What was sent decides how much is read, and so does what it unpacks to.
  for await (const chunk of unpacked(response)) {
    signal.throwIfAborted();
    const bytes = chunk as Buffer;
    chunks.push(bytes.subarray(0, limits.pageBytesMax - size));
    size += bytes.length;
    if (size > limits.pageBytesMax) {
      isCut = true;
      break;
    }
  }
  response.destroy();
  const contentType = response.headers["content-type"] ?? "";
  const policy = response.headers["content-security-policy"];
  return {
    kind: "page",
    finalUrl: at.href,
    status: response.statusCode ?? 0,
    contentType,
    policies: policy === undefined ? [] : [policy].flat(),
    html: decoded(Buffer.concat(chunks), contentType),
    isCut,
  };
}

function unpacked(response: IncomingMessage): Readable {
  switch (response.headers["content-encoding"]?.toLowerCase()) {
    case "gzip":
      return passing(response, createGunzip());
    case "deflate":
      return passing(response, createInflate());
    case "br":
      return passing(response, createBrotliDecompress());
    default:
      return response;
  }
}

/** As `pipe`, which would leave the error of its source to nobody. */
function passing(source: Readable, target: NodeJS.WritableStream & Readable): Readable {
  source.once("error", (error) => target.destroy(error));
  return source.pipe(target);
}

/** In the encoding that the header or the page's first bytes name; else in UTF-8. */
function decoded(bytes: Buffer, contentType: string): string {
  const start = bytes.subarray(0, 1024).toString("latin1");
  const named =
    /charset=["']?([\w-]+)/i.exec(contentType) ?? /<meta[^>]+charset=["']?([\w-]+)/i.exec(start);
  try {
    return new TextDecoder(named?.[1] ?? "utf-8").decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}
