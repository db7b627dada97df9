import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { limits } from "../../core/limits.ts";
import { fetchPage, type FetchRules } from "./fetch-page.ts";

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A listening TCP server has an address with a port.
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const strict: FetchRules = {
  ownOrigins: [],
  allowPrivateAddresses: false,
  userAgent: "Callpool tests",
};
const open: FetchRules = { ...strict, allowPrivateAddresses: true };

describe("fetching a page", () => {
  test("tells what came, also compressed and in another encoding", async () => {
    const url = await serve((request, response) => {
      expect(request.headers["user-agent"]).toBe("Callpool tests");
      response.setHeader("content-type", "text/html; charset=windows-1252");
      response.setHeader("content-encoding", "gzip");
      response.setHeader("content-security-policy", ["default-src 'self'", "img-src *"]);
      response.end(gzipSync(Buffer.from("<p>caf\xe9</p>", "latin1")));
    });
    expect(await fetchPage(url, open)).toMatchObject({
      kind: "page",
      finalUrl: `${url}/`,
      status: 200,
      html: "<p>café</p>",
      isCut: false,
      policies: [expect.stringContaining("default-src")],
    });
  });

  test("this machine is reached neither by address nor by name (R72)", async () => {
    let asked = 0;
    const url = await serve((_request, response) => {
      asked++;
      response.end();
    });
    for (const address of [
      url,
      url.replace("127.0.0.1", "localhost"),
      url.replace("127.0.0.1", "[::ffff:127.0.0.1]"),
    ]) {
      expect(await fetchPage(address, strict)).toMatchObject({ kind: "not_allowed" });
    }
    expect(asked).toBe(0);
  });

  test("a redirect is checked like the first address (R72)", async () => {
    let asked = 0;
    const secret = await serve((_request, response) => {
      asked++;
      response.end();
    });
    const page = await serve((_request, response) => {
      response.writeHead(302, { location: secret }).end();
    });
    const rules = { ...strict, ownOrigins: [page] };
    expect(await fetchPage(page, rules)).toEqual({
      kind: "not_allowed",
      url: `${secret}/`,
      code: "",
    });
    expect(asked).toBe(0);
  });

  test("the server's own address is allowed, and no other port of it (R72)", async () => {
    const own = await serve((_request, response) => {
      response.setHeader("content-type", "text/html").end("own");
    });
    const other = await serve((_request, response) => {
      response.end("other");
    });
    const rules = { ...strict, ownOrigins: [own] };
    expect(await fetchPage(`${own}/demo/`, rules)).toMatchObject({ kind: "page", html: "own" });
    expect(await fetchPage(other, rules)).toMatchObject({ kind: "not_allowed" });
  });

  test("redirects are followed, and a circle is left", async () => {
    const url = await serve(({ url: path }, response) => {
      if (path === "/a") response.writeHead(301, { location: "/b" }).end();
      else if (path === "/b") response.end("there");
      else response.writeHead(302, { location: "/round" }).end();
    });
    expect(await fetchPage(`${url}/a`, open)).toMatchObject({
      finalUrl: `${url}/b`,
      html: "there",
    });
    expect(await fetchPage(`${url}/round`, open)).toMatchObject({ kind: "too_many_redirects" });
  });

  test("a page that unpacks to more than is read is cut", async () => {
    const bomb = gzipSync(Buffer.alloc(20 * limits.pageBytesMax, "a"));
    const url = await serve((_request, response) => {
      response.setHeader("content-encoding", "gzip").end(bomb);
    });
    const page = await fetchPage(url, open);
    expect(page).toMatchObject({ kind: "page", isCut: true });
    expect(page.kind === "page" && page.html.length).toBe(limits.pageBytesMax);
  });

  test("a page that never ends, or never begins, is given up", async () => {
    const silent = await serve(() => undefined);
    const slow = await serve((_request, response) => {
      response.write("a");
    });
    for (const url of [silent, slow]) {
      expect(await fetchPage(url, { ...open, withinMs: 200 })).toMatchObject({ kind: "timed_out" });
    }
  });

  test("what cannot be reached is told with the system's code", async () => {
    const url = await serve(() => undefined);
    servers[0]?.close();
    expect(await fetchPage(url, open)).toMatchObject({ kind: "unreachable", code: "ECONNREFUSED" });
    const broken = await serve((_request, response) => {
      response.setHeader("content-encoding", "gzip").end("not packed");
    });
    expect(await fetchPage(broken, open)).toMatchObject({ kind: "unreachable" });
  });
});
