import { keptConnections, type KeptConnections, type Unanswered } from "./kept-connections.ts";
import type { Asked } from "./load.ts";

/** Sends each request to the next server, and what one does not answer to another. */
export type Balancer = {
  /** Requests that a server did not answer, by why. */
  readonly counts: Readonly<Record<Unanswered["why"], number>>;
  /** From now on requests go to these. Settles when it has its connections to each. */
  use(urls: readonly string[]): Promise<void>;
  /** Requests that this server has yet to answer. */
  underWay(url: string): number;
  send(path: string, body: string, onSent: () => void): Promise<Asked>;
};

type Server = { readonly url: string; readonly connections: KeptConnections; underWay: number };

/** @param atOnce the most requests at the same time: as many connections to each server are open */
export function makeBalancer(atOnce: number): Balancer {
  const counts = { refused: 0, stale: 0, cut: 0 };
  let servers: readonly Server[] = [];
  let turn = 0;
  return {
    counts,
    async use(urls) {
      servers = await Promise.all(
        urls.map(async (url) => servers.find((one) => one.url === url) ?? connect(url, atOnce)),
      );
    },
    underWay: (url) => servers.find((one) => one.url === url)?.underWay ?? 0,
    async send(path, body, onSent) {
      const first = turn++ % servers.length;
      for (const server of [...servers.slice(first), ...servers.slice(0, first)]) {
        server.underWay++;
        const asked = await server.connections.ask(path, body, onSent);
        server.underWay--;
        if (asked.kind === "answered") return asked;
        counts[asked.why]++;
      }
      return { kind: "refused" };
    },
  };
}

async function connect(url: string, atOnce: number): Promise<Server> {
  const connections = keptConnections(url);
  await Promise.all(Array.from({ length: atOnce }, () => connections.ask("/healthz")));
  return { url, connections, underWay: 0 };
}
