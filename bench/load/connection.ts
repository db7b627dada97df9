import { once } from "node:events";
import { connect } from "node:net";

/** A kept connection that carries one request at a time. */
export type Connection = {
  /** Sends a whole request, ASCII; `answered` gets the body of its answer. */
  send(request: string, answered: (body: string) => void): void;
  close(): void;
};

/**
 * A connection on a bare socket: the generator shares its machine with what it measures, and an
 * HTTP client costs several times as much.
 * @throws Error, out of the event loop, on an answer that is not 200
 */
export async function openConnection(port: number): Promise<Connection> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  await once(socket, "connect");
  let received = "";
  let waiting: ((body: string) => void) | undefined;

  socket.setEncoding("latin1").on("data", (text: string) => {
    received = received === "" ? text : received + text;
    const body = bodyOf(received);
    if (body === undefined) return;
    received = "";
    const answered = waiting;
    waiting = undefined;
    answered?.(body);
  });
  return {
    send(request, answered) {
      waiting = answered;
      socket.write(request, "latin1");
    },
    close: () => socket.destroy(),
  };
}

/** The answer's body once all of it is there. */
function bodyOf(received: string): string | undefined {
  const end = received.indexOf("\r\n\r\n");
  if (end === -1) return undefined;
  const length = /\r\ncontent-length: (\d+)/i.exec(received)?.[1];
  if (!received.startsWith("HTTP/1.1 200 ") || length === undefined) {
    throw new Error(`The server answered:\n${received}`);
  }
  const body = received.slice(end + 4);
  return body.length < Number(length) ? undefined : body;
}
