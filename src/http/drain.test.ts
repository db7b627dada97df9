import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import { setImmediate as nextTurn } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { drainOf, type Drain, type DrainTimes } from "./drain.ts";

/** More than the system keeps for a connection whose client does not read. */
const LARGE_BYTES = 64 * 1024 * 1024;

const large = Buffer.alloc(LARGE_BYTES, "x");

let server: Server;
let drain: Drain;
let open: Client[];
/** Requests for /held that have come in, each answered once it is told to be. */
let held: { answer(): void }[];
let onHeld: () => void;

beforeEach(() => {
  [open, held, onHeld] = [[], [], () => undefined];
});
afterEach(() => {
  for (const { socket } of open) socket.destroy();
  server.close();
});

async function start(times: DrainTimes): Promise<void> {
  server = createServer(({ url }, response) => {
    if (url === "/large") response.end(large);
    else if (url === "/held") {
      held.push({ answer: () => response.end("held") });
      onHeld();
    } else response.end("quick");
  });
  drain = drainOf(server, times);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
}

/** A connection whose every byte the test decides. */
type Client = {
  readonly socket: Socket;
  /** All that has come. */
  text(): string;
  /** The next answer, head and body, or what came of it before the connection ended. */
  answer(): Promise<string>;
  /** Settles at the end of the connection. @returns the code of the error, if it was one */
  ended: Promise<string | undefined>;
};

function port(): number {
  // A TCP server has an address with a port.
  return (server.address() as AddressInfo).port;
}

async function client(): Promise<Client> {
  const taken = once(server, "connection");
  const one = watched(connect(port(), "127.0.0.1"));
  await Promise.all([once(one.socket, "connect"), taken]);
  return one;
}

function watched(socket: Socket): Client {
  let got = "";
  let at = 0;
  socket.on("data", (chunk: Buffer) => {
    got += chunk.toString("latin1");
  });
  const { promise: ended, resolve } = Promise.withResolvers<string | undefined>();
  let code: string | undefined;
  socket.on("error", (error: NodeJS.ErrnoException) => {
    code = error.code;
  });
  socket.once("close", () => resolve(code));
  const one: Client = {
    socket,
    text: () => got,
    ended,
    async answer() {
      for (;;) {
        const head = got.indexOf("\r\n\r\n", at);
        const length = Number(/content-length: (\d+)/i.exec(got.slice(at, head))?.[1] ?? 0);
        const end = head + 4 + length;
        if (head !== -1 && got.length >= end) {
          const answer = got.slice(at, end);
          at = end;
          return answer;
        }
        if (socket.closed) return got.slice(at);
        await Promise.race([once(socket, "data"), ended]);
      }
    },
  };
  open.push(one);
  return one;
}

function get(path: string): string {
  return `GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`;
}

async function heldRequest(): Promise<Client> {
  const one = await client();
  const { promise, resolve } = Promise.withResolvers<void>();
  onHeld = resolve;
  one.socket.write(get("/held"));
  await promise;
  return one;
}

/** A connection that has brought a request before. */
async function keptClient(): Promise<Client> {
  const one = await client();
  one.socket.write(get("/quick"));
  expect(await one.answer()).toMatch(/\r\nConnection: keep-alive\r\n/i);
  return one;
}

/** Settles when the server does not listen any more. */
async function refused(): Promise<void> {
  while (server.listening) await nextTurn();
}

const soon: DrainTimes = { idleMs: 1, longestMs: 60_000 };

