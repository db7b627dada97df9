import type {
  ActivityAnswer,
  ImpressionAnswer,
  ImpressionRequest,
  PrimaryReason,
  ShownNumber,
} from "../contract/edge.ts";
import {
  isId,
  type ImpressionId,
  type SessionId,
  type TagId,
  type VisitorId,
} from "../core/ids.ts";
import { renewEveryMs } from "../core/pool/settings.ts";
import { landingKey } from "../core/visit/campaign-parameter.ts";
import { queryParameters } from "../core/visit/query-string.ts";
import { pushedTags, tagsOfVisit, type PushedTag } from "../core/visit/session-tags.ts";
import type { NewId } from "../core/ids.ts";
import type { ServedCampaign, ServedTag } from "../store/catalogue.ts";
import type { Issued, RenewOutcome } from "../store/leases.ts";
import type { Store } from "../store/store.ts";
import { displayNumber } from "./display-number.ts";
import { learn, type Asker, type PlaceOf } from "./learned/asker.ts";
import { fromHandle, toHandle, type ImpressionTokens } from "./impression-token.ts";
import { Problem } from "./problem.ts";

type CapturingTag = ServedTag & Required<Pick<ServedTag, "pool">>;

/** What pages may ask. */
export type Pages = {
  /** The campaign as its pages get it. @throws Problem campaign_not_served (R19) */
  campaign(id: string): Promise<ServedCampaign>;
  /** A page was opened: stores what is known and answers with numbers (R38). @throws Problem */
  open(request: ImpressionRequest, asker: Asker): Promise<ImpressionAnswer>;
  /** The visitor was active, or the page pushed tags. @throws Problem */
  activity(handle: string, token: string, pushed: readonly PushedTag[]): Promise<ActivityAnswer>;
  /** The page was closed. @throws Problem */
  close(handle: string, token: string): Promise<void>;
};

export type PagesParts = {
  readonly store: Store;
  readonly tokens: ImpressionTokens;
  readonly newId: NewId;
  readonly placeOf: PlaceOf;
};

export function pages(parts: PagesParts): Pages {
  const { store, tokens } = parts;
  const campaign = (id: string) => servedCampaign(store, id);
  return {
    campaign,
    open: async (request, asker) => open(parts, request, asker),
    activity: async (handle, token, pushed) => {
      const ids = ownImpressions(tokens, handle, token);
      const tags = pushedTags(pushed);
      const outcomes = await Promise.all(ids.map((id) => store.leases.renew(id, tags)));
      return answerActivity(campaign, outcomes);
    },
    close: async (handle, token) => {
      const ids = ownImpressions(tokens, handle, token);
      await Promise.all(ids.map((id) => store.leases.close(id)));
    },
  };
}

async function servedCampaign(store: Store, id: string): Promise<ServedCampaign> {
  const served = isId("campaign", id) ? await store.catalogue.servedCampaign(id) : undefined;
  if (served === undefined) {
    const detail = "There is no campaign of this id. Check the address of the page's script.";
    throw new Problem("not_found", detail);
  }
  if (served.status !== "active" || served.tags.length === 0) {
    const why =
      served.status === "active"
        ? "none of its call tracking tags has an active publisher number"
        : `it is ${served.status}`;
    throw new Problem("campaign_not_served", `The campaign shows no numbers: ${why}.`);
  }
  return served;
}

