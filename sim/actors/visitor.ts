import type {
  ActivityAnswer,
  ImpressionAnswer,
  ImpressionRequest,
} from "../../src/contract/edge.ts";
import type { PushedTag } from "../../src/core/visit/session-tags.ts";
import type { Heard } from "../network.ts";
import type { World } from "../world.ts";
import { considerCalling } from "./caller.ts";

type Visit = {
  readonly visitor: string;
  readonly session: string;
  readonly campaign: string;
  /** Of all tabs together; a visit does not go on for ever. */
  actsLeft: number;
};

type Tab = {
  readonly visit: Visit;
  readonly url: string;
  shown?: Pick<ImpressionAnswer, "impression" | "token">;
  renewEveryMs: number;
};

const ID_CHARS = 22;
const TRIES_MAX = 3;
const RETRY_MS = 2000;
const HOUR_MS = 3_600_000;
const QUIET_EVERY_HOURS = 3;
const QUIET_FACTOR = 8;

/** People come all day: many in one hour, few in the next. */
export function visitorsCome(world: World): void {
  const { random, timeline } = world;
  const isQuiet = Math.floor(timeline.now() / HOUR_MS) % QUIET_EVERY_HOURS === 0;
  const meanMs = world.busyMeanMs * (isQuiet ? QUIET_FACTOR : 1);
  timeline.after(random.waitMs(meanMs), async () => {
    if (!world.faults.areOn) return;
    visitorsCome(world);
    await visit(world, random.word(ID_CHARS));
  });
}

async function visit(world: World, visitor: string, session?: string): Promise<void> {
  const { random, estate } = world;
  await open(world, {
    visit: {
      visitor,
      session: session ?? random.word(ID_CHARS),
      campaign: random.pick(estate.campaigns).id,
      actsLeft: random.between(2, 14),
    },
    url: landing(world),
    renewEveryMs: 0,
  });
}

function landing({ random }: World): string {
  const parameters: readonly string[] = [
    `gclid=${random.word(6)}`,
    `utm_source=google&utm_campaign=${random.between(1, 3)}`,
    `zip=${random.between(10000, 99999)}`,
    "keyword={keyword}&zip=10001",
    `fbclid=${random.word(6)}&q=plumber+near+me`,
  ];
  return random.chance(0.2)
    ? "https://plumber.example/"
    : `https://plumber.example/?${random.pick(parameters)}`;
}

async function open(world: World, tab: Tab, tries = 1): Promise<void> {
  const { visit: of, url } = tab;
  const request: ImpressionRequest = {
    campaign: of.campaign,
    visitor: of.visitor,
    session: of.session,
    page: { url, referrer: "", title: "Plumber" },
    language: "en-US",
    timeZone: "America/New_York",
    screen: { width: 1920, height: 1080 },
    viewport: { width: 1280, height: 720 },
    tags: [],
  };
  await world.network.send(
    (process) => process.pages.open(request, { address: "", headers: {} }),
    (heard) => {
      if (heard.kind === "answer") {
        checkShown(world, heard.value);
        tab.shown = heard.value;
        tab.renewEveryMs = heard.value.renewEveryMs;
        considerCalling(world, heard.value.numbers);
        goOn(world, tab);
      } else if (heard.kind !== "refused" && tries < TRIES_MAX) {
        world.timeline.after(RETRY_MS, () => open(world, tab, tries + 1));
      }
    },
  );
}

/** The page shows exactly what the store has given, or the primary number and why (R22, R43). */
function checkShown({ auditor, estate }: World, answer: ImpressionAnswer): void {
  const handles = answer.impression.split(".");
  for (const { tag, number, reason } of answer.numbers) {
    const known = estate.tags.find((one) => one.id === tag);
    const primary = estate.publisherNumbers.find((one) => one.id === known?.publisherNumberId);
    const isPrimary = number === primary?.e164;
    if (reason !== undefined && !isPrimary) {
      auditor.fail(`a page was told ${reason}, and another number than the primary one`, tag);
    }
    const shown = [...(auditor.ledger.byE164.get(number)?.shown ?? [])];
    const isOfPool = shown.some((one) => one.tagId === tag && handles.includes(one.id));
    if (isPrimary && reason === undefined && known?.captureUserData === true) {
      auditor.fail("a page shows the primary number and was not told why", tag);
    }
    if (!isPrimary && !isOfPool) auditor.fail("a page shows a number that it was not given", tag);
  }
}

/** What a person does next with a page that shows its numbers. */
function goOn(world: World, tab: Tab): void {
  const { random, timeline } = world;
  const { visit: of, renewEveryMs } = tab;
  if (of.actsLeft-- <= 0) {
    timeline.after(random.waitMs(30_000), () => leave(world, tab));
    return;
  }
  const what = random.next();
  const soon = random.waitMs(20_000);
  if (what < 0.45) timeline.after(renewEveryMs + soon, () => act(world, tab, []));
  else if (what < 0.55) timeline.after(soon, () => act(world, tab, [pushed(world)]));
  else if (what < 0.7) {
    timeline.after(soon, async () => {
      await close(world, tab);
      await open(world, { visit: of, url: "https://plumber.example/prices", renewEveryMs });
    });
  } else if (what < 0.76) {
    timeline.after(soon, () => open(world, { ...tab, url: "https://plumber.example/about" }));
    timeline.after(renewEveryMs + soon, () => act(world, tab, []));
  } else if (what < 0.81) {
    timeline.after(soon, () => open(world, { visit: of, url: landing(world), renewEveryMs }));
  } else if (what < 0.9) {
    // Somebody is called away: for longer than the idle limit, or than the link.
    timeline.after(random.waitMs(renewEveryMs * 10), () => act(world, tab, []));
  } else timeline.after(soon, () => leave(world, tab));
}

function pushed({ random }: World): PushedTag {
  return {
    type: "User",
    name: random.pick(["step", "basket"]),
    value: String(random.between(1, 9)),
  };
}

async function act(world: World, tab: Tab, tags: readonly PushedTag[], tries = 1): Promise<void> {
  const { shown } = tab;
  if (shown === undefined) return;
  const onHeard = (heard: Heard<ActivityAnswer>) => {
    if (heard.kind === "answer") {
      tab.renewEveryMs = heard.value.renewEveryMs;
      goOn(world, tab);
    } else if (heard.kind === "refused") {
      // The snippet asks for a new impression, as long as the page is there.
      if (heard.code === "impression_ended") {
        world.timeline.after(1, () => open(world, { ...tab, url: "https://plumber.example/" }));
      }
    } else if (tries < TRIES_MAX) {
      world.timeline.after(RETRY_MS, () => act(world, tab, tags, tries + 1));
    }
  };
  const { impression, token } = shown;
  await world.network.send((process) => process.pages.activity(impression, token, tags), onHeard);
}

/** A beacon: nobody waits for an answer, and nobody sends it again. */
async function close(world: World, { shown }: Tab): Promise<void> {
  if (shown === undefined) return;
  const { impression, token } = shown;
  await world.network.send((process) => process.pages.close(impression, token));
}

async function leave(world: World, tab: Tab): Promise<void> {
  const { random, timeline } = world;
  const { visitor, session } = tab.visit;
  if (random.chance(0.8)) await close(world, tab);
  if (!world.faults.areOn) return;
  if (random.chance(0.1)) {
    timeline.after(random.waitMs(120_000), () => visit(world, visitor, session));
  } else if (random.chance(0.2)) {
    timeline.after(random.waitMs(4 * HOUR_MS), () => visit(world, visitor));
  }
}
