import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ImpressionAnswer } from "../../src/contract/edge.ts";
import { postgresForTests } from "../support/postgres.ts";
import { startPostgres, type PostgresServer } from "../support/postgres-server.ts";
import { browserHeaders, pageOpened } from "../support/running-server.ts";
import { callpool, startServerProcess, type ServerProcess } from "../support/server-process.ts";

// Its own PostgreSQL, which it stops and starts.
describe.skipIf(postgresForTests().kind === "missing")("a server on PostgreSQL", () => {
  let postgres: PostgresServer;
  let server: ServerProcess;
  let place: readonly string[];

  beforeAll(async () => {
    postgres = await startPostgres({ isDurable: true });
    place = ["--database-url", postgres.url];
    server = await startServerProcess(["--port", "0", ...place]);
  });
  afterAll(async () => {
    await server.end("SIGTERM");
    await postgres.remove();
  });

  test("a database that is none of Callpool's is left as it is, and one that is missing is named", async () => {
    const empty = new URL(postgres.url);
    empty.pathname = "/template1";
    const refused = callpool("verify", "--database-url", empty.href);
    await expect(refused).rejects.toThrow("There is no Callpool database");
    empty.pathname = "/nobody_made_it";
    const missing = callpool("verify", "--database-url", empty.href);
    await expect(missing).rejects.toThrow('database "nobody_made_it" does not exist');
  });

  async function campaignId(): Promise<string> {
    const page = await (await fetch(`${server.url}/demo/`)).text();
    return /src="[^"]*\/(cmp_\w+)"/.exec(page)?.[1] ?? "none";
  }

  function open(campaign: string, visitor: string): Promise<Response> {
    return fetch(`${server.url}/v1/impressions`, {
      method: "POST",
      headers: { "content-type": "text/plain", ...browserHeaders },
      body: JSON.stringify(pageOpened(campaign, visitor, "https://plumber.example/")),
    });
  }

  async function numberOf(response: Promise<Response>): Promise<string> {
    // What the contract says of a 200.
    const answer = (await (await response).json()) as ImpressionAnswer;
    return answer.numbers[0]?.number ?? "none";
  }

  test("gives visitors the same numbers after a restart, and attributes calls (R38, R46)", async () => {
    const campaign = await campaignId();
    const visitors = ["a", "b", "c"];
    const before = await Promise.all(visitors.map((name) => numberOf(open(campaign, name))));
    expect(new Set(before).size).toBe(3);
    const call: unknown = JSON.parse(await callpool("call", before[0] ?? "", "--json", ...place));
    expect(call).toMatchObject({ decision: { kind: "connect" } });
    expect(await server.end("SIGTERM")).toBe(0);
    server = await startServerProcess(["--port", "0", ...place]);
    const after = await Promise.all(visitors.map((name) => numberOf(open(campaign, name))));
    expect(after).toEqual(before);
    expect(await callpool("sign-in", ...place)).toContain("/api/auth/magic-link/verify");
  });

  test("says 503 and when to come back while the database is away, and recovers by itself", async () => {
    const campaign = await campaignId();
    const token = (await callpool("token", ...place)).trim();
    const headers = { authorization: `Bearer ${token}` };
    const pools = () => fetch(`${server.url}/api/v1/pools`, { headers });
    const number = await numberOf(open(campaign, "a"));
    expect((await pools()).status).toBe(200);

    await postgres.stop();
    const asked = performance.now();
    const refused = await Promise.all([
      ...Array.from({ length: 200 }, (_, index) => open(campaign, `away-${index}`)),
      fetch(`${server.url}/readyz`),
      pools(),
    ]);
    expect(performance.now() - asked).toBeLessThan(10_000);
    for (const response of refused) {
      expect(response.status).toBe(503);
      expect(response.headers.get("retry-after")).toBe("5");
      expect(await response.json()).toMatchObject({ code: "unavailable" });
    }
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);

    await postgres.start();
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
    expect(await numberOf(open(campaign, "a"))).toBe(number);
    expect((await pools()).status).toBe(200);
  });
});
