import { mkdtempSync, rmSync } from "node:fs";
import { createServer as createNetServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepare } from "../../src/cli/first-run.ts";
import { openInstallation } from "../../src/cli/installation.ts";
import type { ImpressionAnswer } from "../../src/contract/edge.ts";
import type { SimulatorAnswer, SimulatorEvent } from "../../src/contract/simulator.ts";
import { builtAppFolder } from "../../src/http/app/app-files.ts";
import { readBuiltSnippet } from "../../src/http/edge/snippet-files.ts";
import { createServer } from "../../src/http/server.ts";
import { openPlaces } from "../../src/ops/places.ts";
import { DEMO_CAMPAIGN } from "../../src/service/demo.ts";
import { testClock, type TestClock } from "../../src/store/contract/test-clock.ts";
import { browserId } from "../../src/store/contract/world.ts";

/** The real server on a real port and a real file; only its clock is a test's. */
export type TestServer = {
  readonly url: string;
  readonly clock: TestClock;
  readonly campaign: string;
  readonly accountId: string;
  /** A browser of that name opens a page. */
  visit(visitor: string, page?: string): Promise<ImpressionAnswer>;
  /** The number that a visitor sees on opening the demo page. */
  shownTo(visitor: string): Promise<string>;
  activity(answer: ImpressionAnswer, tags?: readonly object[]): Promise<Response>;
  close(answer: ImpressionAnswer): Promise<Response>;
  /** One event of a test call; a call of its own unless `callId` says otherwise. */
  dial(to: string, event?: Partial<SimulatorEvent>): Promise<SimulatorAnswer>;
  /** As a browser does; more headers replace its own. */
  post(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** Signs a browser in as the owner, once. */
  signInLink(): Promise<string>;
  /** Notes what the pools do, as a server does once a minute. */
  samplePools(): Promise<void>;
  /** The admin API, as the owner. */
  admin(method: string, path: string, body?: unknown): Promise<Response>;
  stop(): Promise<void>;
};

async function freePort(): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const probe = createNetServer();
  probe.listen(0, "127.0.0.1", () => {
    // A listening TCP server has an address with a port.
    const { port } = probe.address() as AddressInfo;
    probe.close(() => resolve(port));
  });
  return promise;
}

/** Options of the server that most tests leave as they are. */
export type TestServerOptions = {
  readonly cityDatabase?: string;
  readonly trustedProxies?: readonly string[];
};

const ownerEmail = "owner@test.example";

/** What a browser says of itself; without it, Node's own fetch is known for a bot (R30). */
export const browserHeaders = {
  "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
};

export async function startTestServer({
  cityDatabase = "",
  trustedProxies = [],
}: TestServerOptions = {}): Promise<TestServer> {
  const clock = testClock();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const folder = mkdtempSync(join(tmpdir(), "callpool-e2e-"));
  const installation = await openInstallation({ folder, databaseUrl: "" }, url, clock);
  const prepared = await prepare(installation, { ownerEmail, withDemo: true });
  const { owner, simulatorKey } = prepared;
  const { token } = await installation.identity.tokens.create(owner, "test");
  const snippet = readBuiltSnippet();
  const placeOf = await openPlaces(cityDatabase);
  const appFolder = builtAppFolder;
  const own = { baseUrl: url, snippet, appFolder, logLevel: "warn", placeOf, trustedProxies };
  const server = await createServer({ ...installation, ...own });
  await server.listen({ port, host: "127.0.0.1" });
  const campaign = await installation.store.setting(DEMO_CAMPAIGN, () => "");

  const post: TestServer["post"] = (path, body, headers = {}) =>
    fetch(url + path, {
      method: "POST",
      headers: { "content-type": "text/plain", ...browserHeaders, ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  const visit: TestServer["visit"] = async (visitor, page = "https://plumber.example/") => {
    const response = await post("/v1/impressions", pageOpened(campaign, visitor, page));
    if (!response.ok) throw new Error(`The visit was refused: ${await response.text()}`);
    // What the contract says of a 200.
    return (await response.json()) as ImpressionAnswer;
  };
  let calls = 0;
  return {
    url,
    clock,
    campaign,
    accountId: owner.accountId,
    post,
    visit,
    shownTo: async (visitor) => (await visit(visitor)).numbers[0]?.number ?? "none",
    samplePools: async () => {
      await installation.store.figures.samplePools();
    },
    activity: ({ impression, token: theirs }, tags = []) =>
      post(`/v1/impressions/${impression}/activity`, { token: theirs, tags }),
    close: ({ impression, token: theirs }) =>
      post(`/v1/impressions/${impression}/close`, { token: theirs }),
    dial: async (to, event = {}) => {
      const said = { callId: `test-${++calls}`, from: "+12125550199", to, event: "incoming" };
      const response = await fetch(`${url}/hooks/simulator/${simulatorKey}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ ...said, ...event }),
      });
      // What the contract says of a 200.
      return (await response.json()) as SimulatorAnswer;
    },
    signInLink: async () => (await installation.identity.signInLink(ownerEmail)) ?? "",
    admin: (method, path, body) =>
      fetch(`${url}/api/v1${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    stop: async () => {
      await server.stop();
      await installation.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** The body that a browser of that name sends on opening a page. */
export function pageOpened(campaign: string, visitor: string, url: string) {
  return {
    campaign,
    visitor: browserId(visitor),
    session: browserId(`${visitor}-session`),
    page: { url, referrer: "", title: "Plumber" },
    language: "en-US",
    timeZone: "America/New_York",
    screen: { width: 1920, height: 1080 },
    viewport: { width: 1280, height: 720 },
  };
}
