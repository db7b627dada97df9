import type { FastifyReply } from "fastify";
import { liveEventSchema, type LiveEvent } from "../../contract/admin/live.ts";
import { callLengthSeconds, callState } from "../../core/call/call-progress.ts";
import { limits } from "../../core/limits.ts";
import { toInstant, type Instant } from "../../core/time.ts";
import type { Identity } from "../../identity/identity.ts";
import { optional } from "../../service/admin/patch.ts";
import type { LiveListener } from "../../service/live/audience.ts";
import type { LiveNews } from "../../service/live/live-news.ts";
import type { Live } from "../../service/live/live.ts";
import type { CallNews, ImpressionNews } from "../../store/news.ts";
import { iso, operation, problemAnswers, type AdminApp } from "./admin-app.ts";
import { actorOf, credentials } from "./actor.ts";

/** What happens, as it happens (R65): server-sent events, see the HTML Standard, section 9.2. */
export function liveRoute(app: AdminApp, live: Live, identity: Identity): void {
  app.get("/live", {
    schema: {
      ...operation(
        "Account",
        "getLive",
        "What happens, as it happens",
        "Server-sent events, for a browser's `EventSource`: `ready` first, then `impression`, " +
          "`miss`, `call`, `occupancy` and `skipped`. A connection that breaks goes on with " +
          "`Last-Event-ID`, which browsers send by themselves; what was told just before may " +
          "then come twice, so keep lists by the ids of their records. Each connection ends " +
          "after some minutes, and a browser comes back by itself; but not after a refusal: " +
          "then try again when `Retry-After` says.",
      ),
      response: {
        200: {
          description: "A stream of events; the schema is that of each event's name and data.",
          content: { "text/event-stream": { schema: liveEventSchema } },
        },
        ...problemAnswers,
      },
    },
    handler: async (request, reply) => {
      const { accountId } = actorOf(request);
      const since = sinceOf(request.headers["last-event-id"]);
      const mayStay = async () => {
        const actor = await identity.authenticate(credentials(request));
        return actor?.accountId === accountId && actor.can.includes("read");
      };
      const stream = eventStream(reply, mayStay);
      const leave = await live.listen(accountId, since, stream);
      if (reply.raw.destroyed) leave();
      else reply.raw.once("close", leave);
      return reply;
    },
  });
}

/** The ids of events are instants; anything else is nobody's, and begins anew. */
function sinceOf(lastEventId: string | string[] | undefined): Instant | undefined {
  return typeof lastEventId === "string" && /^\d{1,15}$/.test(lastEventId)
    ? toInstant(Number(lastEventId))
    : undefined;
}

/** How soon a browser whose connection ended comes back. */
const RETRY_MS = 2_000;

/** Begins to answer with the first event, so that until then a problem can be answered. */
function eventStream(reply: FastifyReply, mayStay: () => Promise<boolean>): LiveListener {
  const { raw } = reply;

  function write(text: string): void {
    if (raw.destroyed || raw.writableEnded) return;
    if (!reply.sent) begin();
    raw.write(text);
    // It does not read any more: what it misses it is told when it comes back.
    if (raw.writableLength > limits.liveBacklogBytesMax) raw.destroy();
  }

  function begin(): void {
    reply.hijack();
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (value !== undefined) raw.setHeader(name, value);
    }
    raw.writeHead(200, {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      // A proxy that gathers before it passes on would hold the events back (nginx).
      "x-accel-buffering": "no",
    });
    raw.write(`retry: ${RETRY_MS}\n\n`);
  }

  return {
    tell: (news, upTo) => write(`id: ${upTo}\n${frameOf(news)}\n\n`),
    beat: (upTo) => write(`id: ${upTo}\n\n`),
    check: () => {
      // Signed out, removed or with another role: from now on they hear nothing. While it cannot be
      // told, they stay: the store that cannot be asked has no news either.
      void mayStay().then(
        (isAllowed) => isAllowed || raw.end(),
        () => {},
      );
    },
    end: () => raw.end(),
  };
}

/** What is told to many is written once. */
const frames = new WeakMap<LiveNews, string>();

function frameOf(news: LiveNews): string {
  const known = frames.get(news);
  if (known !== undefined) return known;
  const { event, data } = eventOf(news);
  // JSON has no line breaks of its own, so the data is one line.
  const frame = `event: ${event}\ndata: ${JSON.stringify(data)}`;
  frames.set(news, frame);
  return frame;
}

function eventOf(news: LiveNews): LiveEvent {
  switch (news.kind) {
    case "ready":
      return { event: "ready", data: { at: iso(news.at), isComplete: news.isComplete } };
    case "impression": {
      const { impression } = news;
      return { event: impression.isMiss ? "miss" : "impression", data: showImpression(impression) };
    }
    case "call":
      return { event: "call", data: showCall(news.call) };
    case "occupancy": {
      const pools = news.pools.map(({ poolId, occupancy }) => {
        const { size, held, linked, free, quarantined } = occupancy;
        return { id: poolId, size, held, linked, free, quarantined };
      });
      return { event: "occupancy", data: { at: iso(news.at), pools } };
    }
    case "skipped":
      return { event: "skipped", data: { at: iso(news.at), impressions: news.impressions } };
  }
}

function showImpression({ tags, session, ...impression }: ImpressionNews) {
  const tag = (type: string, name: string) =>
    tags.find((one) => one.type === type && one.name === name)?.value;
  return {
    id: impression.id,
    at: iso(impression.receivedAt),
    campaign: impression.campaign,
    pool: impression.pool,
    publisherId: impression.publisherId,
    ...optional("number", impression.number),
    pageUrl: session.page.url,
    ...optional("source", tag("User", "utm_source")),
    ...optional("city", tag("Geo", "city")),
    ...optional("region", tag("Geo", "region")),
    ...optional("country", tag("Geo", "country")),
  };
}

function showCall(call: CallNews) {
  return {
    id: call.id,
    at: iso(call.receivedAt),
    state: callState(call),
    ...optional("from", call.from),
    to: call.to,
    ...optional("lengthSeconds", callLengthSeconds(call)),
    ...optional("rejectReason", call.rejectReason),
    ...optional("confidence", call.confidence),
    ...optional("campaign", call.campaign),
    ...optional("pool", call.pool),
    ...optional("publisherId", call.publisherId),
    ...optional("impressionId", call.impressionId),
  };
}