describe("a server that stops", () => {
  test("answers what it has received, says that the connection ends, and ends it", async () => {
    await start(soon);
    const one = await heldRequest();
    const over = drain.run();
    await refused();
    held[0]?.answer();
    expect(await one.answer()).toMatch(/^HTTP\/1.1 200 [^]*\r\nconnection: close\r\n[^]*held$/i);
    expect(await one.ended).toBeUndefined();
    expect(await over).toBe(0);
  });

  test("takes no new connection", async () => {
    await start(soon);
    const to = port();
    await heldRequest();
    const over = drain.run();
    await refused();
    const [error] = (await once(connect(to, "127.0.0.1"), "error")) as [NodeJS.ErrnoException];
    expect(error.code).toBe("ECONNREFUSED");
    held[0]?.answer();
    expect(await over).toBe(0);
  });

  test("answers a request that comes on a kept connection, and ends it", async () => {
    await start(soon);
    const [kept] = [await keptClient(), await heldRequest()];
    const over = drain.run();
    await refused();
    kept.socket.write(get("/quick"));
    expect(await kept.answer()).toMatch(/\r\nconnection: close\r\n[^]*quick$/i);
    expect(await kept.ended).toBeUndefined();
    held[0]?.answer();
    expect(await over).toBe(0);
  });

  test("ends no connection while a client could open the next one to it", async () => {
    await start(soon);
    const kept = await keptClient();
    const came = once(server, "request");
    const over = drain.run();
    kept.socket.write(get("/quick"));
    await came;
    expect(server.listening).toBe(true);
    expect(await kept.answer()).toMatch(/\r\nconnection: keep-alive\r\n[^]*quick$/i);
    expect(await kept.ended).toBeUndefined();
    expect(await over).toBe(0);
  });

  test("closes idle connections, used and unused, and answers a request that has begun", async () => {
    await start(soon);
    const [kept, unused, begun] = [await keptClient(), await client(), await keptClient()];
    const request = get("/quick");
    begun.socket.write(request.slice(0, 10));
    const over = drain.run();
    expect(await Promise.all([kept.ended, unused.ended])).toEqual([undefined, undefined]);
    begun.socket.write(request.slice(10));
    expect(await begun.answer()).toMatch(/\r\nconnection: close\r\n[^]*quick$/i);
    expect(await over).toBe(0);
  });

  test("sends an answer to its end, also to a slow reader", async () => {
    await start(soon);
    const [slow, kept] = [await client(), await keptClient()];
    slow.socket.write(get("/large"));
    await once(slow.socket, "data");
    slow.socket.pause();
    const over = drain.run();
    await refused();
    // The idle connection is closed when nothing is left to send.
    slow.socket.resume();
    await kept.ended;
    expect((await slow.answer()).length).toBeGreaterThan(LARGE_BYTES);
    expect(await over).toBe(0);
  });

  test("answers on connections that only the system has taken so far", async () => {
    await start({ idleMs: 200, longestMs: 60_000 });
    const waiting = Array.from({ length: 5 }, () => watched(connect(port(), "127.0.0.1")));
    for (const { socket } of waiting) socket.write(get("/quick"));
    // By then the sockets have asked the system to connect.
    await new Promise((resolve) => process.nextTick(resolve));
    const over = drain.run();
    for (const one of waiting) {
      expect(await one.answer()).toMatch(/\r\nconnection: close\r\n[^]*quick$/i);
    }
    expect(await over).toBe(0);
  });

  test("answers a request that comes in the instant of the last answer", async () => {
    await start(soon);
    const [kept, other] = [await keptClient(), await heldRequest()];
    const over = drain.run();
    await refused();
    const until = performance.now() + 10 * soon.idleMs;
    // From then on nothing but the answer keeps idle connections open.
    while (performance.now() < until) await nextTurn();
    kept.socket.write(get("/quick"));
    held[0]?.answer();
    expect(await other.answer()).toMatch(/held$/);
    expect(await kept.answer()).toMatch(/\r\nconnection: close\r\n[^]*quick$/i);
    expect(await over).toBe(0);
  });

  test("waits for its idle connections no longer than it must", async () => {
    await start({ idleMs: 60_000, longestMs: 60_000 });
    const kept = await keptClient();
    const over = drain.run();
    await refused();
    kept.socket.write(get("/quick"));
    expect(await kept.answer()).toMatch(/quick$/);
    expect(await over).toBe(0);
  });

  test("cuts off what takes too long, and says how much", async () => {
    await start({ idleMs: 1, longestMs: 50 });
    const one = await heldRequest();
    expect(await drain.run()).toBe(1);
    await one.ended;
    expect(one.text()).toBe("");
  });
});
