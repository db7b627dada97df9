import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../support/running-server.ts";

const hour = 3600;
let server: TestServer;

beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.stop());

describe("calls, in the running server", () => {
  test("a call to a shown number is its visit's, with its tags (R46, case 8)", async () => {
    const answer = await server.visit("a", "https://plumber.example/?zip=90210&Zip=10001&gclid=g");
    server.clock.advanceSeconds(10);
    const call = await server.dial(numberOf(answer));
    expect(call).toMatchObject({
      decision: { kind: "connect", target: { kind: "phone", address: "+12125550190" } },
      attribution: { rule: "last_impression", confidence: "exclusive" },
      campaign: { name: "Harbor Plumbing" },
      publisher: { name: "Search ads" },
      pool: { name: "Demo pool" },
      impression: { id: answer.impression, secondsBeforeCall: 10 },
    });
    const user = call.tags.filter((tag) => tag.type === "User");
    expect(user.map(({ name, value }) => `${name}=${value}`)).toEqual([
      "Zip=10001",
      "gclid=g",
      "zip=90210",
    ]);
    const record = await (await server.admin("GET", `/calls/${call.call}`)).json();
    expect(record).toMatchObject({ id: call.call, impressionId: answer.impression });
  });

  test("case 3: a call 5 h 59 min after the last activity is the visit's (R41)", async () => {
    const answer = await server.visit("a");
    server.clock.advanceSeconds(6 * hour - 60);
    const call = await server.dial(numberOf(answer));
    expect(call).toMatchObject({
      impression: { id: answer.impression },
      attribution: { confidence: "tail" },
    });
  });

  test("case 3: a call 6 h after the last activity is rejected (R41, R47)", async () => {
    const answer = await server.visit("a");
    server.clock.advanceSeconds(6 * hour);
    const call = await server.dial(numberOf(answer));
    expect(call.decision).toEqual({ kind: "reject", reason: "no_active_impression" });
    expect(call.impression).toBeUndefined();
  });

  test("case 4: the number went on to B when A calls: B's, contested, A a rival (R46, R52)", async () => {
    const a = await server.visit("a");
    for (const visitor of ["x1", "x2", "x3", "x4"]) await server.visit(visitor);
    server.clock.advanceSeconds(330);
    const b = await server.visit("b");
    expect(numberOf(b)).toBe(numberOf(a));
    const call = await server.dial(numberOf(a));
    expect(call).toMatchObject({
      impression: { id: b.impression },
      attribution: { confidence: "contested" },
    });
    const record = await (await server.admin("GET", `/calls/${call.call}`)).json();
    // The admin contract gives the trace as the core made it.
    const { impressions } = (record as { attribution: { impressions: Traced[] } }).attribution;
    expect(impressions.map(({ id, role }) => [id, role])).toEqual([
      [b.impression, "chosen"],
      [a.impression, "rival"],
    ]);
  });

  test("case 5: a pool number never shown is rejected, and stands in the log (R47)", async () => {
    const call = await server.dial("+12125550101");
    expect(call.decision).toEqual({ kind: "reject", reason: "no_active_impression" });
    const unknown = await server.dial("+12125550177");
    expect(unknown.decision).toEqual({ kind: "reject", reason: "unknown_number" });
    const log = await (await server.admin("GET", "/calls")).json();
    expect(log).toMatchObject({
      items: [
        { id: unknown.call, decision: { reason: "unknown_number" } },
        { id: call.call, decision: { reason: "no_active_impression" } },
      ],
    });
  });

  test.each([
    ["a number that no plan knows", "+19995550000", "+12125550199"],
    ["what is no number at all", "anonymous@example.com", "+12125550199"],
    ["a number of ours, from a caller who is none", "+12125550101", "+1911"],
    ["a number of ours, from a caller who hides", "+12125550101", "anonymous"],
  ])("%s is answered and logged (R49)", async (_, to, from) => {
    const call = await server.dial(to, { from });
    expect(call).toMatchObject({ state: "rejected", decision: { kind: "reject" } });
    const record = await (await server.admin("GET", `/calls/${call.call}`)).json();
    expect(record).toMatchObject({ to, state: "rejected", endedAt: expect.any(String) });
  });

  test("an event that nobody knows is kept, and changes nothing (R53)", async () => {
    const answer = await server.visit("a");
    const callId = "odd";
    await server.dial(numberOf(answer), { callId });
    const after = await server.dial(numberOf(answer), { callId, event: "music-on-hold" });
    expect(after.state).toBe("ringing");
    const record = await (await server.admin("GET", `/calls/${after.call}`)).json();
    expect(record).toMatchObject({
      signals: [{ name: "incoming" }, { type: "other", name: "music-on-hold" }],
    });
  });

  test("a call to the publisher number has no visit (R48)", async () => {
    const call = await server.dial("+18885550100");
    expect(call).toMatchObject({
      decision: { kind: "connect" },
      campaign: { name: "Harbor Plumbing" },
      attribution: { rule: "publisher_number" },
      tags: [],
    });
    expect(call.impression).toBeUndefined();
  });

  test("a paused campaign rejects its calls (R49)", async () => {
    const answer = await server.visit("a");
    await server.admin("PATCH", `/campaigns/${server.campaign}`, { status: "paused" });
    const call = await server.dial(numberOf(answer));
    expect(call.decision).toEqual({ kind: "reject", reason: "campaign_paused" });
    expect(call.campaign?.name).toBe("Harbor Plumbing");
  });

  test("a webhook that comes twice, and its end before it, give one record (R53)", async () => {
    const answer = await server.visit("a");
    const callId = "one-call";
    const end = { callId, event: "completed", lengthSeconds: 33 } as const;
    const first = await server.dial(numberOf(answer), end);
    const second = await server.dial(numberOf(answer), { callId });
    const third = await server.dial(numberOf(answer), end);
    expect([second.call, third.call]).toEqual([first.call, first.call]);
    expect(third).toMatchObject({ state: "completed", impression: { id: answer.impression } });
    const log = await (await server.admin("GET", "/calls")).json();
    expect(log).toMatchObject({ items: [{ id: first.call, lengthSeconds: 33 }] });
  });

  test("a webhook with a wrong key or a strange body is refused (R70, R71)", async () => {
    const send = (path: string, body: string) =>
      fetch(server.url + path, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
      });
    expect((await send("/hooks/simulator/wrong", "{}")).status).toBe(404);
    expect((await send("/hooks/nobody/wrong", "{}")).status).toBe(404);
    const refused = await server.dial("+12125550101", { callId: "" });
    expect(refused).toMatchObject({ code: "invalid" });
  });
});

type Traced = { readonly id: string; readonly role: string };

function numberOf(answer: Awaited<ReturnType<TestServer["visit"]>>): string {
  return answer.numbers[0]?.number ?? "none";
}
