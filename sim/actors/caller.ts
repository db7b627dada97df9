import type { ShownNumber } from "../../src/contract/edge.ts";
import type { CarrierEvent } from "../../src/service/arrive.ts";
import type { CarrierConnection } from "../../src/store/calls.ts";
import { connection, strangeNumber } from "../estate.ts";
import type { World } from "../world.ts";

const MINUTE_MS = 60_000;
const RETRY_MS = 5000;
const TRIES_MAX = 4;

const carrier: CarrierConnection = connection;

/** Whether a visitor who sees numbers will dial one, and when. */
export function considerCalling(world: World, numbers: readonly ShownNumber[]): void {
  const { random, timeline } = world;
  if (numbers.length === 0 || !random.chance(0.1)) return;
  const { number } = random.pick(numbers);
  const afterMs = random.chance(0.6)
    ? random.waitMs(MINUTE_MS)
    : random.between(10 * MINUTE_MS, 8 * 60 * MINUTE_MS);
  const dialled = random.chance(0.03) ? `${number.slice(0, -2)}9${random.between(0, 9)}` : number;
  timeline.after(afterMs, () => ring(world, dialled));
  // Some are cut off, and dial again.
  if (random.chance(0.1)) {
    timeline.after(afterMs + random.waitMs(3 * MINUTE_MS), () => ring(world, dialled));
  }
}

/** Those who call without a page: from cards, from memory, by mistake. */
export function strangersCall(world: World): void {
  const { random, timeline, estate } = world;
  timeline.after(random.waitMs(10 * MINUTE_MS), async () => {
    if (!world.faults.areOn) return;
    strangersCall(world);
    const kind = random.next();
    if (kind < 0.4) await ring(world, random.pick(estate.publisherNumbers).e164);
    else if (kind < 0.85) await ring(world, random.pick(estate.numbers).e164);
    else await ring(world, strangeNumber(random));
  });
}

type Signal = CarrierEvent["signal"];

/** A call, from its beginning to its end, as the carrier tells it (R53). */
async function ring(world: World, to: string): Promise<void> {
  const { random, timeline, faults } = world;
  const from = random.chance(0.1) ? undefined : `+1212555${random.between(1000, 9999)}`;
  const call = { carrierCallId: random.word(12), from, to };
  const lengthSeconds = random.between(5, 900);
  const isAnswered = random.chance(0.8);
  const signals: Signal[] = [{ type: "incoming", name: "incoming" }];
  if (random.chance(0.3)) signals.push({ type: "other", name: "ringing" });
  if (isAnswered) {
    signals.push({ type: "answered", name: "in-progress" });
    signals.push({ type: "completed", name: "completed", lengthSeconds });
  } else {
    const type = random.pick(["busy", "no_answer", "failed"] as const);
    signals.push({ type, name: type });
  }
  const isEndLost = faults.areOn && random.chance(0.04);
  const isOutOfOrder = faults.areOn && random.chance(0.05);
  const [first, ...rest] = isOutOfOrder ? signals.toReversed() : signals;
  if (isEndLost) rest.pop();
  if (first !== undefined) await tell(world, { ...call, signal: first });
  let afterMs = 0;
  for (const signal of rest) {
    afterMs += random.waitMs(signal.type === "completed" ? lengthSeconds * 1000 : 4000);
    timeline.after(afterMs, () => tell(world, { ...call, signal }));
  }
}

/** A webhook; a carrier that hears no answer tells it again. */
async function tell(world: World, event: CarrierEvent, tries = 1): Promise<void> {
  await world.network.send(
    (process) => process.arrive(carrier, event),
    (heard) => {
      if (heard.kind === "answer") {
        const { call, campaign } = heard.value;
        world.auditor.compare("the campaign's name", event.to, call.campaignId, campaign?.id);
      } else if (tries < TRIES_MAX) {
        world.timeline.after(RETRY_MS, () => tell(world, event, tries + 1));
      }
    },
  );
}
