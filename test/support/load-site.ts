import { limits } from "../../src/core/limits.ts";
import type { Load } from "./load.ts";
import { callpool, type ServerProcess } from "./server-process.ts";

type Answer = Readonly<Record<string, unknown>>;
type Fields = Readonly<Record<string, string | undefined>>;

/** What a run on one store starts with, and how the store is looked at in the end. */
export type LoadSite = {
  readonly campaign: string;
  /** @returns what breaks a promise: answered, but not in the store */
  missing(server: ServerProcess, load: Load): Promise<readonly string[]>;
  /** What `npx callpool verify` says of the store. */
  verify(): Promise<unknown>;
};

/** Fiction numbers, 100 of each area code. */
const areaCodes = [312, 415, 617];

/**
 * Makes the demo's pool large, and its numbers free as soon as a page is closed: so numbers change
 * hands all the time, while a visitor who stays keeps theirs for longer than any run.
 */
export async function prepareSite(
  server: ServerProcess,
  place: readonly string[],
): Promise<LoadSite> {
  const token = (await callpool("token", ...place)).trim();
  const admin = async (url: string, method: string, path: string, body?: unknown) => {
    const response = await fetch(`${url}/api/v1/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(JSON.stringify(answer));
    // Every JSON answer of the API is an object.
    return answer as Answer;
  };
  const list = async (url: string, path: string) => {
    const { items, next } = await admin(url, "GET", path);
    // A list has items, whose fields that are read here are texts.
    return { items: items as readonly Fields[], next };
  };
  const idOfFirst = async (path: string) => (await list(server.url, path)).items[0]?.["id"] ?? "";
  const pool = await idOfFirst("pools");
  await admin(server.url, "PATCH", `pools/${pool}`, {
    idleLimitSeconds: 3600,
    closedBrowserDelaySeconds: 0,
    releaseOnClose: true,
  });
  for (const areaCode of areaCodes) {
    const numbers = Array.from({ length: 100 }, (_, at) => `+1${areaCode}5550${100 + at}`);
    await admin(server.url, "POST", "numbers", { numbers: numbers.map((number) => ({ number })) });
    await admin(server.url, "POST", `pools/${pool}/numbers`, { numbers });
  }
  return {
    campaign: await idOfFirst("campaigns"),
    async missing({ url }, { impressions, closed }) {
      const [left, open] = [new Set(impressions), new Set(closed)];
      let path = `impressions?limit=${limits.pageSizeMax}`;
      for (;;) {
        const { items, next } = await list(url, path);
        for (const { id = "", closedAt } of items) {
          left.delete(id);
          if (closedAt !== undefined) open.delete(id);
        }
        if (typeof next !== "string") break;
        path = `impressions?limit=${limits.pageSizeMax}&after=${encodeURIComponent(next)}`;
      }
      return [...[...left].map((id) => `no ${id}`), ...[...open].map((id) => `${id} not closed`)];
    },
    verify: async () => JSON.parse(await callpool("verify", "--json", ...place)) as unknown,
  };
}
