import { Agent, request as sendRequest, type IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { limits } from "../../src/core/limits.ts";

export type Answered = {
  readonly kind: "answered";
  readonly status: number;
  readonly body: string;
  /** Whether the server said that the connection ends. */
  readonly isLast: boolean;
};

/** Why there is no answer, as far as a client can tell. */
export type Unanswered = {
  readonly kind: "unanswered";
  /**
   * `refused`: nobody listens. `stale`: the connection had been idle for so long that a server may
   * close it. `cut`: neither.
   */
  readonly why: "refused" | "stale" | "cut";
};

/** A client that keeps its connections to one server open, and uses the one that waited longest. */
export type KeptConnections = {
  /**
   * @param body what to POST; without it, a GET
   * @param onSent is called when the request is with the system
   */
  ask(path: string, body?: string, onSent?: () => void): Promise<Answered | Unanswered>;
};

export function keptConnections(url: string): KeptConnections {
  const agent = new Agent({ keepAlive: true, scheduling: "fifo" });
  /** By the time of the last answer. */
  const answeredMs = new WeakMap<Socket, number>();
  return {
    ask(path, body, onSent) {
      const { promise, resolve } = Promise.withResolvers<Answered | Unanswered>();
      const method = body === undefined ? "GET" : "POST";
      const headers = body === undefined ? {} : { "content-type": "text/plain" };
      const request = sendRequest(url + path, { agent, method, headers });
      let idleMs = 0;
      const fail = ({ code }: NodeJS.ErrnoException) => {
        const isStale = idleMs >= limits.drainIdleMs;
        const why = code === "ECONNREFUSED" ? "refused" : isStale ? "stale" : "cut";
        resolve({ kind: "unanswered", why });
      };
      request.on("error", fail);
      request.on("socket", (socket) => {
        const nowMs = performance.now();
        idleMs = nowMs - (answeredMs.get(socket) ?? nowMs);
      });
      if (onSent !== undefined) request.on("finish", onSent);
      request.on("response", (response) => {
        const { socket } = response;
        response.on("error", fail);
        readAll(response, (text) => {
          answeredMs.set(socket, performance.now());
          const isLast = response.headers.connection === "close";
          resolve({ kind: "answered", status: response.statusCode ?? 0, body: text, isLast });
        });
      });
      request.end(body);
      return promise;
    },
  };
}

function readAll(response: IncomingMessage, done: (text: string) => void): void {
  let text = "";
  response.setEncoding("utf8");
  response.on("data", (chunk: string) => {
    text += chunk;
  });
  response.on("end", () => done(text));
}
