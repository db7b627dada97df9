import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { BuiltPage } from "./page.ts";

export type PageServer = {
  readonly url: string;
  /** Another page from now on. */
  show(page: BuiltPage): void;
  close(): Promise<void>;
};

/**
 * Serves one page to this machine alone.
 * @param port 0 takes any that is free
 * @throws Error with the code EADDRINUSE
 */
export async function servePage(first: BuiltPage, port = 0): Promise<PageServer> {
  let page = first;
  const server = createServer(({ url = "/" }, response) => {
    const { pathname } = new URL(url, "http://localhost");
    const [type, body] =
      pathname === "/client.js" ? ["text/javascript", page.script] : ["text/html", page.html];
    const isThere = pathname === "/" || pathname === "/client.js";
    response.writeHead(isThere ? 200 : 404, {
      "content-type": `${type}; charset=utf-8`,
      "cache-control": "no-store",
    });
    response.end(isThere ? body : "");
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  // A listening TCP server has an address with a port.
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${taken}/`,
    show: (next) => {
      page = next;
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
