import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ImpressionAnswer } from "../../src/contract/edge.ts";
import { createTestDatabase, postgresForTests } from "../support/postgres.ts";
import { browserHeaders, pageOpened } from "../support/running-server.ts";
import { callpool, startServerProcess, type ServerProcess } from "../support/server-process.ts";

const POOL = 50;

/** How many requests may be under way at once: each is a connection. */
const AT_ONCE = 100;

type Place = readonly string[];

/** Starts the servers on an empty place, all at once: one of them prepares it. */
async function withServers(
  count: number,
  place: Place,
  work: (servers: readonly ServerProcess[], admin: Admin) => Promise<void>,
): Promise<void> {
  const servers: ServerProcess[] = [];
  try {
    const start = async () => {
      servers.push(await startServerProcess(["--port", "0", ...place]));
    };
    await Promise.all(Array.from({ length: count }, start));
    const token = (await callpool("token", ...place)).trim();
    await work(servers, adminOf(servers[0]?.url ?? "", token));
  } finally {
    await Promise.all(servers.map((server) => server.end("SIGTERM")));
  }
}

type Admin = (method: string, path: string, body?: unknown) => Promise<Record<string, unknown>>;

function adminOf(url: string, token: string): Admin {
  return async (method, path, body) => {
    const response = await fetch(`${url}/api/v1/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(JSON.stringify(answer));
    // Every JSON answer of the API is an object.
    return answer as Record<string, unknown>;
  };
}

/** Fills the demo's pool of five up. @returns the pool's id and the campaign's */
async function fillPool(admin: Admin): Promise<{ pool: string; campaign: string }> {
  const [pool, second] = (await admin("GET", "pools"))["items"] as { id: string }[];
  expect(second).toBeUndefined();
  const [campaign] = (await admin("GET", "campaigns"))["items"] as { id: string }[];
  if (pool === undefined || campaign === undefined) throw new Error("the demo is set up");
  const numbers = Array.from({ length: POOL - 5 }, (_, index) => `+12125550${110 + index}`);
  await admin("POST", "numbers", { numbers: numbers.map((number) => ({ number })) });
  await admin("POST", `pools/${pool.id}/numbers`, { numbers });
  return { pool: pool.id, campaign: campaign.id };
}

/** Opens the page for that many visitors, spread over the servers. */
async function openPages(servers: readonly ServerProcess[], campaign: string, count: number) {
  const shown: (ImpressionAnswer["numbers"][number] | undefined)[] = [];
  let next = 0;
  async function work(): Promise<void> {
    while (next < count) {
      const index = next++;
      const url = servers[index % servers.length]?.url ?? "";
      const response = await fetch(`${url}/v1/impressions`, {
        method: "POST",
        headers: { "content-type": "text/plain", ...browserHeaders },
        body: JSON.stringify(pageOpened(campaign, `v${index}`, "https://plumber.example/")),
      });
      if (response.status !== 200) throw new Error(await response.text());
      // What the contract says of a 200.
      const answer = (await response.json()) as ImpressionAnswer;
      shown.push(answer.numbers[0]);
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return shown;
}

async function expectCase11(servers: readonly ServerProcess[], admin: Admin, place: Place) {
  const { pool, campaign } = await fillPool(admin);
  const shown = await openPages(servers, campaign, 1000);
  const misses = shown.filter((one) => one?.reason === "pool_exhausted");
  const issued = shown.filter((one) => one?.reason === undefined).map((one) => one?.number);
  expect(issued).toHaveLength(POOL);
  expect(new Set(issued).size).toBe(POOL);
  expect(misses).toHaveLength(950);
  const statistics = await admin("GET", `pools/${pool}/statistics`);
  expect(statistics).toMatchObject({ impressions: 1000, misses: 950 });
  const audit: unknown = JSON.parse(await callpool("verify", "--json", ...place));
  expect(audit).toMatchObject({ holds: POOL, overlapCount: 0 });
}

test("case 11: 1,000 requests at four servers on one PostgreSQL and a pool of 50 (R39, R43)", async (context) => {
  const postgres = postgresForTests();
  if (postgres.kind === "missing") {
    context.skip(postgres.why);
    return;
  }
  const database = await createTestDatabase(postgres.url);
  const place = ["--database-url", database.url];
  await withServers(4, place, (servers, admin) => expectCase11(servers, admin, place));
  await database.drop();
});

test("case 11 with two servers on one SQLite file (R39, R43)", async () => {
  const folder = mkdtempSync(join(tmpdir(), "callpool-two-"));
  const place = ["--data", folder];
  await withServers(2, place, (servers, admin) => expectCase11(servers, admin, place));
  rmSync(folder, { recursive: true });
});