async function open(
  { store, tokens, newId, placeOf }: PagesParts,
  request: ImpressionRequest,
  asker: Asker,
): Promise<ImpressionAnswer> {
  const served = await servedCampaign(store, request.campaign);
  const capturing = served.tags.filter((tag): tag is CapturingTag => tag.pool !== undefined);
  if (capturing.length === 0) {
    throw new Problem(
      "campaign_not_served",
      "No call tracking tag of the campaign captures user data, so there is nothing to ask for.",
    );
  }
  const everyMs = Math.min(...capturing.map((tag) => renewEveryMs(tag.pool)));
  const learned = learn(asker, placeOf, served.truncateIpAddresses);
  if (learned.isBot) return { ...nothingStored, renewEveryMs: everyMs, numbers: forBots(served) };
  const { page, language, timeZone, screen, viewport } = request;
  const session = { page, language, timeZone, screen, viewport };
  const parameters = queryParameters(page.url);
  const visit = {
    accountId: served.accountId,
    campaignId: served.campaignId,
    // The contract has checked that both are ids a browser may have.
    visitorId: request.visitor as VisitorId,
    sessionId: request.session as SessionId,
    landingKey: landingKey(parameters),
    session,
    tags: tagsOfVisit({ session, parameters, learned: learned.tags, pushed: request.tags }, served),
    pushed: pushedTags(request.tags),
  };
  const issued = await Promise.all(
    capturing.map(({ tagId, publisherId, publisherNumberId, pool }) => {
      const impressionId = newId("impression");
      const tag = { tagId, publisherId, publisherNumberId, pool };
      return store.leases.issue({ ...visit, ...tag, impressionId });
    }),
  );
  const impression = toHandle(issued.map((one) => one.impressionId));
  return {
    impression,
    token: tokens.tokenFor(impression),
    renewEveryMs: everyMs,
    numbers: shownNumbers(served, new Map(capturing.map((tag, at) => [tag.tagId, issued[at]]))),
  };
}

/** To a bot: no impression, and so nothing to renew or close (decision 0020). */
const nothingStored = { impression: "", token: "" } as const;

/** A bot takes no pool number, and is no miss (R30, R43). */
function forBots({ tags }: ServedCampaign): ShownNumber[] {
  return tags.map((tag) => primaryOf(tag, tag.pool === undefined ? undefined : "bot"));
}

function primaryOf({ tagId, primaryNumber }: ServedTag, reason?: PrimaryReason): ShownNumber {
  const shown = { tag: tagId, ...displayNumber(primaryNumber) };
  return reason === undefined ? shown : { ...shown, reason };
}

/** The pool number of each tag, or its primary number with the reason (R22, R43). */
function shownNumbers(
  served: ServedCampaign,
  issued: ReadonlyMap<TagId, Issued | undefined>,
): ShownNumber[] {
  return served.tags.map((tag) => {
    const asked = issued.get(tag.tagId);
    if (asked?.number !== undefined) return { tag: tag.tagId, ...displayNumber(asked.number) };
    return primaryOf(tag, asked === undefined ? undefined : "pool_exhausted");
  });
}

async function answerActivity(
  campaign: Pages["campaign"],
  outcomes: readonly RenewOutcome[],
): Promise<ActivityAnswer> {
  const active = outcomes.filter((outcome) => outcome.kind === "active");
  const [first] = active;
  if (first === undefined || active.length < outcomes.length) {
    throw new Problem("impression_ended", "The impression has ended. Ask for a new one.");
  }
  const everyMs = Math.min(...active.map(renewEveryMs));
  const numbers = active.flatMap(({ tagId, number }) =>
    number === undefined ? [] : [{ tag: tagId, ...displayNumber(number) }],
  );
  if (numbers.length === active.length) return { renewEveryMs: everyMs, numbers };
  // Someone still waits: what to show meanwhile is the campaign's matter.
  const served = await campaign(first.campaignId);
  const asked = new Map(active.map((outcome) => [outcome.tagId, outcome]));
  return { renewEveryMs: everyMs, numbers: shownNumbers(served, asked) };
}

function ownImpressions(
  tokens: ImpressionTokens,
  handle: string,
  token: string,
): readonly ImpressionId[] {
  const ids = fromHandle(handle);
  if (ids === undefined) throw new Problem("not_found", "There is no such impression.");
  if (!tokens.isTokenOf(handle, token)) {
    throw new Problem("wrong_token", "Send the token that came with the impression.");
  }
  return ids;
}
