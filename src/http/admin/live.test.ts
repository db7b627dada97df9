import type { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  dial,
  makeFilledPool,
  makeTag,
  signal,
  visit,
} from "../../../test/support/admin-records.ts";
import {
  startAdminServer,
  type AccountHands,
  type AdminServer,
} from "../../../test/support/admin-server.ts";
import { limits } from "../../core/limits.ts";

let server: AdminServer;

beforeAll(async () => {
  server = await startAdminServer();
});

afterAll(async () => {
  await server.close();
});

type Event = {
  readonly id?: string;
  readonly event?: string;
  readonly data: Readonly<Record<string, unknown>>;
};

/** Whoever watches: reads what comes, event by event. */
async function watch({ token }: AccountHands, lastEventId?: string) {
  const leaving = new AbortController();
  const response = await server.app.inject({
    signal: leaving.signal,
    url: "/api/v1/live",
    headers: {
      authorization: `Bearer ${token}`,
      ...(lastEventId === undefined ? {} : { "last-event-id": lastEventId }),
    },
    payloadAsStream: true,
  });
  const stream: Readable = response.stream();
  // Of a browser that goes away, its own end hears an error.
  stream.on("error", () => undefined);
  const blocks = readBlocks(stream);
  /** The next events, and nothing between them; blocks without data are no events. */
  async function take(count: number): Promise<readonly Event[]> {
    const events: Event[] = [];
    while (events.length < count) {
      const { value } = await blocks.next();
      if (value === undefined) throw new Error("the stream ended");
      if (value.includes("data: ")) events.push(eventFrom(value));
    }
    return events;
  }
  const leave = async () => {
    const gone = new Promise((resolve) => stream.once("close", resolve));
    leaving.abort();
    await gone;
  };
  return { response, stream, blocks, take, leave };
}

async function* readBlocks(stream: Readable): AsyncGenerator<string, undefined> {
  let rest = "";
  for await (const chunk of stream) {
    rest += String(chunk);
    const parts = rest.split("\n\n");
    rest = parts.pop() ?? "";
    yield* parts;
  }
  return undefined;
}

function eventFrom(block: string): Event {
  const fields = new Map(
    block.split("\n").map((line) => {
      const [name = "", ...rest] = line.split(": ");
      return [name, rest.join(": ")] as const;
    }),
  );
  return {
    id: fields.get("id") ?? "",
    event: fields.get("event") ?? "",
    data: JSON.parse(fields.get("data") ?? "{}") as Event["data"],
  };
}

async function makeWatched(size: number) {
  const account = await server.account();
  const { id: poolId, numbers } = await makeFilledPool(account, size);
  const { campaignId } = await makeTag(account, poolId);
  const come = (visitor: string) => visit(server, account.accountId, campaignId, visitor);
  return { account, poolId, campaignId, numbers, come };
}

