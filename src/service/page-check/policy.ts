/*
 * Content security policies, as far as they decide whether a snippet may run and ask its server
 * (Content Security Policy Level 3, sections 6.6 and 6.7).
 */

export type PolicyScript = {
  readonly url: string;
  readonly nonce: string | undefined;
  readonly integrity: string | undefined;
};

type Directives = ReadonlyMap<string, readonly string[]>;

/** @param texts headers, each with policies apart by commas, and `meta` elements */
export function readPolicies(texts: readonly string[]): readonly Directives[] {
  return texts
    .flatMap((text) => text.split(","))
    .map((policy) => {
      const directives = new Map<string, readonly string[]>();
      for (const part of policy.split(";")) {
        const [name, ...sources] = part.trim().split(/\s+/);
        const key = name?.toLowerCase() ?? "";
        // Of a directive that stands there twice, the first counts.
        if (key !== "" && !directives.has(key)) directives.set(key, sources);
      }
      return directives;
    });
}

/** Every policy must allow it. */
export function allowsScript(
  policies: readonly Directives[],
  page: string,
  script: PolicyScript,
): boolean {
  return policies.every((policy) => {
    const sources = sourcesOf(policy, ["script-src-elem", "script-src", "default-src"]);
    if (sources === undefined) return true;
    const { nonce, integrity } = script;
    if (nonce !== undefined && nonce !== "" && sources.includes(`'nonce-${nonce}'`)) return true;
    const hashes = integrity?.split(/\s+/) ?? [];
    if (hashes.some((hash) => sources.includes(`'${hash}'`))) return true;
    // Addresses do not count then; what trusted scripts load does.
    if (sources.some((source) => source.toLowerCase() === "'strict-dynamic'")) return false;
    return allows(sources, page, script.url);
  });
}

export function allowsRequests(
  policies: readonly Directives[],
  page: string,
  url: string,
): boolean {
  return policies.every((policy) => {
    const sources = sourcesOf(policy, ["connect-src", "default-src"]);
    return sources === undefined || allows(sources, page, url);
  });
}

function sourcesOf(policy: Directives, names: readonly string[]): readonly string[] | undefined {
  const name = names.find((one) => policy.has(one));
  return name === undefined ? undefined : policy.get(name);
}

function allows(sources: readonly string[], page: string, url: string): boolean {
  const [from, to] = [URL.parse(page), URL.parse(url)];
  if (from === null || to === null) return false;
  return sources.some((source) => matches(source, from, to));
}

/** A scheme, or `[scheme://]host[:port][/path]`, where the host may begin with `*.`. */
const SOURCE = /^(?:([a-z][a-z\d+.-]*):\/\/)?(\*|(?:\*\.)?[^\s/:*]+)(?::(\d+|\*))?(\/.*)?$/i;

function matches(source: string, page: URL, url: URL): boolean {
  if (source.toLowerCase() === "'self'") return page.origin === url.origin;
  if (source === "*") return /^(https?|wss?):$/.test(url.protocol);
  if (/^[a-z][a-z\d+.-]*:$/i.test(source)) return schemeFits(source.toLowerCase(), url.protocol);
  const [, scheme, host, port, path] = SOURCE.exec(source) ?? [];
  if (host === undefined) return false;
  const wanted = scheme === undefined ? page.protocol : `${scheme.toLowerCase()}:`;
  return (
    schemeFits(wanted, url.protocol) &&
    hostFits(host.toLowerCase(), url.hostname) &&
    portFits(port, url) &&
    pathFits(path, url.pathname)
  );
}

/** `http:` allows `https:`, too. */
function schemeFits(wanted: string, actual: string): boolean {
  return wanted === actual || (wanted === "http:" && actual === "https:");
}

function hostFits(wanted: string, actual: string): boolean {
  if (wanted === "*") return true;
  return wanted.startsWith("*.") ? actual.endsWith(wanted.slice(1)) : wanted === actual;
}

function portFits(wanted: string | undefined, { port, protocol }: URL): boolean {
  if (wanted === "*") return true;
  const usual = protocol === "https:" ? "443" : "80";
  return wanted === undefined ? port === "" : wanted === (port === "" ? usual : port);
}

function pathFits(wanted: string | undefined, actual: string): boolean {
  if (wanted === undefined || wanted === "/") return true;
  return wanted.endsWith("/") ? actual.startsWith(wanted) : wanted === actual;
}
