import { beforeEach, expect, test } from "vitest";
import type { CampaignId, ImpressionId, SessionId, VisitorId } from "../../src/core/ids.ts";
import { plusMs, toInstant } from "../../src/core/time.ts";
import { createMemoryStore } from "../../src/store/memory/memory-store.ts";
import type { Store } from "../../src/store/store.ts";
import { accountId, setUp, type Estate } from "../estate.ts";
import { makeRandom } from "../random.ts";
import { makeTally } from "../tally.ts";
import { makeAuditor, type Auditor } from "./auditor.ts";
import { witness } from "./witness.ts";

let now = toInstant(0);
let auditor: Auditor;
let raw: Store;
let store: Store;
let estate: Estate;

beforeEach(async () => {
  now = toInstant(1_000_000);
  const time = { now: () => now };
  raw = createMemoryStore({ clock: time });
  auditor = makeAuditor(time, accountId, makeTally());
  store = witness(raw, auditor, time);
  await step(async () => {
    estate = await setUp(store, makeRandom(1));
  });
});

async function step(work: () => Promise<unknown>): Promise<void> {
  auditor.beginStep(0);
  await work();
  await auditor.endStep(raw);
}

const impressionId = "imp_1" as ImpressionId;

async function open(): Promise<void> {
  const served = await store.catalogue.servedCampaign(
    estate.campaigns[0]?.id ?? ("" as CampaignId),
  );
  const tag = served?.tags.find((one) => one.pool !== undefined);
  if (tag?.pool === undefined || served === undefined) throw new Error("it was set up so");
  const { tagId, publisherId, publisherNumberId, pool } = tag;
  await store.leases.issue({
    impressionId,
    accountId,
    campaignId: served.campaignId,
    ...{ tagId, publisherId, publisherNumberId, pool },
    visitorId: "visitor" as VisitorId,
    sessionId: "session" as SessionId,
    landingKey: "",
    session: {} as never,
    tags: { tags: [], cut: [] },
    pushed: [],
  });
}

test("an activity in the very instant of the issue keeps what older settings promised (R11)", async () => {
  await step(open);
  await step(async () => {
    for (const pool of estate.pools) {
      await store.catalogue.pools.replace({ ...pool, idleLimitSeconds: 1 });
    }
  });
  await step(() => store.leases.renew(impressionId, []));
  expect(auditor.violations).toEqual([]);
});

test("a clock that is set before the step is over changes no hold (R45)", async () => {
  await step(async () => {
    await open();
    now = plusMs(now, 60_000);
  });
  expect(auditor.violations).toEqual([]);
});