describe("the live view (R65)", () => {
  test("it begins with what is so, and tells impressions, misses, calls and what pools do", async () => {
    const { account, poolId, campaignId, come } = await makeWatched(1);
    const view = await watch(account);
    expect(view.response.headers).toMatchObject({
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
    });
    const at = new Date(server.clock.now()).toISOString();
    const states = { size: 1, held: 0, linked: 0, free: 1, quarantined: 0 };
    expect(await view.take(2)).toMatchObject([
      { event: "ready", data: { at, isComplete: true } },
      { event: "occupancy", data: { pools: [{ id: poolId, ...states }] } },
    ]);
    const shown = await come("anna");
    const missed = await come("berta");
    const call = await dial(server, account.accountId, shown.number ?? "");
    await server.pulse.beat();
    expect(await view.take(4)).toMatchObject([
      {
        event: "impression",
        data: {
          id: shown.impressionId,
          number: shown.number,
          campaign: { id: campaignId, name: "Plumbing" },
          pool: { id: poolId, name: "Main" },
          pageUrl: "https://plumber.example/",
        },
      },
      { event: "miss", data: { id: missed.impressionId } },
      {
        event: "call",
        data: { id: call.id, state: "ringing", confidence: "exclusive", to: shown.number },
      },
      { event: "occupancy", data: { pools: [{ id: poolId, held: 1, free: 0 }] } },
    ]);
    await signal(server, call, "answered");
    await server.pulse.beat();
    expect(await view.take(1)).toMatchObject([{ event: "call", data: { state: "connected" } }]);
    await server.pulse.beat();
    // Nothing is told twice: the next is what happens next.
    await signal(server, call, "completed", 7);
    await server.pulse.beat();
    expect(await view.take(1)).toMatchObject([
      { event: "call", data: { state: "completed", lengthSeconds: 7 } },
    ]);
    await view.leave();
  });

  test("another account hears nothing of it", async () => {
    const { come } = await makeWatched(1);
    const { account, poolId, come: comeToOurs } = await makeWatched(1);
    const view = await watch(account);
    expect(await view.take(2)).toMatchObject([
      { event: "ready" },
      { event: "occupancy", data: { pools: [{ id: poolId }] } },
    ]);
    await come("anna");
    await server.pulse.beat();
    const { impressionId } = await comeToOurs("berta");
    await server.pulse.beat();
    expect(await view.take(2)).toMatchObject([
      { event: "impression", data: { id: impressionId } },
      { event: "occupancy", data: { pools: [{ id: poolId, held: 1 }] } },
    ]);
    await view.leave();
  });

  test("whoever comes back with the id of their last event is told what they missed", async () => {
    const { account, come } = await makeWatched(3);
    const first = await watch(account);
    await first.take(2);
    const { impressionId: seen } = await come("anna");
    server.clock.advanceSeconds(10);
    await server.pulse.beat();
    const [before, last] = await first.take(2);
    // All that happened is told only with the last.
    expect(Number(before?.id)).toBe(server.clock.now() - 10_000);
    const id = String(server.clock.now());
    expect(last?.id).toBe(id);
    await first.leave();
    server.clock.advanceSeconds(20);
    const { impressionId } = await come("berta");
    const again = await watch(account, id);
    const told = await again.take(3);
    expect(told).toMatchObject([
      { event: "ready", data: { isComplete: true } },
      { event: "impression", data: { id: impressionId } },
      { event: "occupancy" },
    ]);
    expect(JSON.stringify(told)).not.toContain(seen);
    await again.leave();
    // Too long ago, and ids that this server never gave.
    server.clock.advanceMs(limits.newsReplayMs + 1);
    for (const old of [id, "9".repeat(15)]) {
      const late = await watch(account, old);
      const [ready] = await late.take(1);
      expect(ready).toMatchObject({ event: "ready", data: { isComplete: false } });
      await late.leave();
    }
    const odd = await watch(account, "'; DROP TABLE");
    const [ready] = await odd.take(1);
    expect(ready).toMatchObject({ event: "ready", data: { isComplete: true } });
    await odd.leave();
  });

  test("while nobody watches the store is asked nothing", async () => {
    await server.pulse.beat();
    expect(server.pulse.count()).toBe(0);
    const { account } = await makeWatched(1);
    const views = [await watch(account), await watch(account)];
    expect(server.pulse.count()).toBe(1);
    for (const view of views) await view.leave();
    await server.pulse.beat();
    expect(server.pulse.count()).toBe(0);
  });

  test("a quiet stream shows that it lives, and after some minutes it ends", async () => {
    const { account } = await makeWatched(1);
    const view = await watch(account);
    await view.take(2);
    for (let beat = 0; beat < limits.liveHeartbeatBeats; beat++) await server.pulse.beat();
    expect((await view.blocks.next()).value).toBe(`id: ${server.clock.now()}`);
    for (let beat = 0; beat < limits.liveStreamBeats; beat++) await server.pulse.beat();
    let last = await view.blocks.next();
    while (last.done !== true) last = await view.blocks.next();
    await server.pulse.beat();
    expect(server.pulse.count()).toBe(0);
  });

  test("whoever is not let in any more hears nothing more (R67)", async () => {
    const { account } = await makeWatched(1);
    const token = await account.ask("POST", "tokens", { name: "watcher", scopes: ["read"] });
    const view = await watch({ ...account, token: String(token.body["token"]) });
    await view.take(2);
    await account.ask("DELETE", `tokens/${String(token.body["id"])}`);
    for (let beat = 0; beat < limits.liveCheckBeats; beat++) await server.pulse.beat();
    let last = await view.blocks.next();
    while (last.done !== true) last = await view.blocks.next();
  });

  test("so many may watch, and one more is refused", async () => {
    const { account } = await makeWatched(1);
    const views = [];
    for (let at = 0; at < limits.liveListenersPerAccountMax; at++) views.push(await watch(account));
    expect(await account.ask("GET", "live")).toMatchObject({
      status: 503,
      body: { code: "busy" },
      headers: { "retry-after": "1" },
    });
    for (const view of views) await view.leave();
  });

  test("who does not prove who they are hears nothing", async () => {
    expect((await server.app.inject("/api/v1/live")).statusCode).toBe(401);
  });
});

describe("a server that stops", () => {
  test("ends every stream, and refuses new ones", async () => {
    const stopping = await startAdminServer();
    const account = await stopping.account();
    const open = stopping.app.inject({
      url: "/api/v1/live",
      headers: { authorization: `Bearer ${account.token}` },
      payloadAsStream: true,
    });
    const stream = (await open).stream();
    const ended = new Promise((resolve) => stream.once("end", resolve));
    stream.resume();
    stopping.live.end();
    await ended;
    expect(await account.ask("GET", "live")).toMatchObject({
      status: 503,
      body: { code: "stopping" },
    });
    await stopping.close();
  });
});
