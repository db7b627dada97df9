import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../support/running-server.ts";

const primary = "+18885550100";
let server: TestServer;

beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.stop());

async function fillPool(): Promise<readonly string[]> {
  return Promise.all(["a", "b", "c", "d", "e"].map((visitor) => server.shownTo(visitor)));
}

async function poolId(): Promise<string> {
  const pools = await json(server.admin("GET", "/pools"));
  return pools.items[0].id;
}

describe("issuing, in the running server", () => {
  test("case 1: six visitors at once on five numbers (R38, R39, R43)", async () => {
    const visitors = ["a", "b", "c", "d", "e", "f"];
    const answers = await Promise.all(visitors.map((visitor) => server.visit(visitor)));
    const shown = answers.map((answer) => answer.numbers[0]);
    const pooled = shown.filter((one) => one?.reason === undefined);
    expect(new Set(pooled.map((one) => one?.number)).size).toBe(5);
    const missed = shown.filter((one) => one?.reason === "pool_exhausted");
    expect(missed.map((one) => one?.number)).toEqual([primary]);
    const statistics = await json(server.admin("GET", `/pools/${await poolId()}/statistics`));
    expect(statistics).toMatchObject({ impressions: 6, misses: 1 });
    expect(statistics.occupancy).toMatchObject({ size: 5, held: 5, linked: 0, free: 0 });
  });

  test("case 2: at last activity + 329 s a miss, at + 330 s the number (R40)", async () => {
    const numbers = await fillPool();
    server.clock.advanceSeconds(329);
    expect(await server.shownTo("early")).toBe(primary);
    server.clock.advanceSeconds(1);
    expect(numbers).toContain(await server.shownTo("late"));
  });

  test("activity keeps a number past its first end, a close does not cut it (R40)", async () => {
    const first = await server.visit("a");
    for (const visitor of ["b", "c", "d", "e"]) await server.visit(visitor);
    server.clock.advanceSeconds(200);
    const renewed = await server.activity(first);
    expect(await renewed.json()).toMatchObject({ renewEveryMs: 100_000, numbers: first.numbers });
    expect((await server.close(first)).status).toBe(204);
    server.clock.advanceSeconds(130);
    for (const visitor of ["f", "g", "h", "i"]) {
      expect(await server.shownTo(visitor)).not.toBe(first.numbers[0]?.number);
    }
    expect(await server.shownTo("j")).toBe(primary);
  });

  test("a visitor who waits gets a number with a later activity (R43)", async () => {
    await fillPool();
    const waiting = await server.visit("w");
    expect(waiting.numbers[0]).toMatchObject({ number: primary, reason: "pool_exhausted" });
    const still = await json(server.activity(waiting));
    expect(still.numbers[0]).toMatchObject({ number: primary, reason: "pool_exhausted" });
    server.clock.advanceSeconds(330);
    const now = await json(server.activity(waiting));
    expect(now.numbers[0].reason).toBeUndefined();
    expect(now.numbers[0].number).not.toBe(primary);
  });

  test("an impression that ended answers 410, and its browser starts anew (R41)", async () => {
    const first = await server.visit("a");
    server.clock.advanceSeconds(6 * 3600);
    const ended = await server.activity(first);
    expect(ended.status).toBe(410);
    expect(await ended.json()).toMatchObject({ code: "impression_ended" });
    expect((await server.visit("a")).impression).not.toBe(first.impression);
  });

  test("only the browser that was given the token changes an impression (R68)", async () => {
    const mine = await server.visit("a");
    const theirs = await server.visit("b");
    for (const token of [theirs.token, "", "x", `${mine.token}x`]) {
      const refused = await server.activity({ ...mine, token });
      expect(refused.status).toBe(403);
      expect(await refused.json()).toMatchObject({ code: "wrong_token" });
    }
    const joined = { ...mine, impression: `${mine.impression}.${theirs.impression}` };
    expect((await server.activity(joined)).status).toBe(403);
    expect((await server.close({ ...mine, token: theirs.token })).status).toBe(403);
  });

  test("case 10: a pool in use is not deleted, unless forced; its numbers are kept (R8)", async () => {
    const id = await poolId();
    const refused = await server.admin("DELETE", `/pools/${id}`);
    expect(refused.status).toBe(409);
    const problem = await refused.json();
    expect(problem).toMatchObject({ code: "in_use" });
    expect(JSON.stringify(problem)).toContain("Number on the landing page");
    const forced = await server.admin("DELETE", `/pools/${id}?force=true`);
    expect(forced.ok).toBe(true);
    expect((await json(server.admin("GET", "/pools"))).items).toEqual([]);
    const numbers = await json(server.admin("GET", "/numbers?unassigned=true"));
    expect(numbers.items).toHaveLength(5);
    const script = await (await fetch(`${server.url}/${server.campaign}`)).text();
    expect(script).toContain('"capture":false');
  });
});

// oxlint-disable-next-line typescript/no-explicit-any -- answers are looked into field by field
async function json(response: Promise<Response>): Promise<any> {
  return (await response).json();
}
