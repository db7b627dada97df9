import { pageOpened, type TestServer } from "./running-server.ts";
import type { SceneIds } from "./app-pages.ts";
import type { ImpressionAnswer } from "../../src/contract/edge.ts";

/*
 * A believable account, for the tests of the app and for its pictures: three advertisers, pools of
 * different sizes, half a day of visits and calls. Everything goes through the server's own doors.
 */

type Made = { readonly id: string };

/** Numbers 555-01xx are reserved for fiction (ATIS-0300115). */
const fiction = (area: number, from: number, count: number) =>
  Array.from({ length: count }, (_, i) => `+1${area}55501${String(from + i).padStart(2, "0")}`);

async function make(server: TestServer, path: string, body: object): Promise<Made> {
  const response = await server.admin("POST", path, body);
  const answer = (await response.json()) as Made & { readonly detail?: string };
  if (!response.ok) throw new Error(`POST ${path}: ${answer.detail}`);
  return answer;
}

async function makePool(server: TestServer, settings: object, numbers: readonly string[]) {
  const pool = await make(server, "/pools", { country: "US", numberType: "local", ...settings });
  await server.admin("POST", "/numbers", { numbers: numbers.map((number) => ({ number })) });
  await make(server, `/pools/${pool.id}/numbers`, { numbers });
  return pool;
}

type Advertiser = {
  readonly campaign: string;
  readonly publisher: string;
  readonly primary: string;
  readonly target: string;
  readonly pool: string;
};

async function makeCampaign(server: TestServer, advertiser: Advertiser): Promise<Made> {
  const { primary, target } = advertiser;
  const publisher = await make(server, "/publishers", { name: advertiser.publisher });
  const campaign = await make(server, "/campaigns", {
    name: advertiser.campaign,
    target: { kind: "phone", address: target },
  });
  const publisherNumber = await make(server, "/publisher-numbers", {
    number: primary,
    campaignId: campaign.id,
    publisherId: publisher.id,
  });
  await make(server, "/tags", {
    name: "Number in the header",
    campaignId: campaign.id,
    publisherNumberId: publisherNumber.id,
    captureUserData: true,
    poolId: advertiser.pool,
  });
  return campaign;
}

const sources = [
  "utm_source=google&utm_medium=cpc&utm_campaign=spring&gclid=Cj0KCQ",
  "utm_source=bing&utm_medium=cpc&utm_campaign=spring&msclkid=5f1c",
  "utm_source=facebook&utm_medium=social&utm_campaign=families&fbclid=IwAR2",
  "utm_source=newsletter&utm_medium=email&utm_campaign=november",
  "utm_source=google&utm_medium=organic",
] as const;

async function visit(
  server: TestServer,
  campaignId: string,
  visitor: string,
  page: string,
): Promise<ImpressionAnswer> {
  const response = await server.post("/v1/impressions", pageOpened(campaignId, visitor, page));
  if (!response.ok) throw new Error(`The visit was refused: ${await response.text()}`);
  // What the contract says of a 200.
  return (await response.json()) as ImpressionAnswer;
}

/** A call that is answered and lasts; without a length it rings out. */
async function call(server: TestServer, to: string, from: string, seconds?: number) {
  const callId = `scene-${from}-${to}-${server.clock.now()}`;
  const { decision } = await server.dial(to, { callId, from });
  if (decision.kind === "reject") return;
  if (seconds === undefined) {
    await server.dial(to, { callId, from, event: "no_answer" });
    return;
  }
  server.clock.advanceSeconds(6);
  await server.dial(to, { callId, from, event: "answered" });
  server.clock.advanceSeconds(seconds);
  await server.dial(to, { callId, from, event: "completed", lengthSeconds: seconds });
}

/** Time goes by, and what the pools do is noted every minute of it. */
async function pass(server: TestServer, minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute++) {
    server.clock.advanceSeconds(60);
    await server.samplePools();
  }
}

/** Half a day: visits come and go, and every fourth visitor calls. */
async function liveHalfADay(server: TestServer, law: Made, dental: Made): Promise<void> {
  const visits = 48;
  for (let i = 0; i < visits; i++) {
    const source = sources[i % sources.length] ?? sources[0];
    const isLaw = i % 3 === 0;
    const site = isLaw ? "https://hartwell-law.example/injury" : "https://smile.example/implants";
    const campaign = isLaw ? law : dental;
    const answer = await visit(server, campaign.id, `visitor-${i}`, `${site}?${source}`);
    const number = answer.numbers[0]?.number ?? "";
    if (i % 4 === 0) {
      server.clock.advanceSeconds(40 + i);
      const from = `+1646555${String(100 + i).padStart(4, "0")}`;
      await call(server, number, from, i % 8 === 0 ? 95 + 7 * i : undefined);
    }
    await pass(server, 7);
  }
}

/** Visitors come faster than numbers are given back: the dental pool runs out (R43). */
async function rush(server: TestServer, law: Made, dental: Made): Promise<void> {
  for (let i = 0; i < 12; i++) {
    const isLaw = i % 4 === 3;
    const page = isLaw ? "https://hartwell-law.example/" : "https://smile.example/whitening";
    const source = sources[i % 2] ?? sources[0];
    await visit(server, (isLaw ? law : dental).id, `rush-${i}`, `${page}?${source}`);
    server.clock.advanceSeconds(9);
  }
}

/** @returns the ids of what pages are opened for */
export async function setUpScene(server: TestServer): Promise<SceneIds> {
  await server.admin("PATCH", "/account", { name: "Northlight Media" });
  const lawPool = await makePool(server, { name: "Law, New York" }, fiction(212, 40, 24));
  const dentalPool = await makePool(server, { name: "Dental, Brooklyn" }, fiction(718, 20, 6));
  const law = await makeCampaign(server, {
    campaign: "Hartwell Injury Law",
    publisher: "Northlight Search",
    primary: "+18885550120",
    target: "+12125550191",
    pool: lawPool.id,
  });
  const dental = await makeCampaign(server, {
    campaign: "Bright Smile Dental",
    publisher: "Social Reach",
    primary: "+18885550121",
    target: "+17185550192",
    pool: dentalPool.id,
  });
  await liveHalfADay(server, law, dental);
  const first = await visit(server, dental.id, "early", `https://smile.example/?${sources[0]}`);
  const number = first.numbers[0]?.number ?? "";
  await call(server, "+18885550121", "+16465550177", 184);
  await call(server, number, "+16465550178", 312);
  await call(server, "+12125550109", "+16465550179");
  await rush(server, law, dental);
  await server.samplePools();
  const calls = (await (await server.admin("GET", "/calls?limit=100")).json()) as {
    readonly items: readonly (Made & { readonly impressionId?: string })[];
  };
  const attributed = calls.items.find(({ impressionId }) => impressionId !== undefined);
  return {
    pool: dentalPool.id,
    campaign: dental.id,
    call: attributed?.id ?? "",
    impression: attributed?.impressionId ?? "",
  };
}
