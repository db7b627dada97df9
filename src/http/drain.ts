import { once } from "node:events";
import type { Server, ServerResponse } from "node:http";
import { Server as TcpServer, type Socket } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";

export type DrainTimes = {
  /** For how long an idle connection may still bring a request. */
  readonly idleMs: number;
  /** What is not answered by then is cut off. */
  readonly longestMs: number;
};

export type Drain = {
  isUnderWay(): boolean;
  /** Settles when there is no connection any more. @returns how many requests were cut off */
  run(): Promise<number>;
};

/**
 * Ends a server without losing a request that a client has sent:
 *
 * 1. No connection is taken any more: whoever opens one is refused, and can ask another server.
 * 2. Every request is still answered, with `Connection: close`, after which its connection ends.
 *    An idle connection stays for `idleMs`: its client may have just sent something, and a busy
 *    client learns from the answer that it ends.
 * 3. When nothing is being answered, what is idle is closed.
 *
 * `close()` of Node and of Fastify closes idle connections at once, also where a request was
 * received and not read yet: its client sees a reset.
 */
export function drainOf(server: Server, times: DrainTimes): Drain {
  let isUnderWay = false;
  const responses = openResponses(server, (response) => {
    // Not before: the client would open its next connection to this very server.
    if (isUnderWay && !server.listening) endAfter(response);
  });

  async function closeIdle(): Promise<void> {
    // Also where Node holds them for idle: their last bytes may be on the way to a slow reader.
    do {
      await responses.none();
      await allRead();
    } while (responses.all.size > 0);
    server.closeIdleConnections();
  }

  return {
    isUnderWay: () => isUnderWay,
    async run() {
      isUnderWay = true;
      const isGone = once(server, "close");
      await stopListening(server);
      for (const response of responses.all) endAfter(response);
      let cut = 0;
      const idle = setTimeout(() => void closeIdle(), times.idleMs);
      const longest = setTimeout(() => {
        cut = responses.all.size;
        server.closeAllConnections();
      }, times.longestMs);
      await isGone;
      clearTimeout(idle);
      clearTimeout(longest);
      return cut;
    },
  };
}

type OpenResponses = {
  /** Not yet with the system to their last byte. */
  readonly all: ReadonlySet<ServerResponse>;
  /** Settles when there is none. */
  none(): Promise<void>;
};

/** @param onOpen is called with each before anything is written to it */
function openResponses(server: Server, onOpen: (response: ServerResponse) => void): OpenResponses {
  const all = new Set<ServerResponse>();
  let whenNone: (() => void)[] = [];
  server.prependListener("request", (_request, response: ServerResponse) => {
    all.add(response);
    onOpen(response);
    response.once("close", () => {
      all.delete(response);
      if (all.size > 0) return;
      for (const tell of whenNone) tell();
      whenNone = [];
    });
  });
  return {
    all,
    none() {
      if (all.size === 0) return Promise.resolve();
      return new Promise((resolve) => whenNone.push(resolve));
    },
  };
}

/** Node ends the connection after such a response. */
function endAfter(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader("connection", "close");
}

/** Under a storm of new connections there is never none that waits. */
const TAKING_MS_MAX = 500;

/**
 * Connections that the system has accepted and Node has not taken are reset as listening ends. Node
 * takes one in a turn of the event loop, so it is to have a turn in which none came. Until then
 * nothing is read from the new ones: turns are short, and no client is back for another one.
 */
async function stopListening(server: Server): Promise<void> {
  const taken: Socket[] = [];
  const take = (socket: Socket) => {
    taken.push(socket);
    // Node begins to read in this very tick.
    process.nextTick(() => socket.pause());
  };
  server.on("connection", take);
  const untilMs = performance.now() + TAKING_MS_MAX;
  await nextTurn();
  let before;
  do {
    before = taken.length;
    await nextTurn();
  } while (taken.length > before && performance.now() < untilMs);
  // Not `server.close()` of HTTP, which closes idle connections, too.
  TcpServer.prototype.close.call(server);
  server.off("connection", take);
  for (const socket of taken) socket.resume();
}

/** Settles just after Node has read every byte that the system had received. */
async function allRead(): Promise<void> {
  // The rest of the present turn of the event loop; the next one begins with reading.
  await nextTurn();
  await nextTurn();
}
